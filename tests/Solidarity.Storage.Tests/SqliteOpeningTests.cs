using Solidarity.Storage.Sqlite;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

public sealed class SqliteOpeningTests(SampleJournal sample) : IClassFixture<SampleJournal>
{
    private const int FileHeaderBytes = 100;

    [Fact]
    public async Task Opening_makes_the_folder_and_a_journal_that_people_can_read()
    {
        using var folder = new TempFolder();
        var inside = Path.Combine(folder.Path, "data", "books");
        await using (var journal = SqliteJournal.Open(inside))
            await journal.AppendAsync(On(Masons, 0, Entry(1, To(Weavers, "{\"pence\":240}"))));

        var database = Path.Combine(inside, "journal.db");
        Tampering.Ask(database, "SELECT typeof(body) || body FROM entries").ShouldBe(
            "text" + System.Text.Encoding.UTF8.GetString(Entry(1).Body.Span));
        Tampering.Ask(database, "SELECT typeof(payload) || payload FROM outbox").ShouldBe("text{\"pence\":240}");
        Tampering.Ask(database, "SELECT receivers FROM outbox").ShouldBe(Weavers.Value);
        Tampering.Ask(database, "PRAGMA journal_mode").ShouldBe("wal");
        Directory.GetFiles(inside).Select(Path.GetFileName).ShouldBe(
            ["journal.db", "journal.head", "journal.lock"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_by_name_until_it_is_let_go()
    {
        using var folder = new TempFolder();
        await using (SqliteJournal.Open(folder.Path))
        {
            var refusal = Should.Throw<JournalInUseException>(() => SqliteJournal.Open(folder.Path));
            refusal.Message.ShouldContain(folder.Path);
            Should.Throw<JournalInUseException>(() => SqliteJournal.OpenReadOnly(folder.Path));
        }

        await SqliteJournal.Open(folder.Path).DisposeAsync();
    }

    [Theory]
    [InlineData("PRAGMA user_version = 2", "journal of format 2, and this version reads format 1 only; use the")]
    [InlineData("PRAGMA user_version = 0", "journal of format 0, and this version reads format 1 only")]
    [InlineData("PRAGMA application_id = 7", "not a journal")]
    [InlineData("DROP TABLE snapshots", "tables")]
    [InlineData("ALTER TABLE entries RENAME COLUMN body TO text", "tables")]
    [InlineData("DELETE FROM entries WHERE position = 24", "head")]
    [InlineData("DELETE FROM head", "head")]
    [InlineData("UPDATE head SET messages = 1", "head")]
    public void A_file_that_is_not_a_whole_journal_of_this_format_is_refused(string sql, string says)
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, sql);
        RequireUnreadable(folder, says);
    }

    [Fact]
    public async Task A_refused_file_is_left_as_it_is()
    {
        using var folder = new TempFolder();
        Tampering.Execute(folder.Database, "CREATE TABLE accounts (id INTEGER PRIMARY KEY)");
        var before = await File.ReadAllBytesAsync(folder.Database);
        RequireUnreadable(folder, "not a journal");
        (await File.ReadAllBytesAsync(folder.Database)).ShouldBe(before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Dear comrades, the books are in the other drawer.")]
    public void A_file_that_is_no_database_is_refused(string text)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Database, text + new string('.', text.Length * 40));
        RequireUnreadable(folder, "not a");
    }

    [Theory]
    [InlineData(0.999)]
    [InlineData(0.95)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public void A_file_cut_off_is_refused(double share)
    {
        using var folder = sample.Copy();
        using (var file = File.OpenWrite(folder.Database)) file.SetLength((long)(file.Length * share));
        RequireUnreadable(folder, "damaged");
    }

    [Fact]
    public void A_file_overwritten_behind_its_header_is_refused()
    {
        using var folder = sample.Copy();
        var bytes = File.ReadAllBytes(folder.Database);
        bytes.AsSpan(FileHeaderBytes).Fill(0xEE);
        File.WriteAllBytes(folder.Database, bytes);
        RequireUnreadable(folder, "damaged");
    }

    [Fact]
    public void A_log_without_its_journal_is_not_overwritten()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Database + "-wal", "the last week");
        var refusal = Should.Throw<JournalUnreadableException>(() => SqliteJournal.Open(folder.Path));
        refusal.Message.ShouldContain("missing");
        File.ReadAllText(folder.Database + "-wal").ShouldBe("the last week");
    }

