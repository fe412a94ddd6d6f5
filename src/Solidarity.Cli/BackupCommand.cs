using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Programs;
using Solidarity.Storage.Backups;

namespace Solidarity.Cli;

/// <summary><c>solidarity backup</c>.</summary>
internal static class BackupCommand
{
    public static Command Create(Frame frame)
    {
        var data = Options.Text("--data", "DIR", "The data folder to back up; a service may have it open.");
        var to = Options.Required("--to", "BACKUP", "The folder of the backup. One that is there is gone on with.");
        var log = new LogOptions();
        var command = ServiceCommand.Backup.New(data, to);
        log.AddTo(command);
        command.WithExamples(
            "backup --data /var/lib/solidarity --to /backup/solidarity",
            "backup --cluster romande --storage-file ./storage --to /backup/romande");
        command.SetAction(async (parsed, cancelled) =>
        {
            var (source, folder) = log.ReadOne(parsed, data);
            var backup = parsed.GetRequiredValue(to)!;
            await BackupRun.RunAsync(
                frame, frame.IsJson(parsed),
                progress => source is null
                    ? Backup.OfFolder(folder!, backup, progress, cancelled)
                    : Backup.OfLog(source, backup, progress, cancelled),
                done => $"{backup} has the journal up to entry {done.Position}; {done.Entries} are new. Everything in "
                    + $"it was read again and agrees with its hashes.",
                cancelled);
            return ExitCodes.Ok;
        });
        return command;
    }
}
