using System.CommandLine;
using Solidarity.Cli.Running;
using Solidarity.Server.Demos;
using Spectre.Console;

namespace Solidarity.Cli.Demos;

/// <summary><c>solidarity demo storm</c>: the whole of a call, from the strike to its end.</summary>
internal static class StormCommand
{
    private const int SectionsMin = 2;
    private const int SectionsMax = 1_000_000;
    private const int SectionsDefault = 10_000;
    private const int PledgesDefaultMax = 10_000;
    private const int WatchersMax = 1_000;
    private const int WatchersDefault = 100;
    private const int RefreshMs = 250;

    public static Command Create(Frame frame)
    {
        var sections = Options.Number("--sections", Counting.Invariant(
            $"How many sections there are, {SectionsMin} to {SectionsMax:N0} (default: {SectionsDefault:N0})."));
        var pledges = Options.Number("--pledges", Counting.Invariant(
            $"How many of them pledge (default: a tenth, at most {PledgesDefaultMax:N0})."));
        var watchers = Options.Number("--watchers", Counting.Invariant(
            $"How many follow the board, 1 to {WatchersMax:N0} (default: {WatchersDefault})."));
        var data = Options.Text(
            "--data", "DIR", "Keep the journal in this folder, which is new or empty (default: it goes at the end).");
        var command = new Command("storm",
            "Live through a call for aid to many sections: it goes out, wider and wider; sections pledge while others "
            + $"watch; strike pay is paid; the strike ends. The first {StormPlan.SentMax} pledges are sent at once and "
            + "arrive, the others stay promises.")
        {
            sections,
            pledges,
            watchers,
            data,
        }.WithExamples("demo storm --sections 100000", "demo storm --sections 1000 --data storm --json");
        command.SetAction(async (parsed, cancelled) =>
        {
            var size = Size(parsed.GetValue(sections), parsed.GetValue(pledges), parsed.GetValue(watchers));
            var report = await RunAsync(
                frame.Terminal, size, parsed.GetValue(data), frame.IsJson(parsed), cancelled);
            if (frame.IsJson(parsed))
                report.WriteJson(frame.Terminal.Output);
            else
                report.Write(frame.Terminal.Console());
            return ExitCodes.Ok;
        });
        return command;
    }

    private static StormSize Size(int? sections, int? pledges, int? watchers)
    {
        var all = Within("sections", sections ?? SectionsDefault, SectionsMin, SectionsMax);
        var usual = Math.Clamp(all / 10, 1, PledgesDefaultMax);
        return new StormSize(
            all,
            // The striking section does not pledge to itself.
            Within("pledges", pledges ?? usual, 1, all - 1),
            Within("watchers", watchers ?? WatchersDefault, 1, WatchersMax));
    }

    private static int Within(string field, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw UsageException.Malformed(
            field, Counting.Invariant($"{value} is outside of what can be shown, {least:N0} to {most:N0}"));

    private static async Task<StormReport> RunAsync(
        Terminal terminal, StormSize size, string? data, bool json, CancellationToken cancelled)
    {
        if (data is not null)
        {
            if (File.Exists(data) || (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any()))
                throw UsageException.Malformed("data", $"\"{data}\" is not empty; name a new folder");
            return await ShowAsync(terminal, size, data, json, cancelled) with { Data = data };
        }
        var temporary = Directory.CreateTempSubdirectory("solidarity-storm-");
        try
        {
            return await ShowAsync(terminal, size, temporary.FullName, json, cancelled);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static Task<StormReport> ShowAsync(
        Terminal terminal, StormSize size, string folder, bool json, CancellationToken cancelled)
    {
        if (!json && terminal.Interactive)
            return LiveAsync(terminal.Console(), size, folder, cancelled);
        var state = new StormState(folder, phase =>
        {
            if (json)
                return;
            terminal.Output.WriteLine(phase.Line);
            // Whoever reads wants each phase when it is over.
            terminal.Output.Flush();
        });
        return Task.Run(() => Storm.RunAsync(size, folder, state, cancelled), cancelled);
    }

    private static Task<StormReport> LiveAsync(
        IAnsiConsole console, StormSize size, string folder, CancellationToken cancelled)
    {
        var state = new StormState(folder, _ => { });
        var picture = new StormPicture(state, size);
        return console.Live(new Text("...")).AutoClear(true).StartAsync(async display =>
        {
            var storm = Task.Run(() => Storm.RunAsync(size, folder, state, cancelled), cancelled);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(RefreshMs));
            while (!storm.IsCompleted)
            {
                display.UpdateTarget(picture.Now());
                await Task.WhenAny(storm, timer.WaitForNextTickAsync(CancellationToken.None).AsTask());
            }
            return await storm;
        });
    }
}
