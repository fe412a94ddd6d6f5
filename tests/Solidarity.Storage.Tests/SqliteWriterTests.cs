using Solidarity.Storage.Sqlite;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

/// <summary>What the one writer has to take care of beyond the common suite.</summary>
public sealed class SqliteWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Appends_beyond_those_that_may_wait_wait_for_room()
    {
        const int count = AppendQueue.AppendsWaitingMax + 2_000;
        await using (var journal = SqliteJournal.Open(_folder.Path))
        {
            var sent = Enumerable.Range(1, count)
                .Select(number => journal.AppendAsync(On(new($"sections/{number}"), 0, Entry(number))).AsTask());
            var results = await Task.WhenAll(sent);
            results.Cast<AppendResult.Appended>().Select(appended => appended.FirstPosition).Order()
                .ShouldBe(Enumerable.Range(1, count).Select(i => (long)i));
        }

        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification(count, null));
    }

    [Fact]
    public async Task Appends_larger_than_a_group_are_taken_one_by_one()
    {
        var body = new byte[JournalLimits.BodyBytesMax];
        Array.Fill(body, (byte)'x');
        await using var journal = SqliteJournal.Open(_folder.Path);
        var sent = Enumerable.Range(0, 3).Select(number => journal.AppendAsync(Huge(number)).AsTask());
        (await Task.WhenAll(sent)).Select(Text).ShouldBe(["appended at 1", "appended at 6", "appended at 11"]);

        Append Huge(int number) => On(
            new($"sections/{number}"),
            0,
            [.. Enumerable.Range(1, 5).Select(i => Entry((number * 5) + i) with { Body = body })]);
    }

    [Fact]
    public async Task A_snapshot_that_is_too_large_is_told_to_the_operator()
    {
        var told = new List<string>();
        await using var journal = SqliteJournal.Open(_folder.Path, new JournalOptions { Warn = told.Add });
        var large = new Snapshot(1, "v1", new byte[Shape.SnapshotBytesMax + 1]);
        await journal.AppendAsync(On(Masons, 0, Entry(1)) with { Snapshot = large });
        told.ShouldHaveSingleItem().ShouldContain($"{Masons} has 67108865 bytes");
    }

    [Fact]
    public async Task What_waits_when_the_journal_is_closed_is_written_first()
    {
        var journal = SqliteJournal.Open(_folder.Path);
        var sent = Enumerable.Range(0, 100)
            .Select(version => journal.AppendAsync(On(Masons, version, Entry(version + 1))).AsTask())
            .ToList();
        await journal.DisposeAsync();
        (await Task.WhenAll(sent)).ShouldAllBe(result => result is AppendResult.Appended);
        JournalVerifier.Verify(_folder.Path).Entries.ShouldBe(100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task An_append_that_fails_by_itself_does_not_fail_the_others_of_its_group(int failing)
    {
        const int others = 100;
        await SqliteJournal.Open(_folder.Path).DisposeAsync();
        // They are said to be answered by an entry that there is not.
        for (var id = 1; id <= failing; id++)
            Tampering.Execute(_folder.Database, $"INSERT INTO answers (message, position) VALUES ({id}, 9999)");
        await using var journal = SqliteJournal.Open(_folder.Path);
        var good = new List<Task<AppendResult>>();
        var bad = new List<Task<AppendResult>>();
        for (var number = 1; number <= others; number++)
        {
            good.Add(journal.AppendAsync(On(new($"sections/{number}"), 0, Entry(number, To(Masons)))).AsTask());
            if (number <= failing) bad.Add(journal.AppendAsync(On(Weavers, 0, Group(number))).AsTask());
        }

        foreach (var append in bad) await Should.ThrowAsync<JournalUnreadableException>(() => append);
        (await Task.WhenAll(good)).ShouldAllBe(result => result is AppendResult.Appended);
        journal.Position.ShouldBe(others);
        (await journal.PendingAsync(0, others * 2)).Count.ShouldBe(others);
    }

    [Fact]
    public async Task Nothing_of_a_transaction_taken_back_is_remembered()
    {
        await SqliteJournal.Open(_folder.Path).DisposeAsync();
        using (var writer = new JournalWriter(new JournalFile(_folder.Path).OpenToWrite()))
        {
            writer.Begin();
            Text(writer.Write(On(Masons, 0, Entry(1, To(Weavers))))).ShouldBe("appended at 1");
            Text(writer.Write(On(Weavers, 0, Entry(1)))).ShouldContain(Masons.Value);
            writer.Rollback();

            // The weavers now get the number that the masons had.
            writer.Begin();
            Text(writer.Write(On(Weavers, 0, Entry(1, To(Masons))))).ShouldBe("appended at 1");
            Text(writer.Write(On(Masons, 0, Entry(1)))).ShouldContain($"1 {Weavers} v1");
            Text(writer.Write(On(Masons, 0, Entry(2)))).ShouldBe("appended at 2");
            writer.Commit().Position.ShouldBe(2);
        }

        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification(2, null));
        Tampering.Ask(_folder.Database, "SELECT messages FROM head").ShouldBe(1L);
    }

    [Fact]
    public async Task An_append_that_was_answered_before_leaves_no_stream_behind()
    {
        await using (var journal = SqliteJournal.Open(_folder.Path))
        {
            await journal.AppendAsync(On(Masons, 0, Entry(1)));
            await journal.AppendAsync(On(Weavers, 0, Entry(2), Entry(1)));
        }

        Tampering.Ask(_folder.Database, "SELECT group_concat(name) FROM streams").ShouldBe(Masons.Value);
    }

    [Fact]
    public async Task A_stream_forgotten_by_the_cache_is_read_from_the_file_again()
    {
        await SqliteJournal.Open(_folder.Path).DisposeAsync();
        using var connection = new JournalFile(_folder.Path).OpenToWrite();
        using var streams = new StreamTable(connection);
        var added = streams.Add(Masons);
        streams.Find(Masons).ShouldBeSameAs(added);
        streams.Forget();
        var found = streams.Find(Masons).ShouldNotBeNull();
        (found.Id, found.Version).ShouldBe((added.Id, 0));
        found.Name.ShouldBe(Utf8(Masons.Value));
        streams.Find(Weavers).ShouldBeNull();
    }

    [Fact]
    public void The_cache_keeps_what_was_used_of_late_and_no_more_than_it_may()
    {
        const int max = 10;
        var cache = new RecentCache<int, string>(max);
        for (var key = 0; key < 100; key++)
        {
            cache.Add(key, $"{key}");
            cache.TryGet(0, out var used).ShouldBeTrue("0 is used all the time");
            used.ShouldBe("0");
        }

        Enumerable.Range(0, 100).Count(key => cache.TryGet(key, out _)).ShouldBeLessThanOrEqualTo(max);
        cache.Remove(99);
        cache.TryGet(99, out _).ShouldBeFalse();
    }
}
