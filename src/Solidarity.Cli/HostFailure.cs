using Solidarity.Commands.Failures;
using Solidarity.Server;
using Solidarity.Storage;
using Solidarity.Storage.Backups;

namespace Solidarity.Cli;

/// <summary>The failures of commands that run the service, or read its journal, in this process.</summary>
internal static class HostFailure
{
    /// <summary>Null where the problem is none of the service's or the journal's.</summary>
    public static Failure? Of(Exception problem) => problem switch
    {
        JournalInUseException => Data("DATA_IN_USE", problem),
        JournalUnreadableException => Data("DATA_UNREADABLE", problem),
        JournalUnavailableException { IsOfTheLog: true } =>
            new(ExitCodes.Unreachable, "STORAGE_UNREACHABLE", problem.Message, "storage"),
        // Another start mends these, so they are none of the failures that need a person.
        ReplicaDamagedException => new(ExitCodes.Unreachable, "REPLICA_DAMAGED", problem.Message),
        ServiceStoppedException => new(ExitCodes.Unreachable, "SERVICE_STOPPED", problem.Message),
        JournalUnavailableException => Data("DATA_UNWRITABLE", problem),
        JournalLossException lost => Data("ENTRIES_LOST", lost) with
        {
            Metadata = new Dictionary<string, string>
            {
                ["position"] = lost.Loss.Position.ToString(CultureInfo.InvariantCulture),
                ["acknowledged"] = lost.Loss.Acknowledged.ToString(CultureInfo.InvariantCulture),
            },
        },
        NoRestorePointException => new(ExitCodes.Refused, "NO_RESTORE_POINT", problem.Message),
        NotThisBackupException => new(ExitCodes.Refused, "NOT_EMPTY", problem.Message),
        NothingLostException => new(ExitCodes.Refused, "NOTHING_LOST", problem.Message),
        NewerVersionException => Data("NEWER_VERSION", problem),
        ListenException listen => new(
            ExitCodes.Usage, "ADDRESS_UNUSABLE", Language.Current.Repeat(problem.Message), listen.Option),
        _ => null,
    };

    private static Failure Data(string reason, Exception problem) => new(ExitCodes.Data, reason, problem.Message);
}
