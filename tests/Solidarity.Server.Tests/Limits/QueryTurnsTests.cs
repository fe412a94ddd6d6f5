using Grpc.Core;
using Solidarity.Server.Callers;
using Solidarity.Server.Errors;
using Solidarity.Server.Tests.Hosting;

namespace Solidarity.Server.Tests.Limits;

public sealed class QueryTurnsTests
{
    private static readonly Caller Stranger = new("stranger");
    private static readonly Caller Member = new("member");

    private readonly ManualTime _time = new(new DateTimeOffset(1868, 3, 23, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_stranger_with_many_queries_leaves_room_for_others()
    {
        var turns = new QueryTurns("QueriesMax", max: 3, callerMax: 2, _time);
        var flood = Enumerable.Range(0, 20).Select(_ => turns.EnterAsync(Stranger, default)).ToArray();
        flood.Count(turn => turn.IsCompletedSuccessfully).ShouldBe(2);
        var member = turns.EnterAsync(Member, default);
        member.IsCompletedSuccessfully.ShouldBeTrue();
        var second = turns.EnterAsync(Member, default);
        second.IsCompleted.ShouldBeFalse();

        // Turns are taken: after one more of the stranger's it is the member's, though twenty came before.
        (await flood[0]).Dispose();
        second.IsCompleted.ShouldBeFalse();
        (await flood[1]).Dispose();
        (await second.WaitAsync(TestServer.Deadline())).Dispose();
        (await member).Dispose();
        foreach (var turn in flood)
            (await turn.WaitAsync(TestServer.Deadline())).Dispose();
    }

    [Fact]
    public async Task Callers_take_turns()
    {
        var turns = new QueryTurns("QueriesMax", max: 1, callerMax: 1, _time);
        var first = await turns.EnterAsync(Stranger, default);
        Caller[] asking = [Stranger, Stranger, Stranger, Member, new("third"), Member];
        var waiting = asking.Select(caller => (caller, Turn: turns.EnterAsync(caller, default))).ToList();
        var order = new List<string>();
        var running = first;
        while (waiting.Count > 0)
        {
            running.Dispose();
            var next = await Task.WhenAny(waiting.Select(each => each.Turn)).WaitAsync(TestServer.Deadline());
            var at = waiting.FindIndex(each => each.Turn == next);
            order.Add(waiting[at].caller.Name);
            running = await next;
            waiting.RemoveAt(at);
        }
        order.ShouldBe(["stranger", "member", "third", "stranger", "member", "stranger"]);
    }

    [Fact]
    public async Task Who_waits_too_long_or_asks_too_much_is_told_so()
    {
        var turns = new QueryTurns("QueriesMax", max: 1, callerMax: 1, _time);
        var running = await turns.EnterAsync(Stranger, default);
        var waiting = Enumerable.Range(0, ServerLimits.QueriesWaitingPerCallerMax)
            .Select(_ => turns.EnterAsync(Stranger, default)).ToArray();
        (await Should.ThrowAsync<RefusedException>(() => turns.EnterAsync(Stranger, default))).Refusal.Reason
            .ShouldBe("LIMIT_REACHED");
        var member = turns.EnterAsync(Member, default);
        _time.Advance(TimeSpan.FromMilliseconds(ServerLimits.QueryWaitMsMax));
        var told = Refused.Of(await Should.ThrowAsync<RpcException>(() => member));
        told.ShouldSay(StatusCode.ResourceExhausted, "OVERLOADED");
        told.RetryAfter.ShouldBe(TimeSpan.FromSeconds(ErrorStatus.RetrySeconds));
        foreach (var late in waiting)
            await Should.ThrowAsync<RpcException>(() => late);

        running.Dispose();
        (await turns.EnterAsync(Member, default)).Dispose();
        using var left = new CancellationTokenSource();
        using var last = await turns.EnterAsync(Member, default);
        var gone = turns.EnterAsync(Member, left.Token);
        await left.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => gone);
    }

    [Fact]
    public async Task Callers_take_turns_on_the_threads_too()
    {
        using var workers = new FairWorkers("test", threads: 1, () => false);
        using var begin = new ManualResetEventSlim();
        var order = new List<string>();
        var all = new List<Task>
        {
            workers.RunAsync(new Caller("first"), () =>
            {
                begin.Wait(TestServer.Deadline());
                return Task.CompletedTask;
            }),
        };
        foreach (var caller in (Caller[])[Stranger, Stranger, Stranger, Member])
            all.Add(workers.RunAsync(caller, () => NoteAsync(caller)));
        begin.Set();
        await Task.WhenAll(all).WaitAsync(TestServer.Deadline());
        order.ShouldBe(["stranger", "member", "stranger", "stranger"]);

        async Task NoteAsync(Caller caller)
        {
            var thread = Environment.CurrentManagedThreadId;
            order.Add(caller.Name);
            // Also what comes after a wait runs there.
            await Task.Yield();
            Environment.CurrentManagedThreadId.ShouldBe(thread);
        }
    }
}
