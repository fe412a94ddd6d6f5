using System.CommandLine;
using Solidarity.Commands.CommandLine;

namespace Solidarity.Demos.Seizures;

/// <summary><c>solidarity demo seizure</c>: a hub is seized while money goes over it.</summary>
internal static class SeizureCommand
{
    private const int SectionsMax = 5_000;
    private const int SectionsDefault = 400;
    private const int PaceMax = 1_000;
    private const int PaceDefault = 20;

    public static Command Create(Frame frame)
    {
        const int least = SeizurePlan.SectionsMin;
        var sections = Options.Number("--sections",
            $"How many sections there are, {least} to {Counting.Of(SectionsMax)} (default: {SectionsDefault}).");
        var freed = Options.Flag("--freed", "In the end the hub is freed, and what is stuck there goes on.");
        var pace = Options.Number("--pace",
            $"How many pledges a second, 1 to {Counting.Of(PaceMax)} (default: {PaceDefault} in a terminal, else "
                + $"as they "
            + $"go).");
        var data = DemoStage.DataOption();
        var command = new Command("seizure",
            T($"Live through the seizure of {SeizurePlan.Hub}, the hub that nearly all cheap corridors lead "
                + $"through, in "
            + $"the middle of a strike: its neighbours quarantine it, each for its own corridors; what was not "
            + $"sent yet "
            + $"finds its way round it; what was with it is stuck there, by name. In the end all figures are checked "
            + $"against each other, and the exit code is 1 if they do not agree."))
        {
            sections, freed, pace, data,
        }.WithExamples("demo seizure", "demo seizure --freed --sections 1000 --json");
        command.SetAction((parsed, cancelled) => DemoStage.RunAsync(frame, parsed, data, (folder, over, isLive) =>
        {
            var size = new SeizureSize(
                DemoStage.Within("sections", parsed.GetValue(sections) ?? SectionsDefault, least, SectionsMax),
                parsed.GetValue(freed), Pace(parsed.GetValue(pace), isLive));
            var state = new SeizureState(isLive, over);
            return new Demo(
                new SeizurePicture(state).Now, async () => await Seizure.RunAsync(size, folder, state, cancelled));
        }));
        return command;
    }

    private static int? Pace(int? given, bool isLive) => given is { } pace
        ? DemoStage.Within("pace", pace, 1, PaceMax)
        : isLive ? PaceDefault : null;
}
