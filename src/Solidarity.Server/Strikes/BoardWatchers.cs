using Solidarity.Domain.Decisions;
using Solidarity.Server.Errors;

namespace Solidarity.Server.Strikes;

/// <summary>Counts those who watch, so that there are never more than can be served.</summary>
internal sealed class BoardWatchers
{
    private int _count;

    /// <exception cref="RefusedException">There are <see cref="ServerLimits.WatchersMax"/> already.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _count) <= ServerLimits.WatchersMax)
            return new Seat(this);
        Interlocked.Decrement(ref _count);
        throw new RefusedException(CommonRefusals.LimitReached(
            nameof(ServerLimits.WatchersMax), ServerLimits.WatchersMax, "too many boards are being watched"));
    }

    private sealed class Seat(BoardWatchers watchers) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref watchers._count);
    }
}
