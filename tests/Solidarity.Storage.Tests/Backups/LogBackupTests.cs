using Azure.Core;
using Solidarity.Storage.Backups;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Logs;
using Solidarity.Storage.Tests.Node;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests.Backups;

/// <summary>Backups of a shared log, and logs that are filled of backups and of data folders.</summary>
[Collection(nameof(AzuriteCollection))]
public sealed class LogBackupTests(AzuriteFixture azurite) : IDisposable
{
    private readonly LogFixture _log = new(azurite.Server);

    public void Dispose() => _log.Dispose();

    [NodeFact]
    public async Task A_shared_log_can_be_restored_to_each_entry()
    {
        var texts = new Dictionary<long, string>();
        await using (var journal = _log.Open("one"))
        {
            for (var i = 1; i <= 8; i++)
            {
                await LogFixture.AppendAsync(journal, i, 1);
                texts[i] = await LogFixture.TextAsync(journal);
                if (i % 3 == 0) Backup.OfLog(_log.Log(), _log.PathOf("backup")).Entries.ShouldBe(3);
            }
        }

        Backup.OfLog(_log.Log(), _log.PathOf("backup")).Entries.ShouldBe(2);

        foreach (var (position, text) in texts)
        {
            var to = _log.PathOf($"at-{position}");
            Backup.Restore(_log.PathOf("backup"), to, new RestoreLimit(position));
            await using var journal = SqliteJournal.Open(to);
            (await LogFixture.TextAsync(journal)).ShouldBe(text);
        }
    }

    [NodeFact]
    public async Task A_log_that_is_restored_is_gone_on_with_by_its_replicas()
    {
        await using (var journal = _log.Open("one")) await LogFixture.AppendAsync(journal, 1, 6);
        Backup.OfLog(_log.Log(), _log.PathOf("backup"));
        string expected;
        await using (var journal = _log.Open("one"))
        {
            expected = await LogFixture.TextAsync(journal);
            await LogFixture.AppendAsync(journal, 7, 2);
        }

        var restored = NewLog();
        Backup.RestoreLog(_log.PathOf("backup"), restored, new RestoreLimit());

        // One that has more is set aside, and a new one is made.
        await using var again = SqliteJournal.Open(_log.PathOf("one"), new JournalOptions { Log = restored });
        (await LogFixture.TextAsync(again)).ShouldBe(expected);
        Text(await again.AppendAsync(On(Masons, 6, Entry(90)))).ShouldBe("appended at 7");
        _log.SetAside("one").Length.ShouldBe(1);
    }

    [NodeFact]
    public async Task A_log_that_is_filled_in_part_is_used_by_nobody_and_can_be_filled_on()
    {
        var data = _log.PathOf("data");
        string expected;
        await using (var journal = SqliteJournal.Open(data))
        {
            for (var i = 1; i <= 30; i++)
            {
                var large = Entry(i) with { Body = Utf8($"\"{new string('x', 100_000)}\"") };
                await journal.AppendAsync(On(Masons, i - 1, large));
            }

            expected = await LogFixture.TextAsync(journal);
        }

        using var line = new FaultyTransport();
        var appends = 0;
        line.Unreachable = request => request.Uri.Query.Contains("comp=appendblock", StringComparison.Ordinal)
            && ++appends > 2;
        Should.Throw<JournalUnavailableException>(() => Backup.MigrateToLog(data, _log.Log(line)));

        Should.Throw<JournalUnavailableException>(() => _log.Open("one")).Message.ShouldContain("being filled");
        Backup.MigrateToLog(data, _log.Log()).Position.ShouldBe(30);
        await using (var one = _log.Open("one")) (await LogFixture.TextAsync(one)).ShouldBe(expected);
        Should.Throw<NotThisBackupException>(() => Backup.MigrateToLog(data, _log.Log()));
    }

    [NodeFact]
    public async Task A_log_that_was_filled_further_is_not_filled_up_to_an_earlier_state()
    {
        await using (var journal = _log.Open("one")) await LogFixture.AppendAsync(journal, 1, 8);
        Backup.OfLog(_log.Log(), _log.PathOf("backup"));
        var name = BreakOffRestoring(_log.PathOf("backup"));

        Should.Throw<NotThisBackupException>(
            () => Backup.RestoreLog(_log.PathOf("backup"), NewLog(name), new RestoreLimit(5)))
            .Message.ShouldContain("up to entry 8 already");
        Backup.RestoreLog(_log.PathOf("backup"), NewLog(name), new RestoreLimit(8)).Position.ShouldBe(8);
    }

