using System.CommandLine;
using Solidarity.Cli.Boards;
using Solidarity.Cli.Running;
using Solidarity.Cli.Sheets;
using Solidarity.Cli.Sums;
using Solidarity.V1;

namespace Solidarity.Cli.Pledges;

/// <summary><c>solidarity tranches</c>.</summary>
internal static class TranchesCommand
{
    public static Command Create(Frame frame)
    {
        var section = Arguments.Section();
        var strike = Options.Text("--strike", "STRIKE", "Only those to this strike.");
        var looks = new Looks();
        var command = new Command("tranches", "List what a section has promised to send again and again.")
        {
            section, strike, looks.As,
        };
        command.WithExamples("tranches geneva-masons");
        return frame.Asks(command, async call =>
        {
            var request = new ListTranchesRequest
            {
                PageSize = ServiceCall.PageSize,
                Section = call.Section(section),
                Strike = call.Get(strike) is { } text ? Names.Strike(text) : "",
                Viewer = looks.ViewerOf(call),
            };
            var tranches = await call.AskAllAsync(
                (token, options) => call.Services.Pledges.ListTranchesAsync(
                    new ListTranchesRequest(request) { PageToken = token }, options),
                page => (page.Tranches, page.NextPageToken));
            call.ShowAll("tranches", tranches, $"{request.Section} has promised nothing in tranches.", Rows);
        });
    }

    private static Sheet Rows(IReadOnlyCollection<Tranches> tranches)
    {
        var sheet = new Sheet(
            "Pledge", "Strike", "Each>", "Every>", "Done>", "Missed>", "Next", "State~", "Authority~");
        foreach (var series in tranches)
            sheet.Row(
                Names.Short(series.Name), Names.Short(series.Strike), SumText.Of(series.Each),
                $"{series.EveryDays} days", $"{series.Done} of {series.Count}", $"{series.Missed}",
                Moments.Day(series.NextDueTime),
                Words.Plain(series.State) + (series.Reason.Length > 0 ? $": {series.Reason}" : ""),
                series.Authority);
        return sheet;
    }
}
