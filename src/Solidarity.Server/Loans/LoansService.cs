using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Loans;

internal sealed class LoansService(CommandSender sender, Projector projector) : V1.LoansService.LoansServiceBase
{
    public override Task<V1.CommandReply> RecordLoan(V1.RecordLoanRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> RepayLoan(V1.RepayLoanRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> RedirectRepayment(
        V1.RedirectRepaymentRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.ListLoansResponse> ListLoans(V1.ListLoansRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken,
            "loans", request.OwedBy, request.OwedTo, $"{request.ShowRepaid}", request.Viewer);
        var borrower = fields.SectionOrNone("owed_by", request.OwedBy);
        var lender = fields.SectionOrNone("owed_to", request.OwedTo);
        if (borrower is null && lender is null)
            fields.Add("owed_by", "is missing; give the section that owes here, or the one that has lent as owed_to");
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var loans = borrower is { } owing
            ? OwedBy(world.FindSection(owing), lender)
            : OwedTo(world.FindSection(lender!.Value));
        // What lies between two concerns both.
        if (borrower is null || lender is not { } creditor || !viewer.Owns(creditor))
            viewer.CheckOwns(borrower ?? lender!.Value, "the list of loans");
        var found = loans.Where(loan => request.ShowRepaid || loan.Message.Owed.MinorUnits > 0);
        var cut = page.Cut(
            found, loan => $"{loan.Key.Id} {loan.Key.From}", loan => loan.Message,
            loan => new V1.Loan { LoanId = loan.Key.Id.Value, Borrower = loan.Message.Borrower });
        return new V1.ListLoansResponse { Loans = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private static IEnumerable<(AidKey Key, V1.Loan Message)> OwedBy(Section borrower, SectionId? lender) =>
        from loan in borrower.Loans.Taken
        where lender is null || loan.Key.From == Party.Of(lender.Value)
        select (loan.Key, Write(borrower.Id, loan.Key, loan.Value));

    private static IEnumerable<(AidKey Key, V1.Loan Message)> OwedTo(Section lender) =>
        from pledge in lender.Promises.Pledges
        where pledge.Value is { Owed: not null, Delivered: not null }
        let key = new AidKey(Party.Of(lender.Id), pledge.Key)
        select (key, new V1.Loan
        {
            LoanId = pledge.Key.Value,
            Lender = key.From.ToWire(),
            Borrower = ((Address)pledge.Value.To).ToString(),
            Strike = ((Address)pledge.Value.Strike).ToString(),
            Amount = pledge.Value.Delivered.ToWire(),
            Owed = pledge.Value.Owed.ToWire(),
        });

    private static V1.Loan Write(SectionId borrower, AidKey key, Loan loan) => new()
    {
        LoanId = key.Id.Value,
        Lender = key.From.ToWire(),
        Borrower = ((Address)borrower).ToString(),
        Strike = ((Address)loan.Strike).ToString(),
        Amount = loan.Amount.ToWire(),
        Owed = loan.Owed.ToWire(),
        Paying = loan.Paying.ToWire(),
        Redirects =
        {
            loan.Redirects.TakeLast(ServerLimits.RowRedirectsMax).Select(redirect => new V1.Redirect
            {
                Strike = ((Address)redirect.Strike).ToString(),
                Section = ((Address)redirect.Section).ToString(),
                Amount = redirect.Amount.ToWire(),
            }),
        },
        RedirectsOmitted = Math.Max(0, loan.Redirects.Length - ServerLimits.RowRedirectsMax),
    };
}
