using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>A replica that cannot go on is set aside and made anew by itself, and nothing else ever is.</summary>
[Collection(nameof(AzuriteCollection))]
public sealed class HealingTests(AzuriteFixture azurite) : IDisposable
{
    private const int Entries = 20;
    private readonly LogFixture _log = new(azurite.Server);

    public static TheoryData<string> Damages => ["head", "overwritten", "cut", "empty", "gone", "marked"];

    public void Dispose() => _log.Dispose();

    [NodeTheory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_replica_is_set_aside_and_made_anew(string damage)
    {
        var expected = await WriteAsync("one");
        Damage(damage);

        await using (var healed = _log.Open("one"))
        {
            (await LogFixture.TextAsync(healed)).ShouldBe(expected);
            Text(await healed.AppendAsync(On(Masons, Entries, Entry(Entries + 1)))).ShouldStartWith("appended");
        }

        var aside = _log.SetAside("one").ShouldHaveSingleItem();
        Directory.GetFiles(aside).ShouldNotBeEmpty();
        _log.Told.ShouldHaveSingleItem().ShouldContain(aside);
        JournalVerifier.Verify(_log.PathOf("one")).IsWhole.ShouldBeTrue();
        await using (_log.Open("one")) _log.SetAside("one").Length.ShouldBe(1);
    }

    [NodeFact]
    public async Task A_replica_of_before_a_restore_of_the_log_is_set_aside()
    {
        await WriteAsync("one");
        var earlier = _log.ReadSegment();
        await using (var one = _log.Open("one")) await LogFixture.AppendAsync(one, Entries + 1, 5);
        _log.RestoreSegment(earlier);

        await using (var healed = _log.Open("one")) healed.Position.ShouldBe(Entries);
        _log.SetAside("one").Length.ShouldBe(1);
    }

    [NodeFact]
    public async Task A_replica_that_went_another_way_than_the_log_is_set_aside()
    {
        await WriteAsync("one");
        var earlier = _log.ReadSegment();
        await using (var one = _log.Open("one")) await LogFixture.AppendAsync(one, Entries + 1, 1);
        _log.RestoreSegment(earlier);
        string expected;
        await using (var other = _log.Open("other"))
        {
            // Blocks as long as the ones that are no more.
            var sent = To(Weavers, "{{}}", null);
            for (var i = 0; i < 4; i++) await other.AppendAsync(On(Masons, Entries + i, Entry(90 + i, sent)));
            expected = await LogFixture.TextAsync(other);
        }

        await using var healed = _log.Open("one");
        (await LogFixture.TextAsync(healed)).ShouldBe(expected);
        _log.SetAside("one").Length.ShouldBe(1);
    }

    /// <summary>What both wrote last is as long, so the replica ends where the log ends.</summary>
    /// <param name="letters">Of the last entry; many make a block longer than what is read at once.</param>
    [NodeTheory]
    [InlineData(10)]
    [InlineData(300_000)]
    public async Task A_replica_with_another_last_entry_than_the_log_is_set_aside(int letters)
    {
        await WriteAsync("one");
        var earlier = _log.ReadSegment();
        await using (var one = _log.Open("one")) await AppendLettersAsync(one, 'x');
        await using (var one = _log.Open("one")) one.Position.ShouldBe(Entries + 1, "it is the log's last entry");
        _log.SetAside("one").ShouldBeEmpty();
        _log.RestoreSegment(earlier);
        string expected;
        await using (var other = _log.Open("other"))
        {
            await AppendLettersAsync(other, 'y');
            expected = await LogFixture.TextAsync(other);
        }

        await using var healed = _log.Open("one");
        (await LogFixture.TextAsync(healed)).ShouldBe(expected);
        _log.SetAside("one").Length.ShouldBe(1);

        async Task AppendLettersAsync(SqliteJournal journal, char letter)
        {
            var entry = Entry(Entries + 1) with { Body = Utf8($"\"{new string(letter, letters)}\"") };
            Text(await journal.AppendAsync(On(Masons, Entries, entry))).ShouldStartWith("appended");
        }
    }

    [NodeFact]
    public async Task Damage_that_is_found_in_use_ends_the_use_and_heals_at_the_next_opening()
    {
        _log.Options = _log.Options with { IdleTime = TimeSpan.FromMilliseconds(1) };
        string expected;
        await using (var journal = _log.Open("one"))
        {
            var emptied = journal.LogEmptiedAsync();
            await LogFixture.AppendAsync(journal, 1, Entries);
            expected = await LogFixture.TextAsync(journal);
            await emptied.WaitAsync(LogFixture.Patience);
            var damaged = journal.Damaged;
            Overwrite(_log.FileOf("one"), from: 2 * JournalSchema.PageBytes);

            await Should.ThrowAsync<JournalUnreadableException>(
                async () => await journal.FindAsync(Request(7)));

            (await damaged.WaitAsync(LogFixture.Patience)).ShouldContain("damaged");
            await Should.ThrowAsync<JournalUnreadableException>(
                async () => await journal.ReadStreamAsync(Masons, 0, 10));
            await Should.ThrowAsync<JournalUnreadableException>(
                async () => await journal.AppendAsync(On(Weavers, 0, Entry(90))));
        }

        await using var healed = _log.Open("one");
        (await LogFixture.TextAsync(healed)).ShouldBe(expected);
        _log.SetAside("one").Length.ShouldBe(1);
        healed.Damaged.IsCompleted.ShouldBeFalse();
    }

    /// <summary>SQLite cannot know that a letter of an entry was another one, and the entry would be folded.</summary>
    [NodeTheory]
    [InlineData("UPDATE entries SET body = replace(body, '{', '[') WHERE position = 7")]
    [InlineData("UPDATE entries SET at = at + 1 WHERE position = 1")]
    [InlineData("UPDATE entries SET version = version + 1 WHERE position = 20")]
    [InlineData("UPDATE entries SET hash = zeroblob(32) WHERE position = 12")]
    public async Task An_entry_that_is_not_as_it_was_written_is_noticed_when_it_is_read(string damage)
    {
        var expected = await WriteAsync("one");
        Tampering.Execute(_log.FileOf("one"), damage);

        await using (var journal = _log.Open("one"))
        {
            await Should.ThrowAsync<JournalUnreadableException>(async () => await PagesAsync(journal));
            (await journal.Damaged.WaitAsync(LogFixture.Patience)).ShouldContain("not as it was written");
        }

        await using var healed = _log.Open("one");
        (await LogFixture.TextAsync(healed)).ShouldBe(expected);
        await PagesAsync(healed);
        _log.SetAside("one").Length.ShouldBe(1);
    }

    [NodeFact]
    public async Task A_head_file_that_says_more_is_no_loss_for_a_replica()
    {
        var expected = await WriteAsync("one");
        HeadFile.Create(_log.PathOf("one"), new HeadRecord(1, 1_000, new Hash256(1, 1), 0, null));

        await using var journal = _log.Open("one");
        (await LogFixture.TextAsync(journal)).ShouldBe(expected);
        _log.Told.ShouldBeEmpty();
        _log.SetAside("one").ShouldBeEmpty();
    }

    [NodeFact]
    public async Task A_replica_is_not_written_to_without_its_log()
    {
        await WriteAsync("one");
        Should.Throw<JournalUnreadableException>(() => SqliteJournal.Open(_log.PathOf("one")))
            .Message.ShouldContain("--cluster");
    }

    [NodeFact]
    public async Task A_disk_that_damages_again_and_again_is_told_of()
    {
        await WriteAsync("one");
        for (var i = 0; i < SetAside.FoldersMax; i++)
        {
            Damage("overwritten");
            await using var healed = _log.Open("one");
        }

        Damage("overwritten");
        Should.Throw<JournalUnreadableException>(() => _log.Open("one")).Message.ShouldContain("check the disk");
        _log.SetAside("one").Length.ShouldBe(SetAside.FoldersMax);
    }

    private static async Task PagesAsync(SqliteJournal journal)
    {
        for (long at = 0; await journal.ReadAsync(at, 3) is { Count: > 0 } page; at = page[^1].Position)
            page.Count.ShouldBeLessThanOrEqualTo(3);
    }

    private async Task<string> WriteAsync(string replica)
    {
        await using var journal = _log.Open(replica);
        await LogFixture.AppendAsync(journal, 1, Entries);
        return await LogFixture.TextAsync(journal);
    }

    private void Damage(string kind)
    {
        var file = _log.FileOf("one");
        switch (kind)
        {
            case "head":
                Tampering.Execute(file, "UPDATE head SET position = position - 1");
                break;
            case "overwritten":
                Overwrite(file, from: 0);
                break;
            case "cut":
                using (var cut = File.OpenWrite(file)) cut.SetLength(cut.Length / 2);
                break;
            case "empty":
                File.WriteAllBytes(file, []);
                break;
            case "gone":
                File.Move(file, file + "-wal");
                break;
            default:
                File.WriteAllText(Path.Combine(_log.PathOf("one"), ReplicaDamage.FileName), "it was damaged");
                break;
        }
    }

    private static void Overwrite(string path, int from)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = from;
        var noise = new byte[file.Length - from];
        new Random(from).NextBytes(noise);
        file.Write(noise);
    }
}
