using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Demos;

/// <summary><c>solidarity demo storm</c>: the whole of a call, from the strike to its end.</summary>
internal static class StormCommand
{
    private const int SectionsMin = 2;
    private const int SectionsMax = 1_000_000;
    private const int SectionsDefault = 10_000;
    private const int PledgesDefaultMax = 10_000;
    private const int WatchersMax = 1_000;
    private const int WatchersDefault = 100;

    public static Command Create(Frame frame)
    {
        var sections = Options.Number("--sections", Counting.Invariant(
            $"How many sections there are, {SectionsMin} to {SectionsMax:N0} (default: {SectionsDefault:N0})."));
        var pledges = Options.Number("--pledges", Counting.Invariant(
            $"How many of them pledge (default: a tenth, at most {PledgesDefaultMax:N0})."));
        var watchers = Options.Number("--watchers", Counting.Invariant(
            $"How many follow the board, 1 to {WatchersMax:N0} (default: {WatchersDefault})."));
        var data = DemoStage.DataOption();
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
            var (folder, json) = (parsed.GetValue(data), frame.IsJson(parsed));
            var report = await DemoStage.InAsync(
                folder, used => ShowAsync(frame.Terminal, size, used, json, cancelled));
            report = report with { Data = folder };
            if (json)
                report.WriteJson(frame.Terminal.Output);
            else
                report.Write(frame.Terminal.Console());
            return ExitCodes.Ok;
        });
        return command;
    }

    private static StormSize Size(int? sections, int? pledges, int? watchers)
    {
        var all = DemoStage.Within("sections", sections ?? SectionsDefault, SectionsMin, SectionsMax);
        var usual = Math.Clamp(all / 10, 1, PledgesDefaultMax);
        return new StormSize(
            all,
            // The striking section does not pledge to itself.
            DemoStage.Within("pledges", pledges ?? usual, 1, all - 1),
            DemoStage.Within("watchers", watchers ?? WatchersDefault, 1, WatchersMax));
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
            terminal.Say(phase.Line);
            // Whoever reads wants each phase when it is over.
            terminal.Output.Flush();
        });
        return Task.Run(() => Storm.RunAsync(size, folder, state, cancelled), cancelled);
    }

    private static Task<StormReport> LiveAsync(
        IAnsiConsole console, StormSize size, string folder, CancellationToken cancelled)
    {
        var state = new StormState(folder, _ => { });
        return DemoStage.LiveAsync(
            console, new StormPicture(state, size).Now, () => Storm.RunAsync(size, folder, state, cancelled));
    }
}
