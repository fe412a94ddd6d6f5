using Microsoft.Data.Sqlite;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Verification;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

/// <summary>A journal that an earlier version wrote: in format 1 with one receiver a row of the outbox, in both with
/// one answered command an entry.</summary>
public sealed class FormatTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    public async Task InitializeAsync()
    {
        await using (var journal = SqliteJournal.Open(_folder.Path))
        {
            await journal.AppendAsync(On(Masons, 0, Entry(1, To(Weavers, "a"), To(Strike, "b"))));
            await journal.AppendAsync(On(Weavers, 0, Entry(2, To(Masons, "later", Noon.AddHours(1)))));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private void MakeOld(long format)
    {
        Tampering.Execute(_folder.Database, """
            BEGIN;
            DROP TABLE answers;
            ALTER TABLE entries DROP COLUMN further;
            PRAGMA user_version = 2;
            COMMIT;
            """);
        if (format == 2) return;
        Tampering.Execute(_folder.Database, """
            BEGIN;
            DROP INDEX outbox_by_due;
            ALTER TABLE outbox RENAME TO outbox_2;
            CREATE TABLE outbox (
              id INTEGER PRIMARY KEY,
              sender TEXT NOT NULL,
              receiver TEXT NOT NULL,
              due INTEGER,
              payload TEXT NOT NULL,
              seal BLOB NOT NULL
            ) STRICT;
            INSERT INTO outbox SELECT id, sender, receivers, due, payload, seal FROM outbox_2;
            DROP TABLE outbox_2;
            CREATE INDEX outbox_by_due ON outbox (due) WHERE due IS NOT NULL;
            PRAGMA user_version = 1;
            COMMIT;
            """);
    }

    private static StreamName Strike => SampleJournal.Strike;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task It_is_verified_and_read_as_it_is(long format)
    {
        MakeOld(format);
        var before = await File.ReadAllBytesAsync(_folder.Database);
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification.Verification(2, null));
        await using (var journal = SqliteJournal.OpenReadOnly(_folder.Path))
        {
            await RequireMessagesAsync(journal);
            (await journal.FindAsync(Request(2)))!.Position.ShouldBe(2);
            (await journal.FindAsync(CommandId.FromMessage(1))).ShouldBeNull();
            (await journal.ReadStreamAsync(Masons, 0, 10)).ShouldHaveSingleItem().Further.ShouldBeEmpty();
        }

        (await File.ReadAllBytesAsync(_folder.Database)).ShouldBe(before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task It_is_brought_up_to_date_when_it_is_opened_to_write(long format)
    {
        MakeOld(format);
        await using (var journal = SqliteJournal.Open(_folder.Path))
        {
            await RequireMessagesAsync(journal);
            await journal.AppendAsync(On(Masons, 1, Entry(3, Alike("call", Weavers, Strike))));
            await journal.AppendAsync(On(Weavers, 1, Group(4, 1)));
        }

        Tampering.Ask(_folder.Database, "PRAGMA user_version").ShouldBe(3L);
        Tampering.Ask(_folder.Database, "SELECT count(*) FROM outbox").ShouldBe(3L);
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification.Verification(4, null));
        await using var again = SqliteJournal.Open(_folder.Path);
        (await again.PendingAsync(0, 10)).Select(message => message.Id).ShouldBe([2, 4, 5]);
        (await again.FindAsync(CommandId.FromMessage(1)))!.Position.ShouldBe(4);
    }

    [Fact]
    public async Task An_upgrade_that_the_disk_refuses_leaves_it_as_it_was()
    {
        MakeOld(1);
        Tampering.Execute(_folder.Database, "UPDATE outbox SET payload = printf('%.100000c', 'x') WHERE id = 2");
        var before = Said();
        using (var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False"))
        {
            connection.Open();
            using var limit = connection.CreateCommand();
            limit.CommandText = $"PRAGMA max_page_count = {Tampering.Ask(_folder.Database, "PRAGMA page_count")}";
            limit.ExecuteScalar();
            Should.Throw<SqliteException>(() => JournalFile.Upgrade(connection)).Message.ShouldContain("full");
        }

        Said().ShouldBe(before);
        await using var journal = SqliteJournal.Open(_folder.Path);
        (await journal.PendingAsync(0, 1)).Select(message => message.Id).ShouldBe([1]);
        Said().ShouldNotBe(before);
    }

    private string Said() =>
        $"{Tampering.Ask(_folder.Database, "PRAGMA user_version")} "
        + $"{Tampering.Ask(_folder.Database, "SELECT group_concat(sql) FROM sqlite_schema")} "
        + $"{Tampering.Ask(_folder.Database, "SELECT group_concat(id || length(payload)) FROM outbox")}";

    private static async Task RequireMessagesAsync(SqliteJournal journal)
    {
        (await journal.PendingAsync(0, 10)).Texts().ShouldBe([
            $"1 {Masons} > {Weavers}  a", $"2 {Masons} > {Strike}  b"]);
        (await journal.DueAsync(DateTimeOffset.MaxValue, 10)).Select(message => message.Id).ShouldBe([3]);
        (await journal.ReadAsync(0, 10)).Count.ShouldBe(2);
    }
}
