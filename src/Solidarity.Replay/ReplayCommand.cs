using System.CommandLine;
using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Terminals;
using Solidarity.Replay.Seeds;
using Solidarity.Replay.Stories;
using Spectre.Console;

namespace Solidarity.Replay;

/// <summary><c>solidarity replay FOLDER</c>.</summary>
internal static class ReplayCommand
{
    public static Command Create(Frame frame)
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder of seeds, as seeds/international." };
        var data = new Option<string?>("--data")
        {
            Description = "Keep the journal in this folder (default: it goes when the replay ends).",
            HelpName = "DIR",
        };
        var command = new Command("replay",
            "Live through recorded history: found bodies, strike, call, pledge, send; then show how each strike stood.")
        {
            folder,
            data,
        }.WithExamples("replay seeds/international", "replay seeds/international --data story --json");
        command.SetAction(async (parsed, cancelled) =>
        {
            var seeds = Load(parsed.GetValue(folder)!);
            var story = await PlayAsync(frame.Terminal, ReplayPlan.Of(seeds), parsed.GetValue(data), cancelled);
            if (frame.IsJson(parsed))
                BoardJson.Write(frame.Terminal.Output, BoardJson.InOrder(story.Boards), whole: false);
            else
                BoardView.Write(frame.Terminal.Console(), BoardJson.InOrder(story.Boards), whole: false);
            frame.Terminal.Tell(Summary(story));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static SeedFolder Load(string folder) => SeedLoader.Load(folder) switch
    {
        SeedLoad.Valid(var seeds) => seeds,
        SeedLoad.Invalid invalid => throw new UsageException("SEEDS_INVALID", invalid.Report()) { HasLines = true },
        var other => throw new UnreachableException(other.GetType().Name),
    };

    private static string Summary(PlayedStory story) => story.EntriesAfter == story.EntriesBefore
        ? $"Nothing new: the journal holds this story already ({story.EntriesAfter} entries)."
        : $"{story.EntriesAfter - story.EntriesBefore} new entries; the journal has {story.EntriesAfter}.";

    private static async Task<PlayedStory> PlayAsync(
        Terminal terminal, ReplayPlan plan, string? data, CancellationToken cancelled)
    {
        if (data is not null)
            return await WithBarAsync(terminal, plan, data, cancelled);
        var temporary = Directory.CreateTempSubdirectory("solidarity-replay-");
        try
        {
            return await WithBarAsync(terminal, plan, temporary.FullName, cancelled);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static Task<PlayedStory> WithBarAsync(
        Terminal terminal, ReplayPlan plan, string data, CancellationToken cancelled)
    {
        if (!terminal.Interactive)
            return StoryPlayer.PlayAsync(plan, data, null, cancelled);
        return terminal.Console(terminal.Error).Progress().AutoClear(true).StartAsync(bars =>
        {
            var bar = bars.AddTask("founding", maxValue: plan.Steps.Length);
            var progress = new DirectProgress<StoryProgress>(at =>
                bar.Description($"{at.Date:MMMM yyyy}").Value(at.Done));
            return StoryPlayer.PlayAsync(plan, data, progress, cancelled);
        });
    }
}
