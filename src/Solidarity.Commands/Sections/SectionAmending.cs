using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Sections;

/// <summary><c>solidarity sections amend</c>.</summary>
internal static class SectionAmending
{
    public static Command Amend(Frame frame)
    {
        var section = Arguments.Section();
        var name = Options.Text("--name", "TEXT", "What it calls itself.");
        var trade = Options.Text("--trade", "TEXT", "Its trade; of a mixed section: it becomes one of this trade.");
        var central = Options.Flag("--central", "It is a mixed section, of several trades.");
        var locality = Options.Text("--locality", "TEXT", "Its town. Or none.");
        var country = Options.Text("--country", "CODE", "Its country, two capital letters: CH.");
        var members = Options.Text("--members", "N", "How many members it has. Or none, where that is not known.");
        var added = Options.Many("--add-currency", "CURRENCY", "A currency that it keeps as well. Repeat for more.");
        var removed = Options.Many(
            "--remove-currency", "CURRENCY", "One that it keeps no more, where nothing of it is left.");
        Option[] all = [name, trade, central, locality, country, members, added, removed];
        var command = new Command(
            "amend", T("Put right what was said of a section. What is left out stays; what was said before is kept."))
        {
            section, all,
        };
        return frame.Sends(command.WithExamples(
            "sections amend geneva-masons --trade masons --members 240",
            "sections amend geneva-masons --add-currency FRF --locality none"), call =>
        {
            call.GivesSome(all);
            if (call.Get(central) && call.IsGiven(trade))
                throw UsageException.Malformed("trade", "say either --trade TEXT, or --central for a mixed section");
            var request = new AmendSectionRequest
            {
                Section = call.Section(section),
                Kind = call.Get(central) ? SectionKind.Central
                    : call.IsGiven(trade) ? SectionKind.Trade
                    : SectionKind.Unspecified,
                NoMembers = call.Get(members) is None.Word,
                AddCurrencies = { (call.Get(added) ?? []).Select(text => SumReader.Currency(text, "add-currency")) },
                RemoveCurrencies =
                {
                    (call.Get(removed) ?? []).Select(text => SumReader.Currency(text, "remove-currency")),
                },
            };
            if (call.Get(name) is { } called)
                request.DisplayName = called;
            if (call.Get(central) || call.IsGiven(trade))
                request.Trade = call.Text(trade);
            if (None.OrText(call.Get(locality)) is { } town)
                request.Locality = town;
            if (call.IsGiven(country))
                request.Country = call.Country(country);
            if (None.OrNumber(call.Get(members), "members") is { } count)
                request.Members = count;
            return call.SendAsync(request, call.Services.Sections.AmendSectionAsync,
                _ => new Said($"{request.Section} is amended.",
                    new Hint("See what it was", $"sections show {Names.Short(request.Section)} --history")));
        });
    }
}
