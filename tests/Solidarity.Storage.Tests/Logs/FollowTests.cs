using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>Blocks that are pushed from the service that wrote them to one that never looks into the log by itself.
/// </summary>
[Collection(nameof(AzuriteCollection))]
public sealed class FollowTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly FaultyTransport _line = new();
    private readonly List<PublishedBlock> _published = [];
    private readonly SqliteJournal _writer;
    private readonly SqliteJournal _follower;

    public FollowTests(AzuriteFixture azurite)
    {
        var container = AzuriteServer.NewContainer();
        _writer = Open("writer", null);
        _follower = Open("follower", _line);
        _writer.Published += _published.Add;

        SqliteJournal Open(string name, FaultyTransport? line) => SqliteJournal.Open(
            Path.Combine(_folder.Path, name),
            new JournalOptions
            {
                Log = BlobLog.Open(StorageAccount.Parse(azurite.Server.ConnectionString), container, 10, line),
                LogPollTime = TimeSpan.FromDays(1),
            });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _follower.DisposeAsync();
        await _writer.DisposeAsync();
    }

    public void Dispose()
    {
        _line.Dispose();
        _folder.Dispose();
    }

    [NodeFact]
    public async Task A_pushed_block_is_followed_without_reading_the_log()
    {
        await WriteAsync(25);
        var reads = _line.Reads;
        foreach (var block in _published) _follower.Follow(block);
        await ReachAsync(25);
        _line.Reads.ShouldBe(reads);
    }

    [NodeFact]
    public async Task A_block_that_was_missed_is_read_from_the_log()
    {
        await WriteAsync(4);
        _follower.Follow(_published[3]);
        await ReachAsync(4);
    }

    [NodeFact]
    public async Task Blocks_that_come_twice_or_late_do_no_harm()
    {
        await WriteAsync(4);
        foreach (var i in (int[])[0, 0, 1, 3, 1, 2, 3, 0]) _follower.Follow(_published[i]);
        await ReachAsync(4);
        await WriteAsync(1, from: 4);
        _follower.Follow(_published[4]);
        await ReachAsync(5);
    }

    [NodeFact]
    public async Task Who_asks_for_all_has_it_though_nothing_was_pushed()
    {
        await WriteAsync(3);
        await _follower.SyncAsync().AsTask().WaitAsync(Patience);
        _follower.Position.ShouldBe(3);
    }

    [NodeFact]
    public async Task A_writer_that_lost_a_race_hears_of_it_and_still_writes()
    {
        var lost = 0;
        _follower.RaceLost += () => lost++;
        await WriteAsync(1);
        Text(await _follower.AppendAsync(On(Weavers, 0, Entry(100)))).ShouldBe("appended at 2");
        lost.ShouldBe(1);
    }

    private async Task WriteAsync(int count, int from = 0)
    {
        for (var i = from + 1; i <= from + count; i++)
            Text(await _writer.AppendAsync(On(Masons, i - 1, Entry(i)))).ShouldBe($"appended at {i}");
    }

    private async Task ReachAsync(long position)
    {
        await _follower.WaitBeyondAsync(position - 1).WaitAsync(Patience);
        (await _follower.ReadAsync(0, 100)).Select(Text).ShouldBe((await _writer.ReadAsync(0, 100)).Select(Text));
    }
}
