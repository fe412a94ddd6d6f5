using Solidarity.Storage.Backups;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using Xunit.Abstractions;

namespace Solidarity.Storage.Tests.Backups;

/// <summary>A journal that moves whenever it is opened again: what was written is brought to another folder, which has
/// to hold the same to the byte, and the test goes on there.</summary>
public abstract class MovedJournalSuite(ITestOutputHelper output) : JournalSuite(output)
{
    private readonly Dictionary<string, int> _moves = [];

    protected override bool IsDurable => true;

    protected override bool KeepsSnapshots => false;

    protected override IJournal Open(string folder)
    {
        if (!_moves.TryGetValue(folder, out var number)) return OpenNumber(folder, 0);
        var (from, to) = (PathOf(folder, number), PathOf(folder, number + 1));
        Move(folder, from, to);
        string.Equals(DumpOf(to), DumpOf(from), StringComparison.Ordinal).ShouldBeTrue(
            $"what was moved is not the same:\n{DumpOf(from)}\n{DumpOf(to)}");
        JournalVerifier.Verify(to).Fault.ShouldBeNull();
        return OpenNumber(folder, number + 1);
    }

    protected abstract void Move(string folder, string from, string to);

    private static string PathOf(string folder, int number) => Path.Combine(folder, $"journal-{number}");

    private static string DumpOf(string folder)
    {
        var database = Path.Combine(folder, JournalFile.FileName);
        Tampering.Execute(database, "DELETE FROM snapshots");
        return Tampering.Dump(database);
    }

    private SqliteJournal OpenNumber(string folder, int number)
    {
        _moves[folder] = number;
        return SqliteJournal.Open(PathOf(folder, number));
    }
}

/// <summary>By a backup that is gone on with, and a restore of it.</summary>
public sealed class RestoredJournalTests(ITestOutputHelper output) : MovedJournalSuite(output)
{
    protected override void Move(string folder, string from, string to)
    {
        var backup = Path.Combine(folder, "backup");
        Backup.OfFolder(from, backup);
        Backup.Restore(backup, to, new RestoreLimit());
    }
}

/// <summary>To Azure Storage and back, with a backup of the log, from which it is filled once more, in between.
/// </summary>
[Collection(nameof(AzuriteCollection))]
public sealed class MigratedJournalTests(AzuriteFixture azurite, ITestOutputHelper output) : MovedJournalSuite(output)
{
    protected override void Move(string folder, string from, string to)
    {
        var (log, restored) = (NewLog(), NewLog());
        Backup.MigrateToLog(from, log);
        Backup.OfLog(log, to + "-backup");
        Backup.RestoreLog(to + "-backup", restored, new RestoreLimit());
        Backup.MigrateFromLog(restored, to);
    }

    private BlobLog NewLog() =>
        BlobLog.Open(StorageAccount.Parse(azurite.Server.ConnectionString), AzuriteServer.NewContainer());
}
