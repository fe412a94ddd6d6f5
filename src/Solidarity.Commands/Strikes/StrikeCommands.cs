using Solidarity.Commands.Boards;
using Solidarity.Commands.Calls;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Strikes;

/// <summary><c>solidarity strikes</c>.</summary>
internal static class StrikeCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "strikes",
        "Declare, amend, end, reopen, show and list strikes; strike pay; aid from outside; what is left in a fund.",
        Declare(frame), StrikeAmending.Amend(frame), End(frame), StrikeAmending.Reopen(frame),
        StrikeFundCommands.Pay(frame), StrikeFundCommands.Receive(frame), StrikeFundCommands.Report(frame),
        SurplusCommands.Return(frame), SurplusCommands.PassOn(frame), SurplusCommands.Keep(frame),
        ShareCommands.List(frame), ShareCommands.Return(frame),
        SurplusCommands.List(frame), SurplusCommands.Send(frame), SurplusCommands.Withdraw(frame), List(frame),
        Show(frame));

    private static Command Declare(Frame frame)
    {
        var section = Arguments.Section("The section that strikes: paris-bronze-workers.");
        var strike = Arguments.Strike("The id that it gets: paris-bronze-1867.");
        var trade = Options.Text("--trade", "TEXT", "The trade that strikes (default: the section's).");
        var locality = Options.Text("--locality", "TEXT", "The town (default: the section's).");
        var country = Options.Text(
            "--country", "CODE", "The country, two capital letters: FR (default: the section's).");
        var start = Options.Text("--start", "DAY", "The day on which it began: 1867-02-25 (default: today).");
        var employers = Options.Many("--employer", "TEXT", "An employer. Repeat for more.");
        var demands = Options.Text("--demands", "TEXT", "What is demanded.");
        var strikers = Options.Number("--strikers", "How many are on strike; leave out where that is not known.");
        var authority = Options.AuthorityOrNone();
        var command = new Command(
            "declare", T("Declare a strike. What is said of it can be amended, its id cannot."))
        {
            section, strike, trade, locality, country, start, employers, demands, strikers, authority,
        };
        return frame.Sends(command.WithExamples(
            "strikes declare paris-bronze-workers paris-bronze-1867 --start 1867-02-25 --strikers 1500",
            "strikes declare paris-bronze-workers paris-bronze-1867 --trade \"bronze workers\" "
            + "--locality Paris --country FR --start 1867-02-25"), async call =>
        {
            var request = new DeclareStrikeRequest
            {
                Section = call.Section(section),
                StrikeId = Names.Short(call.Strike(strike)),
                Trade = call.Text(trade),
                Locality = call.Text(locality),
                Country = call.Country(country),
                Start = call.Text(start),
                Employers = { call.Get(employers) ?? [] },
                Demands = call.Text(demands),
                Authority = call.Text(authority),
            };
            if (call.Get(strikers) is { } count)
                request.Strikers = count;
            await FillInAsync(call, request);
            await call.SendAsync(request, call.Services.Strikes.DeclareStrikeAsync,
                _ => new Said($"{request.Section} has declared strikes/{request.StrikeId}.",
                    new Hint("Call for aid", $"call {Names.Short(request.Section)} {request.StrikeId} "
                        + $"--scope {EnumText.Of(Level.Local)}")));
        });
    }

    // A strike is of the section's own trade and town where nothing else is said.
    private static async Task FillInAsync(ServiceCall call, DeclareStrikeRequest request)
    {
        if (request.Start.Length == 0)
            request.Start = call.Terminal.Time.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (request is { Trade.Length: > 0, Country.Length: > 0 })
            return;
        var section = await call.AskAsync(
            new GetSectionRequest { Name = request.Section }, call.Services.Sections.GetSectionAsync);
        if (request.Trade.Length == 0)
            request.Trade = section.Trade.Length > 0
                ? section.Trade
                : throw UsageException.Malformed("trade", $"{request.Section} is a mixed one; say --trade TEXT");
        // A strike elsewhere is not in the section's town.
        if (request.Country.Length == 0)
            (request.Country, request.Locality) =
                (section.Country, request.Locality.Length > 0 ? request.Locality : section.Locality);
    }

    private static Command End(Frame frame)
    {
        var section = Arguments.Section("The section that declared it: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var outcome = Arguments.Text("OUTCOME", $"How it ended: {EnumText.Choices<Outcome>()}.");
        var note = Options.Text("--note", "TEXT", "What is to be said about the end.");
        var authority = Options.AuthorityOrNone();
        var command = new Command(
            "end", T("End a strike; its call is closed everywhere. For 14 days it can be reopened."))
        {
            section, strike, outcome, note, authority,
        };
        return frame.Sends(command.WithExamples(
            "strikes end paris-bronze-workers paris-bronze-1867 won "
            + "--note \"the tariff is signed\""), call => call.SendAsync(
            new EndStrikeRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Outcome = call.Choice<Outcome>(outcome),
                Note = call.Text(note),
                Authority = call.Text(authority),
            },
            call.Services.Strikes.EndStrikeAsync,
            request => new Said($"{request.Strike} has ended: {EnumText.Plain(request.Outcome)}.",
                new Hint("Where that was a mistake, within 14 days", $"strikes reopen {Names.Short(request.Section)} "
                    + $"{Names.Short(request.Strike)} --reason \"ended by mistake\""))));
    }

    private static Command List(Frame frame)
    {
        var section = Options.Text("--section", "SECTION", "Only those of this section.");
        var view = new ViewOptions();
        var command = new Command("list", T("List strikes."))
        {
            section, view.Open, view.Country, view.Trade, view.OrderBy, view.As, view.AsOf,
        };
        return frame.Asks(command.WithExamples(
            "strikes list", "strikes list --open", "strikes list --order-by \"need desc\""), call => call.ListAsync(
            new ListStrikesRequest
            {
                Section = call.Section(section),
                OnlyOpen = call.Get(view.Open),
                Country = call.Country(view.Country),
                Trade = call.Text(view.Trade),
                OrderBy = call.Text(view.OrderBy),
                Viewer = view.ViewerOf(call),
                AsOf = view.AsOfOf(call),
            },
            call.Services.Strikes.ListStrikesAsync, page => page.Strikes,
            _ => "No strikes.", Rows));
    }

    private static Command Show(Frame frame)
    {
        var (strike, history) = (Arguments.Strike(), Options.History());
        var view = new ViewOptions();
        var command = new Command("show", T("Show what a strike is about. How it stands is on its board."))
        {
            strike, history, view.As,
        };
        return frame.Asks(command.WithExamples(
            "strikes show paris-bronze-1867", "strikes show paris-bronze-1867 --history"), async call =>
        {
            var request = new GetStrikeRequest { Name = call.Strike(strike), Viewer = view.ViewerOf(call) };
            var shown = await call.AskAsync(request, call.Services.Strikes.GetStrikeAsync);
            if (call.Get(history))
                call.Show(
                    shown, () => AmendmentSheet.Of(shown.Amendments),
                    console => AmendmentSheet.Write(console, shown.Amendments));
            else
                call.ShowFacts(shown,
                [
                    ("strike", shown.Name),
                    ("section", shown.Section),
                    ("trade", Facts.Trade(shown.Facts.Trade)),
                    ("place", Facts.Place(shown.Facts.Locality, shown.Facts.Country)),
                    ("employers", string.Join(", ", shown.Facts.Employers)),
                    ("demands", shown.Facts.Demands),
                    ("strikers", shown.Facts.HasStrikers ? $"{shown.Facts.Strikers}" : T("not known")),
                    ("start", Moments.Day(shown.Facts.Start)),
                    ("state", EnumText.Plain(shown.State)),
                    ("end", shown.Note),
                    ("call", CallOf(shown)),
                    ("asks", CallText.Asks(shown.Call)),
                    ("need", shown.Call?.Need is { } need ? SumText.Of(need) : ""),
                    ("answer by", Moments.Minute(shown.Call?.AnswerBy)),
                    ("widens", CallText.Terms(shown.Terms)),
                    ("strike pay", CallText.Pay(shown.Terms?.Pay)),
                ]);
        });
    }

    private static string CallOf(Strike strike) =>
        strike.Call is not { } call ? T("none yet")
        : strike.CallOpen ? EnumText.Plain(call.Scope)
        : T($"{EnumText.Plain(call.Scope)}, closed");

    private static Sheet Rows(IReadOnlyCollection<Strike> strikes) =>
        Sheet.Of(strikes, ["Strike", "Section", "Trade~", "Place~", "Start", "State"], strike =>
        [
            Names.Short(strike.Name), Names.Short(strike.Section), Facts.Trade(strike.Facts.Trade),
            Facts.Place(strike.Facts.Locality, strike.Facts.Country),
            Moments.Day(strike.Facts.Start), EnumText.Plain(strike.State),
        ]);
}
