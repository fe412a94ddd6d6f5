using System.CommandLine;
using Solidarity.Cli.Running;

namespace Solidarity.Cli.Boards;

/// <summary><c>solidarity board [STRIKE]</c>.</summary>
internal static class BoardCommand
{
    public static Command Create(Frame frame)
    {
        var strike = Arguments.Strike().Optional();
        var command = new Command("board", "Show how strikes stand: who answered what, and the money.") { strike }
            .WithExamples("board", "board paris-bronze-1867", "board --json");
        return frame.Asks(command, async call =>
        {
            var reader = new BoardReader(call.Invoker);
            var boards = call.TextOrNull(strike) is { } text
                ? [await reader.OneAsync(Names.Strike(text), call.Cancelled)]
                : await reader.AllAsync(call.Cancelled);
            if (call.Json)
                BoardJson.Write(call.Terminal.Output, boards);
            else
                BoardView.Write(call.Terminal.Console(), boards);
        });
    }
}
