using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>A storage with too much to do, and one that is slow: nobody waits for ever, and nothing is lost.</summary>
[Collection(nameof(AzuriteCollection))]
public sealed class BusyStorageTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly FaultyTransport _line = new();

    public void Dispose()
    {
        _folder.Dispose();
        _line.Dispose();
    }

    [NodeTheory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_busy_storage_is_asked_again_and_nobody_notices(int status)
    {
        await using var journal = Open();
        _line.Refuse(3, status);
        Text(await journal.AppendAsync(On(Masons, 0, Entry(1)))).ShouldBe("appended at 1");
        _line.Refused.ShouldBe(3);
        journal.WriteProblem.ShouldBeNull();
    }

    [NodeFact]
    public async Task A_storage_that_stays_busy_refuses_and_the_same_append_is_taken_later()
    {
        var told = new Told();
        await using var journal = Open(told);
        _line.Refuse(1_000, 503);
        var refused = Enumerable.Range(1, 20).Select(i => journal.AppendAsync(
            On(new StreamName($"sections/{i}"), 0, Entry(i))).AsTask()).ToList();
        foreach (var append in refused)
            (await Should.ThrowAsync<JournalUnavailableException>(() => append)).IsOfTheLog.ShouldBeTrue();
        // Two groups at most were tried; the others heard of it at once.
        _line.Refused.ShouldBeInRange(5, 15);
        journal.WriteProblem.ShouldNotBeNull().ShouldContain("503: ");

        _line.Refuse(0, 503);
        await told.AgainAsync().WaitAsync(Patience);
        for (var i = 1; i <= 20; i++)
        {
            var stream = new StreamName($"sections/{i}");
            Text(await journal.AppendAsync(On(stream, 0, Entry(i)))).ShouldBe($"appended at {i}");
        }
    }

    [NodeFact]
    public async Task While_the_storage_is_slow_a_bounded_number_waits_and_each_is_answered()
    {
        await using var journal = Open();
        _line.Hold();
        var first = journal.AppendAsync(On(Masons, 0, Entry(1))).AsTask();
        await _line.Held.WaitAsync(Patience);

        var waiting = Enumerable.Range(2, AppendQueue.AppendsWaitingMax).Select(i => journal.AppendAsync(
            On(new StreamName($"sections/{i}"), 0, Entry(i))).AsTask()).ToList();
        var tooMany = Enumerable.Range(0, 10).Select(i => journal.AppendAsync(
            On(new StreamName($"strikes/{i}"), 0, Entry(100_000 + i))).AsTask()).ToList();
        foreach (var append in tooMany)
            (await Should.ThrowAsync<JournalUnavailableException>(() => append)).Message.ShouldContain("too slow");
        waiting.ShouldAllBe(append => !append.IsCompleted);

        _line.Release();
        Text(await first).ShouldBe("appended at 1");
        var answers = await Task.WhenAll(waiting).WaitAsync(Patience);
        answers.ShouldAllBe(answer => answer is AppendResult.Appended);
        journal.Position.ShouldBe(AppendQueue.AppendsWaitingMax + 1);
    }

    private SqliteJournal Open(Told? told = null) => SqliteJournal.Open(_folder.Path, new JournalOptions
    {
        Log = BlobLog.Open(
            StorageAccount.Parse(azurite.Server.ConnectionString), AzuriteServer.NewContainer(),
            BlobLog.SegmentBlocksMax, _line),
        RoomWait = TimeSpan.FromMilliseconds(1),
        Warn = told is null ? null : told.Add,
    });
}
