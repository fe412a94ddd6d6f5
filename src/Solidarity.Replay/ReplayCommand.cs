using System.CommandLine;
using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Programs;
using Solidarity.Commands.Sheets;
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
        var folder = new Argument<string>("FOLDER") { Description = T("A folder of seeds, as seeds/international.") };
        var data = Options.Text(
            "--data", "DIR", "Keep the journal in this folder (default: it goes when the replay ends).");
        var brief = Options.Flag("--brief", "Print the summary alone: strikes, calls, and what moved by currency.");
        var command = ServiceCommand.Replay.New(folder, data, brief).WithExamples(
            "replay seeds/international", "replay seeds/international --brief",
            "replay seeds/international --data story --json");
        command.SetAction(async (parsed, cancelled) =>
        {
            var seeds = Load(parsed.GetValue(folder)!);
            var story = await PlayAsync(frame.Terminal, ReplayPlan.Of(seeds), parsed.GetValue(data), cancelled);
            var boards = BoardJson.InOrder(story.Boards).ToArray();
            Show(frame.TerminalOf(parsed), frame.FormOf(parsed), boards, parsed.GetValue(brief));
            frame.Terminal.Tell(Entries(story));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static SeedFolder Load(string folder) => SeedLoader.Load(folder) switch
    {
        SeedLoad.Valid(var seeds) => seeds,
        SeedLoad.Invalid invalid =>
            throw new UsageException("SEEDS_INVALID", Wording.Verbatim(invalid.Report())) { HasLines = true },
        var other => throw new UnreachableException(other.GetType().Name),
    };

    private static void Show(Terminal terminal, OutputForm form, V1.Board[] boards, bool isBrief)
    {
        switch (form)
        {
            case OutputForm.Json when isBrief:
                ReplaySummary.WriteJson(terminal.Output, boards);
                break;
            case OutputForm.Json:
                BoardJson.Write(terminal.Output, boards, whole: false);
                break;
            case OutputForm.Tsv or OutputForm.Csv:
                SeparatedText.Write(
                    terminal.Output, isBrief ? ReplaySummary.Money(boards) : BoardView.AidOf(boards), form);
                break;
            default:
                WriteText(terminal, boards, isBrief);
                break;
        }
    }

    private static void WriteText(Terminal terminal, V1.Board[] boards, bool isBrief)
    {
        var console = terminal.Console();
        ReplaySummary.Write(console, boards);
        if (isBrief)
            return;
        foreach (var board in boards)
        {
            console.WriteLine();
            console.Write(BoardView.Strike(board, whole: false));
        }
    }

    private static Wording Entries(PlayedStory story) => story.EntriesAfter == story.EntriesBefore
        ? Wording.Of($"Nothing new: the journal holds this story already ({story.EntriesAfter} entries).")
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
        if (!terminal.ErrorInteractive)
            return StoryPlayer.PlayAsync(plan, data, null, cancelled);
        return terminal.ErrorConsole().Progress().AutoClear(true).StartAsync(bars =>
        {
            var bar = bars.AddTask(T("founding"), maxValue: plan.Steps.Length);
            var progress = new DirectProgress<StoryProgress>(at =>
                bar.Description($"{at.Date:MMMM yyyy}").Value(at.Done));
            return StoryPlayer.PlayAsync(plan, data, progress, cancelled);
        });
    }
}
