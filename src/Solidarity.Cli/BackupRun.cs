using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Terminals;
using Solidarity.Storage.Backups;
using Spectre.Console;

namespace Solidarity.Cli;

/// <summary>Runs a backup, a restore or a migration, shows on standard error how far it is, and prints what it did.
/// </summary>
internal static class BackupRun
{
    /// <summary>Where nobody watches, a line comes each time that so much has passed.</summary>
    private static readonly TimeSpan LineTime = TimeSpan.FromSeconds(10);

    /// <param name="say">What was done, in a sentence.</param>
    public static async Task RunAsync(
        Frame frame, bool json, Func<IProgress<BackupProgress>, BackupResult> work, Func<BackupResult, Wording> say,
        CancellationToken cancelled)
    {
        var done = frame.Terminal.ErrorInteractive
            ? await WithBarAsync(frame.Terminal, work, cancelled)
            : await Task.Run(() => work(Lines(frame.Terminal)), cancelled);
        if (json)
        {
            JsonText.Write(frame.Terminal.Output, new JsonFields
            {
                ["position"] = done.Position,
                ["entries"] = done.Entries,
                ["at"] = done.At,
            });
        }
        else
        {
            frame.Terminal.Say(say(done));
        }
    }

    private static Task<BackupResult> WithBarAsync(
        Terminal terminal, Func<IProgress<BackupProgress>, BackupResult> work, CancellationToken cancelled) =>
        terminal.ErrorConsole().Progress().AutoClear(true).StartAsync(bars =>
        {
            var bar = bars.AddTask(T("reading"));
            var progress = new DirectProgress<BackupProgress>(at => bar
                .Description(T(TextOf(at)))
                .MaxValue(Math.Max(1, Math.Max(at.Done, at.Total)))
                .Value(at.Total == 0 ? 0 : at.Done));
            return Task.Run(() => work(progress), cancelled);
        });

    private static DirectProgress<BackupProgress> Lines(Terminal terminal)
    {
        var last = Stopwatch.GetTimestamp();
        return new DirectProgress<BackupProgress>(at =>
        {
            if (Stopwatch.GetElapsedTime(last) < LineTime)
                return;
            last = Stopwatch.GetTimestamp();
            terminal.Tell(TextOf(at));
        });
    }

    private static Wording TextOf(BackupProgress at)
    {
        var stage = at.Stage switch
        {
            "checking" => T("checking"),
            "copying" => T("copying"),
            "writing" => T("writing"),
            var other => other,
        };
        return at.Total == 0
            ? Wording.Of($"{stage}: entry {at.Done}")
            : $"{stage}: entry {at.Done} of {at.Total}";
    }
}
