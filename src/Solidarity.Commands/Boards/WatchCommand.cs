using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Boards;

/// <summary><c>solidarity watch STRIKE</c>: a board that stays up to date.</summary>
internal static class WatchCommand
{
    public static Command Create(Frame frame)
    {
        var strike = Arguments.Strike();
        var view = new ViewOptions();
        var command = new Command("watch", T("Follow how a strike stands, live, until Ctrl-C.")) { strike, view.As };
        return frame.Asks(command.WithExamples(
            "watch paris-bronze-1867", "watch paris-bronze-1867 --json"), async call =>
        {
            var request = new WatchBoardRequest { Name = call.Strike(strike), Viewer = view.ViewerOf(call) };
            var following = new Following<WatchBoardResponse>(
                call,
                (position, options) => call.Services.Strikes.WatchBoard(
                    new WatchBoardRequest(request) { AfterPosition = position }, options),
                changed => changed.Position,
                changed => BoardView.Live(changed.Board),
                changed => BoardLine.Of(changed.Board),
                changed => WriteJson(call.Terminal.Output, changed));
            await following.RunAsync();
        });
    }

    private static void WriteJson(TextWriter writer, WatchBoardResponse changed) => JsonText.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("position", changed.Position);
        json.WritePropertyName("strike");
        BoardJson.WriteStrike(json, changed.Board, whole: true);
        json.WriteEndObject();
    }, oneLine: true);
}
