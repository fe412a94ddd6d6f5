using Solidarity.Domain.Decisions;
using Solidarity.Server.Errors;

namespace Solidarity.Server.Callers;

/// <summary>
/// Lets a bounded number of queries run at once, and of one caller fewer than that; the others wait, and callers take
/// turns. So whoever asks much waits for itself.
/// </summary>
/// <param name="limit">The name of the limit, for refusals.</param>
/// <param name="max">How many run at once.</param>
/// <param name="callerMax">How many of one caller.</param>
internal sealed class QueryTurns(string limit, int max, int callerMax, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Caller, Queries> _callers = [];
    private readonly Queue<Caller> _order = new();
    private readonly HashSet<Caller> _ordered = [];
    private int _running;

    /// <summary>Completes when it is this query's turn; dispose when it is answered.</summary>
    /// <exception cref="RefusedException">Too many of the caller's wait already.</exception>
    /// <exception cref="RpcException">It waited too long.</exception>
    public async Task<IDisposable> EnterAsync(Caller caller, CancellationToken cancellation)
    {
        var turn = Ask(caller);
        try
        {
            await turn.Come.Task.WaitAsync(
                TimeSpan.FromMilliseconds(ServerLimits.QueryWaitMsMax), time, cancellation);
            return turn;
        }
        catch (Exception problem)
        {
            turn.Dispose();
            if (problem is TimeoutException)
                throw ErrorStatus.TryLater(StatusCode.ResourceExhausted, "OVERLOADED",
                    $"The service has too many queries to answer; this one waited {ServerLimits.QueryWaitMsMax / 1_000}"
                    + $" seconds for its turn. Try again later.", ErrorStatus.RetrySeconds);
            throw;
        }
    }

    private Turn Ask(Caller caller)
    {
        lock (_gate)
        {
            if (!_callers.TryGetValue(caller, out var queries))
                _callers[caller] = queries = new Queries();
            if (queries.Waiting.Count >= ServerLimits.QueriesWaitingPerCallerMax)
                throw new RefusedException(CommonRefusals.LimitReached(
                    nameof(ServerLimits.QueriesWaitingPerCallerMax), ServerLimits.QueriesWaitingPerCallerMax,
                    $"this caller's queries wait for their turn already ({limit} allows {callerMax} of it at once)"));
            var turn = new Turn(this, caller);
            queries.Waiting.AddLast(turn);
            Order(caller);
            Start();
            return turn;
        }
    }

    // Goes round the callers that wait, once; a caller that may start one more goes to the end.
    private void Start()
    {
        for (var left = _order.Count; left > 0 && _running < max; left--)
        {
            var caller = _order.Dequeue();
            _ordered.Remove(caller);
            if (!_callers.TryGetValue(caller, out var queries) || queries.Waiting.First is not { } first)
                continue;
            if (queries.Running < callerMax)
            {
                queries.Waiting.RemoveFirst();
                (queries.Running, _running) = (queries.Running + 1, _running + 1);
                first.Value.Started = true;
                first.Value.Come.SetResult();
            }
            if (queries.Waiting.Count > 0)
                Order(caller);
        }
    }

    // Each caller once, however often its queries came and went.
    private void Order(Caller caller)
    {
        if (_ordered.Add(caller))
            _order.Enqueue(caller);
    }

    private void Leave(Turn turn)
    {
        lock (_gate)
        {
            if (turn.Left)
                return;
            turn.Left = true;
            var queries = _callers[turn.Caller];
            if (turn.Started)
                (queries.Running, _running) = (queries.Running - 1, _running - 1);
            else
                queries.Waiting.Remove(turn);
            if (queries.Running == 0 && queries.Waiting.Count == 0)
                _callers.Remove(turn.Caller);
            Start();
        }
    }

    private sealed class Queries
    {
        public LinkedList<Turn> Waiting { get; } = new();

        public int Running { get; set; }
    }

    private sealed class Turn(QueryTurns turns, Caller caller) : IDisposable
    {
        public Caller Caller => caller;

        public TaskCompletionSource Come { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Started { get; set; }

        public bool Left { get; set; }

        public void Dispose() => turns.Leave(this);
    }
}
