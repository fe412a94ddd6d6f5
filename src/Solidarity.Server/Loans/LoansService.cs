using Google.Protobuf.WellKnownTypes;
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

    public override Task<V1.CommandReply> SendRepayment(V1.SendRepaymentRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> WithdrawRepayment(
        V1.WithdrawRepaymentRequest request, ServerCallContext context) =>
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

    public override async Task<V1.ListRepaymentsResponse> ListRepayments(
        V1.ListRepaymentsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken,
            "repayments", request.Section, $"{request.OnlyOpen}", request.Viewer);
        var id = fields.Section("section", request.Section);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "the list of repayments");
        var found = section.Loans.Repayments.Where(
            repayment => !request.OnlyOpen || repayment.Value.State == AidState.Pledged);
        var cut = page.Cut(
            found, repayment => repayment.Key.Value, repayment => Write(id, repayment.Key, repayment.Value),
            repayment => new V1.Repayment { Name = NameOf(id, repayment.Key) });
        return new V1.ListRepaymentsResponse { Repayments = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private static string NameOf(SectionId section, PledgeId repayment) =>
        $"{(Address)section}/{LoanRequests.Repayments}/{repayment}";

    private static V1.Repayment Write(SectionId section, PledgeId id, Repayment repayment) => new()
    {
        Name = NameOf(section, id),
        Lender = repayment.Loan.From.ToWire(),
        LoanId = repayment.Loan.Id.Value,
        Amount = repayment.Amount.ToWire(),
        RedirectStrike = repayment.RedirectTo is { } strike ? ((Address)strike).ToString() : "",
        FromFund = repayment.FromFund is { } fund ? ((Address)fund).ToString() : "",
        Authority = repayment.Authority,
        State = repayment.State.ToWire(),
        Runs = repayment.Runs,
        Transfer = repayment.Transfer is { } transfer ? ((Address)transfer).ToString() : "",
        Reason = repayment.Reason,
        AgainTime = repayment.AgainAt?.ToTimestamp(),
    };

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
