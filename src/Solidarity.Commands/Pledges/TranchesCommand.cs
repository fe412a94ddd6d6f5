using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Pledges;

/// <summary><c>solidarity tranches</c>.</summary>
internal static class TranchesCommand
{
    public static Command Create(Frame frame)
    {
        var section = Arguments.Section();
        var strike = Options.Text("--strike", "STRIKE", "Only those to this strike.");
        var view = new ViewOptions();
        var command = new Command("tranches", T("List what a section has promised to send again and again."))
        {
            section, strike, view.As,
        };
        return frame.Asks(command.WithExamples("tranches geneva-masons"), call => call.ListAsync(
            new ListTranchesRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Pledges.ListTranchesAsync, page => page.Tranches,
            request => $"{request.Section} has promised nothing in tranches.", Rows));
    }

    private static Sheet Rows(IReadOnlyCollection<Tranches> tranches) => Sheet.Of(
        tranches, ["Pledge", "Strike", "Each>", "Every>", "Done>", "Missed>", "Next", "State~", "Authority~"], series =>
        [
            Names.Short(series.Name), Names.Short(series.Strike), SumText.Of(series.Each),
            T($"{series.EveryDays} days"), T($"{series.Done} of {series.Count}"), $"{series.Missed}",
            Moments.Day(series.NextDueTime),
            EnumText.Plain(series.State) + (series.Reason.Length > 0 ? $": "
                + $"{Language.Current.Repeat(series.Reason)}" : ""),
            series.Authority,
        ]);
}
