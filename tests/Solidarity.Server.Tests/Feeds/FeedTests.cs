using Microsoft.Extensions.DependencyInjection;
using Solidarity.Server.Feeds;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Feeds;

public sealed class FeedTests
{
    private const int Many = 200;

    private readonly CountedTopic.Counter _written = new();

    [Fact]
    public async Task Many_watchers_share_one_message_for_each_change()
    {
        await using var server = await BegunAsync();
        var watching = Enumerable.Range(0, Many).Select(_ => Watch(server)).ToArray();
        var first = await Task.WhenAll(watching.Select(reader => reader.NextAsync()));
        first.ShouldAllBe(message => ReferenceEquals(message, first[0]));
        _written.Count.ShouldBe(1);

        server.PassPause();
        await PledgeAsync(server, "p-1");
        var second = await Task.WhenAll(watching.Select(reader => reader.NextAsync()));
        second.ShouldAllBe(message => ReferenceEquals(message, second[0]));
        second[0].Position.ShouldBeGreaterThan(first[0].Position);
        _written.Count.ShouldBe(2);
        await LeaveAsync(watching);
    }

    [Fact]
    public async Task Changes_within_a_pause_are_shown_together()
    {
        await using var server = await BegunAsync();
        await using var reader = Watch(server);
        var first = await reader.NextAsync();
        const int pledges = 50;
        for (var i = 0; i < pledges; i++)
            await PledgeAsync(server, $"p-{i}");
        await server.QuietAsync();
        _written.Count.ShouldBe(1);

        server.PassPause();
        var second = await reader.NextAsync();
        second.Board.AidTotal.ShouldBe(pledges);
        second.Position.ShouldBeGreaterThan(first.Position);
        _written.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_watcher_that_takes_nothing_skips_what_it_missed_and_holds_up_nobody()
    {
        await using var server = await BegunAsync();
        await using var slow = Watch(server);
        var stale = await slow.ComingAsync();
        await using var quick = Watch(server);
        await quick.NextAsync();
        const int pledges = 5;
        var last = stale;
        for (var i = 1; i <= pledges; i++)
        {
            // All that follows from it falls into the pause.
            await PledgeAsync(server, $"p-{i}");
            await server.QuietAsync();
            server.PassPause();
            var next = await quick.NextAsync();
            next.Board.AidTotal.ShouldBe(i);
            next.Position.ShouldBeGreaterThan(last.Position);
            last = next;
        }

        slow.Take();
        (await slow.NextAsync()).ShouldBeSameAs(last);
    }

    [Fact]
    public async Task Who_joins_late_begins_with_what_is_known_by_then()
    {
        await using var server = await BegunAsync();
        await using var early = Watch(server);
        var first = await early.NextAsync();
        // Within the pause, so that the feed has not shown it yet.
        await PledgeAsync(server, "p-1");
        await server.QuietAsync();
        await using var late = Watch(server);
        await using var resumed = Watch(server, first.Position);
        server.PassPause();
        var present = await late.NextAsync();
        present.Board.AidTotal.ShouldBe(1);
        (await resumed.NextAsync()).ShouldBeSameAs(present);
        _written.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_feed_goes_with_its_last_watcher()
    {
        await using var server = await BegunAsync();
        var feeds = FeedsOf(server);
        var (one, other) = (Watch(server), Watch(server));
        await one.NextAsync();
        await other.NextAsync();
        feeds.Count.ShouldBe(1);
        await one.DisposeAsync();
        feeds.Count.ShouldBe(1);
        await other.DisposeAsync();
        feeds.Count.ShouldBe(0);

        server.PassPause();
        await PledgeAsync(server, "p-1");
        await server.QuietAsync();
        _written.Count.ShouldBe(1);
        await using var again = Watch(server);
        (await again.NextAsync()).Board.AidTotal.ShouldBe(1);
    }

    private static Feeds<V1.WatchBoardResponse> FeedsOf(TestServer server) =>
        server.Server.Services.GetRequiredService<Feeds<V1.WatchBoardResponse>>();

    private static async Task LeaveAsync(IEnumerable<Reader> readers)
    {
        foreach (var reader in readers)
            await reader.DisposeAsync();
    }

    private static async Task PledgeAsync(TestServer server, string id) =>
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, id, 1));

    private Reader Watch(TestServer server, long after = 0) => new(FeedsOf(server), new CountedTopic(_written), after);
}
