using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Warnings;

/// <summary><c>solidarity warnings sight|sightings</c>.</summary>
internal static class SightingCommands
{
    public static Command Sight(Frame frame)
    {
        var section = Arguments.Section();
        var strike = Arguments.Strike();
        var place = Options.Required("--place", "TEXT", "Where it was: \"the station of Lyon\".");
        var text = Arguments.Text("TEXT", "What was seen. Name no members.");
        var id = Options.Text("--id", "ID", "The id that it gets; left out, the service makes one.");
        var command = new Command(
            "sight", T($"Tell a strike of strike-breakers, or of agents who look for them. {Final.Note}"))
        {
            section, strike, text, place, id,
        };
        return frame.Sends(command.WithExamples(
            "warnings sight lyon-founders paris-bronze-1867 \"an agent hires founders\" "
            + "--place \"the station of Lyon\""), call => call.SendAsync(
            new ReportSightingRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                SightingId = call.Id(id),
                Place = call.Text(place),
                Text = call.Text(text),
            },
            call.Services.Warnings.ReportSightingAsync,
            request => $"{request.Section} has told {request.Strike} what was seen. {Final.Note}"));
    }

    public static Command List(Frame frame)
    {
        var strike = Arguments.Strike();
        var view = new ViewOptions();
        var command = new Command("sightings", T("List what a strike was told of strike-breakers, oldest first."))
        {
            strike, view.As,
        };
        return frame.Asks(command.WithExamples("warnings sightings paris-bronze-1867"), call => call.ListAsync(
            new ListSightingsRequest { Strike = call.Strike(strike), Viewer = view.ViewerOf(call) },
            call.Services.Warnings.ListSightingsAsync, page => page.Sightings,
            request => $"Nothing was reported to {request.Strike}.", Rows));
    }

    private static Sheet Rows(IReadOnlyCollection<Sighting> sightings) =>
        Sheet.Of(sightings, ["Reported", "Section", "Place~", "What~"], sighting =>
        [
            Moments.Minute(sighting.Time), Names.Short(sighting.Section), sighting.Place, sighting.Text,
        ]);
}
