using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Strikes;

/// <summary><c>solidarity strikes amend|reopen</c>.</summary>
internal static class StrikeAmending
{
    public static Command Amend(Frame frame)
    {
        var section = Arguments.Section("The section that declared it: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var trade = Options.Text("--trade", "TEXT", "The trade that strikes.");
        var locality = Options.Text("--locality", "TEXT", "The town. Or none.");
        var country = Options.Text("--country", "CODE", "The country, two capital letters: FR.");
        var start = Options.Text("--start", "DAY", "The day on which it began: 1867-02-25.");
        var employers = Options.Many(
            "--employer", "TEXT", "All employers, in place of those that were named. Repeat for more. Or none.");
        var demands = Options.Text("--demands", "TEXT", "What is demanded. Or none.");
        var strikers = Options.Text("--strikers", "N", "How many are on strike. Or none, where that is not known.");
        Option[] all = [trade, locality, country, start, employers, demands, strikers];
        var command = new Command("amend", T("Put right what was said of a strike. What is left out stays; what "
            + "was said "
            + "before is kept. Those who have its call or its warning learn of it."))
        {
            section, strike, all,
        };
        return frame.Sends(command.WithExamples(
            "strikes amend paris-bronze-workers paris-bronze-1867 --start 1867-02-24 --strikers 5000"), call =>
        {
            call.GivesSome(all);
            var named = call.Get(employers) ?? [];
            var request = new AmendStrikeRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                NoEmployers = named is [None.Word],
                NoStrikers = call.Get(strikers) is None.Word,
            };
            if (!request.NoEmployers)
                request.Employers.AddRange(named);
            if (call.Get(trade) is { } struck)
                request.Trade = struck;
            if (None.OrText(call.Get(locality)) is { } town)
                request.Locality = town;
            if (call.IsGiven(country))
                request.Country = call.Country(country);
            if (call.Get(start) is { } day)
                request.Start = day;
            if (None.OrText(call.Get(demands)) is { } demanded)
                request.Demands = demanded;
            if (None.OrNumber(call.Get(strikers), "strikers") is { } count)
                request.Strikers = count;
            return call.SendAsync(request, call.Services.Strikes.AmendStrikeAsync,
                _ => new Said($"{request.Strike} is amended.",
                    new Hint("See what it was", $"strikes show {Names.Short(request.Strike)} --history")));
        });
    }

    public static Command Reopen(Frame frame)
    {
        var section = Arguments.Section("The section that declared it: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var reason = Options.Required("--reason", "TEXT", "Why its end is taken back.");
        var command = new Command("reopen", T("Take back the end of a strike that was ended by mistake, up to 14 days "
            + "later. Those who were told of the end are told. Its call stays closed until the section calls again."))
        {
            section, strike, reason,
        };
        return frame.Sends(command.WithExamples(
            "strikes reopen paris-bronze-workers paris-bronze-1867 "
            + "--reason \"the tariff was not signed\""), async call =>
        {
            var request = new ReopenStrikeRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Reason = call.Text(reason),
            };
            var reply = await call.SendAsync(request, call.Services.Strikes.ReopenStrikeAsync);
            // The call goes as far as it went, or to the town where there was none.
            var known = await call.AskAsync(
                new GetStrikeRequest { Name = request.Strike }, call.Services.Strikes.GetStrikeAsync);
            call.Done(reply, new Said(
                $"{request.Strike} goes on. Its call stays closed, and promises that had lapsed stay so.",
                new Hint("Call again", $"call {Names.Short(request.Section)} {Names.Short(request.Strike)} --scope "
                    + EnumText.Of(known.Call?.Scope ?? Level.Local))));
        });
    }
}
