using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Loans;

/// <summary><c>solidarity loans list|record|repay|redirect</c>.</summary>
internal static class LoanCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "loans", "What sections owe for aid that was asked for and promised as a loan.",
        List(frame), Record(frame), Repay(frame), RepaymentCommands.List(frame), RepaymentCommands.Send(frame),
        RepaymentCommands.Withdraw(frame), Redirect(frame));

    private static Command List(Frame frame)
    {
        var owedBy = Options.Text("--owed-by", "SECTION", "What this section owes.");
        var owedTo = Options.Text("--owed-to", "SECTION", "What this section has lent.");
        var repaid = Options.Flag("--repaid", "Also those that are repaid.");
        var view = new ViewOptions();
        var command = new Command("list", T("List loans: say --owed-by, --owed-to, or both."))
        {
            owedBy, owedTo, repaid, view.As,
        };
        return frame.Asks(command.WithExamples("loans list --owed-by paris-bronze-workers"), async call =>
        {
            var request = new ListLoansRequest
            {
                OwedBy = call.Section(owedBy),
                OwedTo = call.Section(owedTo),
                ShowRepaid = call.Get(repaid),
                Viewer = view.ViewerOf(call),
            };
            if (request is { OwedBy: "", OwedTo: "" })
                throw UsageException.Malformed("owed-by", "say --owed-by SECTION, --owed-to SECTION, or both");
            await call.ListAsync(request, call.Services.Loans.ListLoansAsync, page => page.Loans,
                _ => "No loans.", Rows);
        });
    }

    private static Command Record(Frame frame)
    {
        var section = Arguments.Section("The section that owes: paris-bronze-workers.");
        var lender = Arguments.Text("LENDER", "The lender's name as recorded: \"London Trades Council\".");
        var strike = Arguments.Strike("The section's strike that it was for: paris-bronze-1867.");
        var sum = new SumArguments();
        var id = Options.Text("--id", "ID", "The id that it gets; left out, the service makes one.");
        var command = new Command("record", T("Take an older debt to a lender outside the system onto the books."))
        {
            section, lender, strike, sum.All, id,
        };
        return frame.SendsMoney(command.WithExamples(
            "loans record paris-bronze-workers \"London Trades Council\" paris-bronze-1867 500 FRF "
            + "--id council-1867"), call => call.SendAsync(
            new RecordLoanRequest
            {
                Section = call.Section(section),
                LoanId = call.Id(id),
                Lender = call.Text(lender),
                Strike = call.Strike(strike),
                Amount = sum.Read(call),
            },
            call.Services.Loans.RecordLoanAsync,
            (request, reply) => new Said(
                $"{request.Section} owes {SumText.Of(request.Amount)} to {request.Lender} "
                + $"({Names.Short(reply.Name)}).")));
    }

    private static Command Repay(Frame frame)
    {
        var section = Arguments.Section("The section that owes: paris-bronze-workers.");
        var lender = Arguments.Body("LENDER", "A section, or the lender's name as recorded.", acts: false);
        var loan = Arguments.Text("LOAN", "The loan's id: that of the lender's pledge.");
        var sum = new SumArguments();
        var authority = Options.Authority();
        var redirect = Options.Text("--to-strike", "STRIKE", "The strike that gets it instead, as the lender decided.");
        var fund = Options.Text(
            "--from-fund", "STRIKE", "A strike of the section's that has ended: pay from what is left in its fund.");
        var id = Options.Text("--id", "ID", "The id that it gets; left out, the service makes one.");
        var command = new Command(
            "repay", T("Repay a loan or a part of it. What is sent to another section cannot be taken back."))
        {
            section, lender, loan, sum.All, authority, redirect, fund, id,
        };
        return frame.SendsMoney(command.WithExamples(
            "loans repay paris-bronze-workers london-tailors p-1 4/0/0 GBP/240 "
            + "--authority \"assembly of 3 May\""), async call =>
        {
            var request = new RepayLoanRequest
            {
                Section = call.Section(section),
                Lender = Parties.Of(call, call.Text(lender), "lender"),
                LoanId = Names.Id(call.Text(loan), "loan"),
                RepaymentId = call.Id(id),
                Amount = sum.Read(call),
                Authority = call.Text(authority),
                FromFund = call.Strike(fund),
            };
            if (call.Get(redirect) is { } strike)
            {
                request.RedirectStrike = Names.Strike(strike, "to-strike");
                request.RedirectSection = await StrikeLookup.SectionOfAsync(call, request.RedirectStrike);
            }
            var reply = await call.SendAsync(request, call.Services.Loans.RepayLoanAsync);
            var to = request.RedirectStrike.Length > 0 ? request.RedirectStrike : Parties.InWords(request.Lender);
            call.Done(reply, new Said(
                $"{request.Section} repays {SumText.Of(request.Amount)} of loan {request.LoanId} of "
                + $"{Parties.InWords(request.Lender)} to {to}.",
                new Hint("See where the money is", $"loans repayments {Names.Short(request.Section)}")));
        });
    }

    private static Command Redirect(Frame frame)
    {
        var section = Arguments.Section("The section that lent: london-tailors.");
        var pledge = Arguments.Text("PLEDGE", "Its pledge that became the loan: p-1.");
        var strike = Arguments.Strike("The strike that is to get it instead: geneva-builders-1868.");
        var sum = new SumArguments();
        var command = new Command("redirect", T("As the lender, let a part of what it is owed go to a strike."))
        {
            section, pledge, strike, sum.All,
        };
        return frame.SendsMoney(command.WithExamples(
            "loans redirect london-tailors p-1 geneva-builders-1868 4/0/0 GBP/240"), async call =>
        {
            var request = new RedirectRepaymentRequest
            {
                Pledge = Names.Below(call.Section(section), "pledges", call.Text(pledge), "pledge"),
                Strike = call.Strike(strike),
                Amount = sum.Read(call),
            };
            request.Section = await StrikeLookup.SectionOfAsync(call, request.Strike);
            await call.SendAsync(request, call.Services.Loans.RedirectRepaymentAsync,
                _ => $"{SumText.Of(request.Amount)} owed for {request.Pledge} may go to {request.Strike}.");
        });
    }

    private static Sheet Rows(IReadOnlyCollection<Loan> loans) =>
        Sheet.Of(loans, ["Loan", "Lender~", "Borrower", "For", "Lent>", "Owed>", "Being repaid>"], loan =>
        [
            loan.LoanId, Parties.Short(loan.Lender), Names.Short(loan.Borrower), Names.Short(loan.Strike),
            SumText.Of(loan.Amount), SumText.Of(loan.Owed),
            loan.Paying is { MinorUnits: > 0 } paying ? SumText.Of(paying) : "",
        ]);
}
