using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Strikes;

/// <summary><c>solidarity strikes pay|receive|report</c>: what the striking section itself books and tells.</summary>
internal static class StrikeFundCommands
{
    public static Command Pay(Frame frame)
    {
        var section = Arguments.Section("The section that declared it: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var sum = new SumArguments();
        var memo = Options.Text("--memo", "TEXT", "What to write in the book.");
        var through = Options.Text("--through", "DAY",
            "The last day that it pays for: 1867-03-10 (default: today). The runway counts from it.");
        var authority = Options.AuthorityOrNone();
        var command = new Command("pay", T("Pay strikers from the strike's fund."))
        {
            section, strike, sum.All, memo, through, authority,
        };
        return frame.SendsMoney(command.WithExamples(
            "strikes pay paris-bronze-workers paris-bronze-1867 400 FRF --through 1867-03-10 "
            + "--memo \"first week\""), call => call.SendAsync(
            new PayStrikePayRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Amount = sum.Read(call),
                Memo = call.Text(memo),
                Through = call.Text(through),
                Authority = call.Text(authority),
            },
            call.Services.Strikes.PayStrikePayAsync,
            (request, reply) => EntryHint.With(
                $"Paid {SumText.Of(request.Amount)} of strike pay from the fund of {request.Strike}.", reply)));
    }

    public static Command Receive(Frame frame)
    {
        var section = Arguments.Section("The section that declared it: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var sum = new SumArguments();
        var from = Options.Required("--from", "NAME", "Who gave it, as recorded: somebody outside the federations.");
        var kind = Options.Text("--kind", "KIND", "gift, or unspecified where that is not recorded (default: gift).");
        var note = Options.Text("--note", "TEXT", "What is to be said about it.");
        var id = Options.Text("--id", "ID", "The id that it gets; left out, the service makes one.");
        var command = new Command("receive", T("Book aid from a giver outside the federations into the strike's fund."))
        {
            section, strike, sum.All, from, kind, note, id,
        };
        return frame.SendsMoney(command.WithExamples(
            "strikes receive paris-bronze-workers paris-bronze-1867 25 FRF "
            + "--from \"a reader of the newspaper\""), call => call.SendAsync(
            new ReceiveOutsideAidRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                AidId = call.Id(id),
                From = call.Text(from),
                Kind = Kinds.Given(call.Get(kind) ?? "gift", allowLoan: false),
                Amount = sum.Read(call),
                Note = call.Text(note),
            },
            call.Services.Strikes.ReceiveOutsideAidAsync,
            (request, reply) => EntryHint.With(
                $"Booked {SumText.Of(request.Amount)} from {request.From} into the fund of {request.Strike}.", reply)));
    }

    public static Command Report(Frame frame)
    {
        var section = Arguments.Section("The section that declared it: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var sum = new SumArguments(optional: true);
        var from = Options.Body(
            "--from", "A section or a federation, or a name as recorded.", required: true, helpName: "WHO");
        var kind = Options.Required("--kind", "KIND",
            "gift, loan, unspecified, repayment, redirected-repayment, aggregate, surplus or other.");
        var state = Options.Required("--state", "STATE", $"How far it has come: {EnumText.Choices<AidState>()}.");
        var note = Options.Text("--note", "TEXT", "What is to be said about it.");
        var id = Options.Text("--id", "ID", "The id that it gets; one that was reported before is corrected.");
        var command = new Command("report",
            T("Put on a strike's board what no book holds. It is shown, and never added up."))
        {
            section, strike, sum.All, from, kind, state, note, id,
        };
        return frame.SendsMoney(command.WithExamples("strikes report paris-bronze-workers paris-bronze-1867 "
            + "--from \"Carpenters of Leipzig\" --kind gift --state asked"), call => call.SendAsync(
            new ReportAidRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                AidId = call.Id(id),
                From = Parties.Of(call, call.Text(from), "from"),
                Kind = Kinds.Any(call.Text(kind)),
                State = call.Choice<AidState>(state),
                Amount = sum.ReadOptional(call),
                Note = call.Text(note),
            },
            call.Services.Strikes.ReportAidAsync,
            request => $"Reported on the board of {request.Strike}: {EnumText.Plain(request.State)} by "
                + $"{Parties.InWords(request.From)}."));
    }
}
