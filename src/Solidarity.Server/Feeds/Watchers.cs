using Solidarity.Domain.Decisions;
using Solidarity.Server.Callers;
using Solidarity.Server.Errors;

namespace Solidarity.Server.Feeds;

/// <summary>
/// Gives seats to those who watch anything, so that there are never more than can be served. While there is room,
/// everybody has as many as they ask for. When all are taken, a caller with fewer than another takes one of the caller
/// who has most: so nobody can use up the seats of others, and who comes new always gets in.
/// </summary>
/// <param name="max">How many seats there are.</param>
/// <param name="limit">The name of that limit, for refusals.</param>
internal sealed class Watchers(int max, string limit = nameof(ServerLimits.WatchersMax))
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Caller, List<Seat>> _callers = [];
    private int _count;

    /// <exception cref="RefusedException">All seats are taken, and nobody has more than this caller would have.
    /// </exception>
    public Seat Enter(Caller caller)
    {
        Seat? moved = null;
        var seat = new Seat(this, caller);
        lock (_gate)
        {
            var own = _callers.GetValueOrDefault(caller)?.Count ?? 0;
            if (_count >= max)
                moved = Displace(own);
            if (!_callers.TryGetValue(caller, out var seats))
                _callers[caller] = seats = [];
            seats.Add(seat);
            _count++;
        }
        moved?.Move();
        return seat;
    }

    public RefusedException GaveWay() => new(CommonRefusals.LimitReached(
        limit, max,
        "too many are watching, and this caller watches most: the watch gave way to another caller's"));

    // The newest seat of whoever has most; costs a pass over the callers.
    private Seat Displace(int own)
    {
        var most = _callers.Values.MaxBy(seats => seats.Count)!;
        if (most.Count <= own + 1)
            throw new RefusedException(CommonRefusals.LimitReached(
                limit, max,
                $"too many are watching; this caller watches {own} already, and nobody watches more than that"));
        var moved = most[^1];
        Remove(moved);
        return moved;
    }

    private void Leave(Seat seat)
    {
        lock (_gate)
            Remove(seat);
    }

    private void Remove(Seat seat)
    {
        if (seat.Gone)
            return;
        seat.Gone = true;
        _count--;
        var seats = _callers[seat.Caller];
        seats.Remove(seat);
        if (seats.Count == 0)
            _callers.Remove(seat.Caller);
    }

    internal sealed class Seat(Watchers watchers, Caller caller) : IDisposable
    {
        private readonly CancellationTokenSource _moved = new();

        public Caller Caller => caller;

        /// <summary>Cancelled when it is given to another caller.</summary>
        public CancellationToken Moved => _moved.Token;

        internal bool Gone { get; set; }

        internal void Move() => _moved.Cancel();

        // The source has no timer and no handle, so whoever moves it late may still do so.
        public void Dispose() => watchers.Leave(this);
    }
}
