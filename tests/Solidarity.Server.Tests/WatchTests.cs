using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

public sealed class WatchTests
{
    [Fact]
    public async Task A_watch_begins_with_the_present_and_tells_each_change()
    {
        await using var server = await BegunAsync();
        using var watch = Watch(server);
        var first = await watch.NextAsync();
        first.Board.ShouldBe(await server.BoardAsync());

        server.PassPause();
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 10));
        var second = await watch.NextAsync(server, next => next.Board.AidTotal == 1);
        second.Board.Aid.ShouldHaveSingleItem().AidId.ShouldBe("p-1");
        second.Position.ShouldBeGreaterThan(first.Position);
        server.PassPause();
        await server.Calls.DeclineCallAsync(new() { RequestId = server.NewId(), Section = Printers, Strike = Strike });
        await watch.NextAsync(server, next => next.Board.Answers.Declined == 1);
    }

    [Fact]
    public async Task A_watch_resumes_behind_the_last_message_and_repeats_nothing()
    {
        await using var server = await BegunAsync();
        long seen;
        using (var broken = Watch(server))
            seen = (await broken.NextAsync()).Position;
        // Something else happens: the strike does not change by it.
        await server.DepositAsync(Printers, 1);
        using var resumed = Watch(server, seen);
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 10));
        await server.QuietAsync();
        server.PassPause();
        var next = await resumed.NextAsync(server, next => next.Board.AidTotal == 1);

        // What was missed while nobody watched comes at once.
        using var late = Watch(server, seen);
        (await late.NextAsync()).ShouldBe(next);
    }

    [Fact]
    public async Task A_summary_is_the_board_without_its_list_of_aid()
    {
        await using var server = await BegunAsync();
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 10));
        var summary = await server.BoardAsync();
        summary.Aid.ShouldHaveSingleItem();
        summary.Aid.Clear();

        using var watch = Watch(server, view: V1.BoardView.Summary);
        (await watch.NextAsync()).Board.ShouldBe(summary);
        (await server.Strikes.GetBoardAsync(new() { Name = Strike, View = V1.BoardView.Summary })).ShouldBe(summary);
        (await server.Strikes.ListBoardsAsync(new() { View = V1.BoardView.Summary })).Boards.ShouldBe([summary]);
        var full = await server.Strikes.GetBoardAsync(new() { Name = Strike, View = V1.BoardView.Full });
        full.ShouldBe(await server.BoardAsync());
    }

    [Fact]
    public async Task A_view_that_there_is_not_is_refused()
    {
        await using var server = await BegunAsync();
        const V1.BoardView unknown = (V1.BoardView)9;
        using var watch = Watch(server, view: unknown);
        Refused.Of(await Should.ThrowAsync<RpcException>(() => watch.NextAsync()))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "view");
        (await Refused.ByAsync(server.Strikes.GetBoardAsync(new() { Name = Strike, View = unknown })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "view");
        (await Refused.ByAsync(server.Strikes.ListBoardsAsync(new() { View = unknown })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "view");
    }

    [Fact]
    public async Task A_watch_does_not_resume_from_what_has_not_happened()
    {
        await using var server = await BegunAsync();
        using (var watch = Watch(server, -1))
        {
            Refused.Of(await Should.ThrowAsync<RpcException>(() => watch.NextAsync()))
                .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "after_position");
        }
        using (var watch = Watch(server, long.MaxValue))
        {
            Refused.Of(await Should.ThrowAsync<RpcException>(() => watch.NextAsync()))
                .ShouldSay(StatusCode.FailedPrecondition, "JOURNAL_BEHIND");
        }
    }

    [Fact]
    public async Task A_reader_that_leaves_leaves_no_error()
    {
        await using var server = await BegunAsync();
        var watch = Watch(server);
        await watch.NextAsync();
        watch.Dispose();
        await server.DepositAsync(Printers, 1);
        await server.QuietAsync();
        server.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_ends_watches_with_UNAVAILABLE()
    {
        await using var server = await BegunAsync();
        using var watch = Watch(server);
        await watch.NextAsync();
        var stopped = server.Server.DisposeAsync();
        Refused.Of(await Should.ThrowAsync<RpcException>(() => watch.NextAsync()))
            .ShouldSay(StatusCode.Unavailable, "STOPPING");
        await stopped;
    }

    private static AsyncServerStreamingCall<V1.WatchBoardResponse> Watch(
        TestServer server, long after = 0, V1.BoardView view = default) =>
        server.Strikes.WatchBoard(
            new() { Name = Strike, AfterPosition = after, View = view }, cancellationToken: TestServer.Deadline());
}