    [Fact]
    public async Task What_a_creation_that_broke_off_left_behind_does_no_harm()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.Database + ".new", "half a jour");
        await SqliteJournal.Open(folder.Path).DisposeAsync();
        JournalVerifier.Verify(folder.Path).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        using var folder = new TempFolder();
        var blocked = Path.Combine(folder.Path, "file");
        File.WriteAllText(blocked, "");
        Should.Throw<JournalUnreadableException>(() => SqliteJournal.Open(blocked)).Message.ShouldContain(blocked);
    }

    [Fact]
    public void Nothing_is_made_for_readers()
    {
        using var folder = new TempFolder();
        Should.Throw<JournalUnreadableException>(() => SqliteJournal.OpenReadOnly(folder.Path)).Message
            .ShouldContain(folder.Path);
        Should.Throw<JournalUnreadableException>(() => JournalVerifier.Verify(folder.Path)).Message
            .ShouldContain(folder.Path);
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_journal_opened_for_reading_answers_and_writes_nothing()
    {
        using var folder = sample.Copy();
        var before = await File.ReadAllBytesAsync(folder.Database);
        await using (var journal = SqliteJournal.OpenReadOnly(folder.Path))
        {
            journal.Position.ShouldBe(SampleJournal.Entries);
            journal.LastAt.ShouldBe(Entry(SampleJournal.Entries).At);
            (await journal.ReadAsync(0, 100)).Count.ShouldBe(SampleJournal.Entries);
            (await journal.PendingAsync(0, 100)).ShouldNotBeEmpty();
            (await journal.ReadSnapshotAsync(Masons)).ShouldNotBeNull();
            await Should.ThrowAsync<NotSupportedException>(
                async () => await journal.AppendAsync(On(Masons, 0, Entry(100))));
        }

        (await File.ReadAllBytesAsync(folder.Database)).ShouldBe(before);
    }

    [Fact]
    public async Task Damage_met_while_reading_is_told_as_such()
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, "UPDATE outbox SET payload = '{}' WHERE due IS NULL");
        Tampering.Execute(folder.Database, "UPDATE entries SET command = zeroblob(3) WHERE position = 5");
        Tampering.Execute(folder.Database, "UPDATE entries SET at = 9e18 WHERE position = 7");
        await using var journal = SqliteJournal.Open(folder.Path);
        foreach (var read in (Func<ValueTask>[])
            [
                async () => await journal.PendingAsync(0, 10),
                async () => await journal.ReadAsync(4, 1),
                async () => await journal.ReadAsync(6, 1),
            ])
        {
            var refusal = await Should.ThrowAsync<JournalUnreadableException>(async () => await read());
            refusal.Message.ShouldContain(folder.Database);
        }

        (await journal.ReadAsync(0, 4)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_entry_that_is_missing_in_the_midst_is_not_passed_over()
    {
        using var folder = sample.Copy();
        Tampering.Execute(folder.Database, "DELETE FROM entries WHERE position = 9");
        await using var journal = SqliteJournal.Open(folder.Path);
        (await journal.ReadAsync(0, 8)).Count.ShouldBe(8);
        (await journal.ReadAsync(9, 100)).Count.ShouldBe(SampleJournal.Entries - 9);
        (await Should.ThrowAsync<JournalUnreadableException>(async () => await journal.ReadAsync(0, 100)))
            .Message.ShouldContain("entry 9 is missing");
        (await Should.ThrowAsync<JournalUnreadableException>(
            async () => await journal.ReadStreamAsync(Masons, 0, 100))).Message.ShouldContain("version 3 of");
    }

    private static void RequireUnreadable(TempFolder folder, string says)
    {
        foreach (var open in (Func<string, SqliteJournal>[])[SqliteJournal.Open, SqliteJournal.OpenReadOnly])
        {
            var refusal = Should.Throw<JournalUnreadableException>(() => open(folder.Path));
            refusal.Message.ShouldContain(says);
            refusal.Message.ShouldContain(folder.Database);
        }

        var verification = JournalVerifier.Verify(folder.Path);
        verification.IsWhole.ShouldBeFalse();
        verification.Fault!.Text.Length.ShouldBeGreaterThan(20);
    }
}
