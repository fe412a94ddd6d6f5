using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Demos;

/// <summary>What a demonstration was, once its figures have been checked.</summary>
/// <param name="Data">Where the journal is kept; null: it is gone.</param>
internal abstract record DemoReport(string? Data)
{
    /// <summary>Of its tables, the one that programs get.</summary>
    public abstract Sheet Table { get; }

    public abstract void Write(IAnsiConsole console);

    public abstract void WriteJson(TextWriter output);
}

/// <summary>A demonstration that is ready to begin.</summary>
/// <param name="Picture">How it stands now, for a terminal.</param>
internal sealed record Demo(Func<IRenderable> Picture, Func<Task<DemoReport>> RunAsync);

/// <summary>What demonstrations share: options, where the journal is, and the picture in a terminal.</summary>
internal static class DemoStage
{
    private const int RefreshMs = 250;

    /// <summary>Runs a demonstration: as a picture that changes where a person watches, else a line for each phase that
    /// is over; and shows its report.</summary>
    /// <param name="make">Takes the folder of the journal, what is told of each phase, and whether somebody watches.
    /// </param>
    public static async Task<int> RunAsync(
        Frame frame, ParseResult parsed, Option<string?> data, Func<string, Action<DemoPhase>, bool, Demo> make)
    {
        var (folder, form, terminal) = (parsed.GetValue(data), frame.FormOf(parsed), frame.TerminalOf(parsed));
        var isForPeople = form is OutputForm.Table or OutputForm.Wide;
        var isLive = isForPeople && terminal.Interactive;
        var report = await InAsync(folder, used =>
        {
            var demo = make(used, Tell, isLive);
            return isLive ? LiveAsync(terminal.Console(), demo) : Task.Run(demo.RunAsync);
        });
        report = report with { Data = folder };
        if (form == OutputForm.Json)
            report.WriteJson(terminal.Output);
        else if (isForPeople)
            report.Write(terminal.Console());
        else
            SeparatedText.Write(terminal.Output, report.Table, form);
        return ExitCodes.Ok;

        void Tell(DemoPhase phase)
        {
            if (!isForPeople || isLive)
                return;
            terminal.Say(phase.Line);
            // Whoever reads wants each phase when it is over.
            terminal.Output.Flush();
        }
    }

    public static Option<string?> DataOption() => Options.Text(
        "--data", "DIR", "Keep the journal in this folder, which is new or empty (default: it goes at the end).");

    /// <exception cref="UsageException">It is too small or too large.</exception>
    public static int Within(string field, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw UsageException.Malformed(
            field, $"{value} is outside of what can be shown, {Counting.Of(least)} to {Counting.Of(most)}");

    /// <param name="data">A folder that is new or empty; null: one that goes at the end.</param>
    /// <exception cref="UsageException">There is something in it.</exception>
    private static async Task<DemoReport> InAsync(string? data, Func<string, Task<DemoReport>> show)
    {
        if (data is not null)
        {
            if (File.Exists(data) || (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any()))
                throw UsageException.Malformed("data", $"\"{data}\" is not empty; name a new folder");
            return await show(data);
        }
        var temporary = Directory.CreateTempSubdirectory("solidarity-demo-");
        try
        {
            return await show(temporary.FullName);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static Task<DemoReport> LiveAsync(IAnsiConsole console, Demo demo) =>
        console.Live(new Text("...")).AutoClear(true).StartAsync(async display =>
        {
            var living = Task.Run(demo.RunAsync);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(RefreshMs));
            while (!living.IsCompleted)
            {
                display.UpdateTarget(demo.Picture());
                await Task.WhenAny(living, timer.WaitForNextTickAsync(CancellationToken.None).AsTask());
            }
            return await living;
        });
}
