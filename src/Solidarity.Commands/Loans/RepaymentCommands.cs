using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Loans;

/// <summary><c>solidarity loans repayments|send|withdraw</c>: repayments that are on their way, wait or are over.
/// </summary>
internal static class RepaymentCommands
{
    public static Command List(Frame frame)
    {
        var section = Section();
        var open = Options.Flag("--open", "Only those that are on their way, or wait.");
        var view = new ViewOptions();
        var command = new Command("repayments", T("List the repayments of a section, and what became of them."))
        {
            section, open, view.As,
        };
        return frame.Asks(command.WithExamples("loans repayments paris-bronze-workers"), call => call.ListAsync(
            new ListRepaymentsRequest
            {
                Section = call.Section(section),
                OnlyOpen = call.Get(open),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Loans.ListRepaymentsAsync, page => page.Repayments, _ => "No repayments.", Rows));
    }

    public static Command Send(Frame frame)
    {
        var (section, repayment) = (Section(), Repayment());
        var command = new Command("send", T("Send a repayment now for which no way was found."))
        {
            section, repayment,
        };
        return frame.Sends(command.WithExamples("loans send paris-bronze-workers r-1"), call => call.SendAsync(
            new SendRepaymentRequest
            {
                Name = Names.Below(call.Section(section), "repayments", call.Text(repayment), "repayment"),
            },
            call.Services.Loans.SendRepaymentAsync, request => $"{request.Name} is on its way again."));
    }

    public static Command Withdraw(Frame frame)
    {
        var (section, repayment) = (Section(), Repayment());
        var reason = Options.Text("--reason", "TEXT", "Why, for the record.");
        var command = new Command("withdraw", T("Send a repayment no more that waits; the debt stays as it was."))
        {
            section, repayment, reason,
        };
        return frame.Sends(command.WithExamples(
            "loans withdraw paris-bronze-workers r-1 --reason \"paid by hand\""), call => call.SendAsync(
            new WithdrawRepaymentRequest
            {
                Name = Names.Below(call.Section(section), "repayments", call.Text(repayment), "repayment"),
                Reason = call.Text(reason),
            },
            call.Services.Loans.WithdrawRepaymentAsync, request => $"{request.Name} is withdrawn."));
    }

    private static Argument<string> Section() =>
        Arguments.Section("The section that owes: paris-bronze-workers.");

    private static Argument<string> Repayment() => Arguments.Text("REPAYMENT", "The repayment's id: r-1.");

    private static Sheet Rows(IReadOnlyCollection<Repayment> repayments) =>
        Sheet.Of(repayments, ["Repayment", "Lender~", "Loan", "To", "Sum>", "State~"], repayment =>
        [
            Names.Short(repayment.Name), Parties.Short(repayment.Lender), repayment.LoanId,
            Names.Short(repayment.RedirectStrike), SumText.Of(repayment.Amount), StateOf(repayment),
        ]);

    private static string StateOf(Repayment repayment)
    {
        var section = repayment.Name.Split('/')[1];
        var onItsWay = repayment.Transfer.Length > 0 ? $", {repayment.Transfer}" : "";
        var reason = repayment.Reason.Length > 0 ? $": {Language.Current.Repeat(repayment.Reason)}" : "";
        var state = $"{EnumText.Plain(repayment.State)}{onItsWay}{reason}";
        return repayment switch
        {
            { AgainTime: not null } => AgainText.Of(
                state, repayment.Runs, repayment.AgainTime,
                new Hint("Send it", $"loans send {section} {Names.Short(repayment.Name)}")),
            { State: AidState.Lapsed } => AgainText.Of(state, repayment.Runs, null, RepayAnew(repayment, section)),
            _ => state,
        };
    }

    // What has lapsed is over, so the loan is repaid anew.
    private static Hint RepayAnew(Repayment repayment, string section)
    {
        var to = repayment.RedirectStrike.Length > 0 ? $" --to-strike {Names.Short(repayment.RedirectStrike)}" : "";
        var from = repayment.FromFund.Length > 0 ? $" --from-fund {Names.Short(repayment.FromFund)}" : "";
        var lender = repayment.Lender.PartyCase == Party.PartyOneofCase.Body
            ? Names.Short(repayment.Lender.Body)
            : Hint.Word(repayment.Lender.RecordedName);
        return new Hint("Send it anew",
            $"loans repay {section} {lender} {repayment.LoanId} {SumText.Of(repayment.Amount)} "
            + $"--authority {Hint.Word(repayment.Authority)}{to}{from}");
    }
}
