using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Federations;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Sections;

/// <summary><c>solidarity sections found|amend|show|list|board|watch|reminders|openness</c>.</summary>
internal static class SectionCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "sections", "Found, amend, show and list sections; when they are reminded, and what they show.",
        Found(frame), SectionAmending.Amend(frame), Show(frame), List(frame), SectionBoardCommands.Board(frame),
        SectionBoardCommands.Watch(frame), SectionSettings.Reminders(frame), SectionSettings.Openness(frame));

    private static Command Found(Frame frame)
    {
        var id = Arguments.Text("SECTION", "The id that it gets: geneva-masons.");
        var name = Options.Required("--name", "TEXT", "What it calls itself.");
        var trade = Options.Text("--trade", "TEXT", "Its trade.");
        var central = Options.Flag("--central", "A mixed section, of several trades.");
        var locality = Options.Text("--locality", "TEXT", "Its town.");
        var country = Options.Required("--country", "CODE", "Its country, two capital letters: CH.");
        var members = Options.Number("--members", "How many members it has; leave out where that is not known.");
        var currencies = Options.Many(
            "--currency", "CURRENCY", "A currency that its treasury keeps: CHF, or GBP/240. Repeat for more.");
        currencies.Required = true;
        var command = new Command(
            "found", T("Found a section. What is said of it can be amended, its id cannot."))
        {
            id, name, trade, central, locality, country, members, currencies,
        };
        return frame.Sends(command.WithExamples(
            "sections found geneva-masons --name \"Masons of Geneva\" --trade masons "
            + "--locality Geneva --country CH --currency CHF"), async call =>
        {
            if (call.Get(central) == (call.Get(trade) is not null))
                throw UsageException.Malformed("trade", "say either --trade TEXT, or --central for a mixed section");
            var request = new FoundSectionRequest
            {
                SectionId = Names.Short(call.Section(id)),
                DisplayName = call.Text(name),
                Kind = call.Get(central) ? SectionKind.Central : SectionKind.Trade,
                Trade = call.Text(trade),
                Locality = call.Text(locality),
                Country = call.Country(country),
                Currencies = { call.Get(currencies)!.Select(text => SumReader.Currency(text, "currency")) },
            };
            if (call.Get(members) is { } count)
                request.Members = count;
            var reply = await call.SendAsync(request, call.Services.Sections.FoundSectionAsync);
            call.Done(reply, new Said(
                $"Founded {reply.Name}.", call.Json ? [] : [await FirstFederation.HintAsync(call, reply.Name)]));
        });
    }

    private static Command Show(Frame frame)
    {
        var (id, history) = (Arguments.Section(), Options.History());
        var command = new Command("show", T("Show a section.")) { id, history }
            .WithExamples("sections show geneva-masons", "sections show geneva-masons --history");
        return frame.Asks(command, async call =>
        {
            var request = new GetSectionRequest { Name = call.Section(id) };
            var section = await call.AskAsync(request, call.Services.Sections.GetSectionAsync);
            if (call.Get(history))
                call.Show(
                    section, () => AmendmentSheet.Of(section.Amendments),
                    console => AmendmentSheet.Write(console, section.Amendments));
            else
                call.ShowFacts(section,
                [
                    ("section", section.Name),
                    ("name", section.DisplayName),
                    ("trade", section.Kind == SectionKind.Central ? T("mixed") : Facts.Trade(section.Trade)),
                    ("place", Facts.Place(section.Locality, section.Country)),
                    ("members", section.HasMembers ? $"{section.Members}" : T("not known")),
                    ("keeps", string.Join(", ", section.Currencies.Select(SumText.Of))),
                    ("federations", AffiliationText.Of(section.Affiliations)),
                    ("reminders", SectionSettings.InWords(section.Reminders)),
                    ("shows", SectionSettings.InWords(section.Openness)),
                ]);
        });
    }

    private static Command List(Frame frame)
    {
        var country = Options.Text("--country", "CODE", "Only those of this country.");
        var federation = Options.Text("--federation", "FEDERATION", "Only the members of this federation.");
        var command = new Command("list", T("List sections.")) { country, federation }
            .WithExamples("sections list", "sections list --federation geneva");
        return frame.Asks(command, call => call.ListAsync(
            new ListSectionsRequest { Country = call.Country(country), Federation = call.Federation(federation) },
            call.Services.Sections.ListSectionsAsync, page => page.Sections,
            _ => "No sections.", Rows));
    }

    private static Sheet Rows(IReadOnlyCollection<Section> sections) =>
        Sheet.Of(sections, ["Section", "Trade~", "Place~", "Keeps~", "Federations~"], section =>
        [
            Names.Short(section.Name),
            section.Kind == SectionKind.Central ? T("mixed") : Facts.Trade(section.Trade),
            Facts.Place(section.Locality, section.Country),
            string.Join(", ", section.Currencies.Select(SumText.Of)),
            AffiliationText.Of(section.Affiliations),
        ]);
}
