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

        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 10));
        var second = await watch.NextAsync();
        second.Board.Aid.ShouldHaveSingleItem().AidId.ShouldBe("p-1");
        second.Position.ShouldBeGreaterThan(first.Position);
        await server.Calls.DeclineCallAsync(new() { RequestId = server.NewId(), Section = Printers, Strike = Strike });
        (await watch.NextAsync()).Board.Answers.Declined.ShouldBe(1);
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
        var next = resumed.NextAsync();
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 10));
        (await next).Board.Aid.ShouldHaveSingleItem();

        // What was missed while nobody watched comes at once.
        using var late = Watch(server, seen);
        (await late.NextAsync()).ShouldBe(await next);
    }

    [Fact]
    public async Task A_watch_does_not_resume_from_what_has_not_happened()
    {
        await using var server = await BegunAsync();
        foreach (var position in (long[])[-1, long.MaxValue])
        {
            using var watch = Watch(server, position);
            Refused.Of(await Should.ThrowAsync<RpcException>(() => watch.NextAsync()))
                .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "after_position");
        }
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_up_nobody_and_then_gets_the_latest()
    {
        await using var server = await BegunAsync();
        using var slow = Watch(server);
        await slow.NextAsync();
        const int pledges = 90;
        for (var i = 0; i < pledges; i++)
        {
            var pledge = server.PledgeOf(Joiners, $"p-{i}", 1);
            pledge.Authority = new string('x', 1_000);
            await server.Pledges.PledgeAsync(pledge);
        }
        var board = await server.BoardAsync();
        board.AidTotal.ShouldBe(pledges);

        V1.WatchBoardResponse last;
        do
            last = await slow.NextAsync();
        while (last.Board.AidTotal < pledges);
        last.Board.ShouldBe(board);
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

    private static AsyncServerStreamingCall<V1.WatchBoardResponse> Watch(TestServer server, long after = 0) =>
        server.Strikes.WatchBoard(
            new() { Name = Strike, AfterPosition = after }, cancellationToken: TestServer.Deadline());
}