    [NodeFact]
    public async Task A_log_that_is_filled_in_part_is_neither_backed_up_nor_moved()
    {
        await using (var journal = _log.Open("one")) await LogFixture.AppendAsync(journal, 1, 8);
        Backup.OfLog(_log.Log(), _log.PathOf("backup"));
        var name = BreakOffRestoring(_log.PathOf("backup"));

        Should.Throw<JournalUnavailableException>(() => Backup.OfLog(NewLog(name), _log.PathOf("second")))
            .Message.ShouldContain("being filled");
        Should.Throw<JournalUnavailableException>(() => Backup.MigrateFromLog(NewLog(name), _log.PathOf("alone")))
            .Message.ShouldContain("being filled");
        Backup.RestoreLog(_log.PathOf("backup"), NewLog(name), new RestoreLimit());
        Backup.OfLog(NewLog(name), _log.PathOf("second")).Position.ShouldBe(8);
    }

    [NodeFact]
    public async Task A_replica_whose_log_is_lost_becomes_a_journal_of_its_own()
    {
        string expected;
        await using (var journal = _log.Open("one"))
        {
            await LogFixture.AppendAsync(journal, 1, 6);
            expected = await LogFixture.TextAsync(journal);
        }

        await using (_log.Open("one"))
        {
            Should.Throw<JournalInUseException>(
                () => Backup.MigrateReplica(_log.PathOf("one"), _log.PathOf("alone")));
        }

        Backup.MigrateReplica(_log.PathOf("one"), _log.PathOf("alone"));

        await using var alone = SqliteJournal.Open(_log.PathOf("alone"));
        (await LogFixture.TextAsync(alone)).ShouldBe(expected);
        Text(await alone.AppendAsync(On(Masons, 6, Entry(7)))).ShouldBe("appended at 7");
        await alone.DisposeAsync();
        Should.Throw<JournalUnreadableException>(
            () => Backup.MigrateReplica(_log.PathOf("alone"), _log.PathOf("again")))
            .Message.ShouldContain("no replica of a shared log; to have it elsewhere, copy");
        Directory.Exists(_log.PathOf("again")).ShouldBeFalse();
    }

    [NodeFact]
    public async Task A_backup_of_another_log_is_left_as_it_is()
    {
        await using (var journal = _log.Open("one")) await LogFixture.AppendAsync(journal, 1, 3);
        Backup.OfLog(_log.Log(), _log.PathOf("backup"));
        var other = NewLog();
        var options = new JournalOptions { Log = other };
        await using (var journal = SqliteJournal.Open(_log.PathOf("other"), options))
            await LogFixture.AppendAsync(journal, 1, 9);

        Should.Throw<NotThisBackupException>(() => Backup.OfLog(other, _log.PathOf("backup")));
        Should.Throw<NotThisBackupException>(() => Backup.OfFolder(_log.PathOf("one"), _log.PathOf("backup")));
        Should.Throw<NotThisBackupException>(
            () => Backup.RestoreLog(_log.PathOf("backup"), other, new RestoreLimit()));
        Should.Throw<JournalUnreadableException>(() => Backup.OfLog(NewLog(), _log.PathOf("none")));
        Backup.OfLog(_log.Log(), _log.PathOf("backup")).ShouldBe(new BackupResult(3, 0, Noon.AddSeconds(3)));
    }

    private BlobLog NewLog(string? name = null, FaultyTransport? line = null) => BlobLog.Open(
        StorageAccount.Parse(azurite.Server.ConnectionString), name ?? AzuriteServer.NewContainer(),
        BlobLog.SegmentBlocksMax, line);

    /// <summary>All of a backup is copied, but nobody knows that the log is whole.</summary>
    /// <returns>The log's name.</returns>
    private string BreakOffRestoring(string backup)
    {
        using var line = new FaultyTransport
        {
            Unreachable = request => request.Method == RequestMethod.Delete,
        };
        var name = AzuriteServer.NewContainer();
        Should.Throw<JournalUnavailableException>(
            () => Backup.RestoreLog(backup, NewLog(name, line), new RestoreLimit()));
        return name;
    }
}
