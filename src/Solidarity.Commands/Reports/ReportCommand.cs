using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Spectre.Console;

namespace Solidarity.Commands.Reports;

/// <summary><c>solidarity report STRIKE</c>: one page for a meeting.</summary>
internal static class ReportCommand
{
    private static readonly string Formats = string.Join(", ", (string[])["text", "html"]);

    public static Command Create(Frame frame)
    {
        var strike = Arguments.Strike();
        var final = Options.Flag("--final", "The last report, of a strike that has ended.");
        var format = Options.Text("--format", "FORMAT", $"What to write: {Formats} (default: text).");
        var view = new ViewOptions();
        var command = new Command("report",
            T("Write one page about a strike for a meeting: what came in, what was paid, and what is left."))
        {
            strike, final, format, view.As, view.AsOf,
        };
        return frame.Asks(command.WithExamples(
            "report gva-build-1868", "report gva-build-1868 --final --format html",
            "report gva-build-1868 --as federations/geneva"), async call =>
        {
            var isHtml = call.Get(format) switch
            {
                null or "text" => false,
                "html" => true,
                var other => throw UsageException.Malformed("format", $"\"{other}\" is none of {Formats}"),
            };
            var board = await new BoardReader(call.Invoker, call.Cancelled).OneAsync(new GetBoardRequest
            {
                Name = call.Strike(strike),
                Viewer = view.ViewerOf(call),
                AsOf = view.AsOfOf(call),
            });
            if (call.Get(final) && board.State == StrikeState.Open)
                throw new UsageException("STRIKE_GOES_ON",
                    $"{board.Name} goes on, so there is no last report yet. Leave out --final.");
            var report = StrikeReport.Of(board, call.Get(final));
            if (isHtml)
                ReportHtml.Write(call.Terminal.Output, report);
            else
                call.Show(board, console => Write(console, report));
        });
    }

    private static void Write(IAnsiConsole console, StrikeReport report)
    {
        console.Write(new Text(report.Title + "\n", new Style(decoration: Decoration.Bold)));
        foreach (var fact in report.Facts)
            console.Write(new Padder(new Text(fact), new Padding(2, 0, 0, 0)));
        foreach (var (heading, table) in report.Parts)
        {
            console.Write(new Text($"\n{heading}\n", new Style(decoration: Decoration.Bold)));
            console.Write(table);
        }
    }
}
