using System.CommandLine;
using Solidarity.Commands.CommandLine;

namespace Solidarity.Demos.Storms;

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
        var sections = Options.Number("--sections",
            $"How many sections there are, {SectionsMin} to {Counting.Of(SectionsMax)} (default: "
            + $"{Counting.Of(SectionsDefault)}).");
        var pledges = Options.Number("--pledges",
            $"How many of them pledge (default: a tenth, at most {Counting.Of(PledgesDefaultMax)}).");
        var watchers = Options.Number("--watchers",
            $"How many follow the board, 1 to {Counting.Of(WatchersMax)} (default: {WatchersDefault}).");
        var data = DemoStage.DataOption();
        var command = new Command("storm",
            T($"Live through a call for aid to many sections: it goes out, wider and wider; sections pledge "
                + $"while others "
            + $"watch; strike pay is paid; the strike ends. The first {StormPlan.SentMax} pledges are sent at once and "
            + $"arrive, the others stay promises."))
        {
            sections, pledges, watchers, data,
        }.WithExamples("demo storm --sections 100000", "demo storm --sections 1000 --data storm --json");
        command.SetAction((parsed, cancelled) =>
        {
            var size = Size(parsed.GetValue(sections), parsed.GetValue(pledges), parsed.GetValue(watchers));
            return DemoStage.RunAsync(frame, parsed, data, (folder, over, _) =>
            {
                var state = new StormState(folder, over);
                return new Demo(
                    new StormPicture(state, size).Now,
                    async () => await Storm.RunAsync(size, folder, state, cancelled));
            });
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
}
