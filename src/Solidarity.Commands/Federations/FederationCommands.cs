using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Successions;

namespace Solidarity.Commands.Federations;

/// <summary><c>solidarity federations found|amend|show|list|board|watch|silent|admit|refuse|succession</c>.</summary>
internal static class FederationCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "federations", "Found, amend, show and list federations; answer who asks to be taken in.",
        Found(frame), FederationAmending.Amend(frame), Show(frame), List(frame), FederationBoardCommands.Board(frame),
        FederationBoardCommands.Watch(frame), FederationBoardCommands.Silent(frame), AffiliationCommands.Admit(frame),
        AffiliationCommands.Refuse(frame), SuccessionSheet.Command(frame));

    private static Command Found(Frame frame)
    {
        var id = Arguments.Text("FEDERATION", "The id that it gets: geneva.");
        var name = Options.Required("--name", "TEXT", "What it calls itself.");
        var level = Options.Required("--level", "LEVEL", $"How far it reaches: {EnumText.Choices<Level>()}.");
        var locality = Options.Text("--locality", "TEXT", "Its town.");
        var country = Options.Required("--country", "CODE", "Its country, two capital letters: CH.");
        var command = new Command(
            "found", T("Found a federation. What is said of it can be amended, its id and level cannot."))
        {
            id, name, level, locality, country,
        };
        return frame.Sends(command.WithExamples(
            "federations found geneva --name \"Sections of Geneva\" "
            + "--level local --country CH"), call => call.SendAsync(
            new FoundFederationRequest
            {
                FederationId = Names.Short(call.Federation(id)),
                DisplayName = call.Text(name),
                Level = call.Choice<Level>(level),
                Locality = call.Text(locality),
                Country = call.Country(country),
            },
            call.Services.Federations.FoundFederationAsync,
            (_, reply) => new Said($"Founded {reply.Name}.")));
    }

    private static Command Show(Frame frame)
    {
        var (id, history) = (Arguments.Federation(), Options.History());
        var command = new Command("show", T("Show a federation with its members.")) { id, history }
            .WithExamples("federations show geneva", "federations show geneva --history");
        return frame.Asks(command, async call =>
        {
            var request = new GetFederationRequest { Name = call.Federation(id) };
            var federation = await call.AskAsync(request, call.Services.Federations.GetFederationAsync);
            if (call.Get(history))
                call.Show(
                    federation, () => AmendmentSheet.Of(federation.Amendments),
                    console => AmendmentSheet.Write(console, federation.Amendments));
            else
                call.ShowFacts(federation,
                [
                    ("federation", federation.Name),
                    ("name", federation.DisplayName),
                    ("level", EnumText.Plain(federation.Level)),
                    ("place", Facts.Place(federation.Locality, federation.Country)),
                    ("members", AffiliationText.Of(federation.Members)),
                    ("federations", AffiliationText.Of(federation.Affiliations)),
                    ("stage", federation.Stage is FederationStage.Living ? "" : EnumText.Plain(federation.Stage)),
                    ("successors", string.Join(", ", federation.Successors.Select(Names.Short))),
                    ("predecessors", string.Join(", ", federation.Predecessors.Select(Names.Short))),
                ]);
        });
    }

    private static Command List(Frame frame)
    {
        var country = Options.Text("--country", "CODE", "Only those of this country.");
        var parent = Options.Text("--federation", "FEDERATION", "Only the members of this federation.");
        var command = new Command("list", T("List federations.")) { country, parent }
            .WithExamples("federations list", "federations list --country CH");
        return frame.Asks(command, call => call.ListAsync(
            new ListFederationsRequest { Country = call.Country(country), Federation = call.Federation(parent) },
            call.Services.Federations.ListFederationsAsync, page => page.Federations,
            _ => "No federations.", Rows));
    }

    private static Sheet Rows(IReadOnlyCollection<Federation> federations) =>
        Sheet.Of(federations, ["Federation", "Level", "Place~", "Members>", "Asked>", "Federations~"], federation =>
        [
            Names.Short(federation.Name),
            EnumText.Plain(federation.Level),
            Facts.Place(federation.Locality, federation.Country),
            $"{federation.Members.Count(member => member.Status == AffiliationStatus.Member)}",
            $"{federation.Members.Count(member => member.Status == AffiliationStatus.Asked)}",
            AffiliationText.Of(federation.Affiliations),
        ]);
}
