using System.CommandLine;
using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Programs;
using Solidarity.Storage.Backups;

namespace Solidarity.Cli;

/// <summary><c>solidarity restore</c>.</summary>
internal static class RestoreCommand
{
    public static Command Create(Frame frame)
    {
        var from = Options.Required("--from", "BACKUP", "The folder of the backup.");
        var data = Options.Text("--data", "DIR", "The data folder to make; without a journal in it.");
        var until = Options.Text("--until", "TIME",
            "Only what happened up to then: a day, to its end, 1868-04-02; or a moment, 1868-04-02T12:00:00Z.");
        var position = new Option<long?>("--position")
        {
            HelpName = "N",
            Description = T("Only up to this entry, where the backup has a whole state."),
        };
        var log = new LogOptions();
        var command = ServiceCommand.Restore.New(from, data, until, position);
        log.AddTo(command);
        command.WithExamples(
            "restore --from /backup/solidarity --data /var/lib/solidarity",
            "restore --from /backup/solidarity --data ./as-it-was --until 1868-04-02T12:00:00Z",
            "restore --from /backup/romande --cluster romande-2 --storage-file ./storage");
        command.SetAction(async (parsed, cancelled) =>
        {
            var (target, folder) = log.ReadOne(parsed, data);
            var limit = LimitOf(parsed.GetValue(position), parsed.GetValue(until));
            var backup = parsed.GetRequiredValue(from)!;
            await BackupRun.RunAsync(
                frame, frame.IsJson(parsed),
                progress => target is null
                    ? Backup.Restore(backup, folder!, limit, progress, cancelled)
                    : Backup.RestoreLog(backup, target, limit, progress, cancelled),
                done => $"{folder ?? target!.Name} has the journal up to entry {done.Position}.",
                cancelled);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static RestoreLimit LimitOf(long? position, string? until)
    {
        if (position is not null && until is not null)
            throw UsageException.Malformed("position", "say either --position or --until");
        if (position < 1)
            throw UsageException.Malformed("position", $"entries count from 1, and {position} is none");
        return new RestoreLimit(
            position, until is null ? null : ViewOptions.TimeOf(until, "until").ToDateTimeOffset());
    }
}
