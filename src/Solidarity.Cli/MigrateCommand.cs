using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Programs;
using Solidarity.Storage.Backups;
using Solidarity.Storage.Logs;

namespace Solidarity.Cli;

/// <summary><c>solidarity migrate</c>.</summary>
internal static class MigrateCommand
{
    public static Command Create(Frame frame)
    {
        var data = Options.Text("--data", "DIR", "The data folder to move; no service may have it open.");
        var to = Options.Text("--to", "DIR", "The data folder to make; without a journal in it.");
        var log = new LogOptions();
        var command = ServiceCommand.Migrate.New(data, to);
        log.AddTo(command);
        command.WithExamples(
            "migrate --data /var/lib/solidarity --cluster romande --storage-file ./storage",
            "migrate --cluster romande --storage-file ./storage --to ./alone",
            "migrate --data ./replica --to ./alone");
        command.SetAction(async (parsed, cancelled) =>
        {
            var (from, folder, target) = (parsed.GetValue(data), parsed.GetValue(to), log.Read(parsed));
            await BackupRun.RunAsync(
                frame, frame.IsJson(parsed),
                WorkOf(from, folder, target, cancelled),
                done => $"{folder ?? target!.Name} has the journal up to entry {done.Position}. Start the service "
                    + $"there, and never again where it came from.",
                cancelled);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Func<IProgress<BackupProgress>, BackupResult> WorkOf(
        string? from, string? to, BlobLog? log, CancellationToken cancelled) => (from, to, log) switch
        {
            ({ } data, null, { } target) => progress => Backup.MigrateToLog(data, target, progress, cancelled),
            (null, { } folder, { } source) => progress => Backup.MigrateFromLog(source, folder, progress, cancelled),
            ({ } data, { } folder, null) => progress => Backup.MigrateReplica(data, folder, progress, cancelled),
            _ => throw UsageException.Malformed(
                "data", "say two of three: from or to the log of --cluster and --storage, from --data, to --to"),
        };
}
