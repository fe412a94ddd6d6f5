using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Server.Callers;
using Solidarity.Server.Errors;
using Solidarity.Server.Feeds;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Feeds;

public sealed class WatchersTests
{
    private static readonly Caller Stranger = new("stranger");
    private static readonly Caller Member = new("member");

    [Fact]
    public void One_caller_may_have_all_seats_while_nobody_else_asks()
    {
        var watchers = new Watchers(4);
        Enter(watchers, Stranger, 4);
        Should.Throw<RefusedException>(() => watchers.Enter(Stranger)).Refusal.Reason.ShouldBe("LIMIT_REACHED");
    }

    [Fact]
    public void Who_comes_new_takes_a_seat_of_whoever_has_most()
    {
        var watchers = new Watchers(6);
        var strangers = Enter(watchers, Stranger, 6);
        var members = Enter(watchers, Member, 3);
        // The newest give way, and as many to each is as far as it goes.
        strangers.Select(seat => seat.Moved.IsCancellationRequested).ShouldBe([false, false, false, true, true, true]);
        Should.Throw<RefusedException>(() => watchers.Enter(Member));
        Should.Throw<RefusedException>(() => watchers.Enter(Stranger));
        var third = watchers.Enter(new Caller("third"));
        members.Concat(strangers).Count(seat => seat.Moved.IsCancellationRequested).ShouldBe(4);

        // A seat that was taken is not given back twice.
        foreach (var seat in strangers.Concat(members).Append(third))
        {
            seat.Dispose();
            seat.Dispose();
        }
        Enter(watchers, Stranger, 6);
    }

    [Fact]
    public async Task A_new_caller_watches_though_a_stranger_has_all_seats()
    {
        await using var server = await BegunAsync();
        var watchers = server.Server.Services.GetRequiredService<Watchers>();
        var seats = Enter(watchers, Stranger, ServerLimits.WatchersMax);
        using var served = server.Strikes.WatchBoard(new() { Name = Strike });
        (await served.NextAsync()).Board.ShouldNotBeNull();
        seats.Count(seat => seat.Moved.IsCancellationRequested).ShouldBe(1);
    }

    [Fact]
    public async Task A_watch_that_gives_way_says_so()
    {
        await using var server = await BegunAsync();
        using var crowd = GrpcChannel.ForAddress(server.Server.Address);
        var watchers = server.Server.Services.GetRequiredService<Watchers>();
        using var first = Watch(crowd);
        using var second = Watch(crowd);
        await first.NextAsync();
        await second.NextAsync();
        // All others have one each.
        for (var i = 2; i < ServerLimits.WatchersMax; i++)
            watchers.Enter(new Caller($"caller {i}"));
        watchers.Enter(Member);
        var told = await Should.ThrowAsync<RpcException>(
            () => Task.WhenAny(first.NextAsync(), second.NextAsync()).Unwrap());
        Refused.Of(told).ShouldSay(StatusCode.ResourceExhausted, "LIMIT_REACHED");
        Should.Throw<RefusedException>(() => watchers.Enter(new Caller("too late")));
    }

    private static AsyncServerStreamingCall<V1.WatchBoardResponse> Watch(GrpcChannel channel) =>
        new V1.StrikesService.StrikesServiceClient(channel).WatchBoard(new() { Name = Strike });

    private static Watchers.Seat[] Enter(Watchers watchers, Caller caller, int seats) =>
        [.. Enumerable.Range(0, seats).Select(_ => watchers.Enter(caller))];
}
