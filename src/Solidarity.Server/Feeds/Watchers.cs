using Solidarity.Domain.Decisions;
using Solidarity.Server.Errors;

namespace Solidarity.Server.Feeds;

/// <summary>Counts those who watch anything, so that there are never more than can be served.</summary>
internal sealed class Watchers
{
    private int _count;

    /// <exception cref="RefusedException">There are <see cref="ServerLimits.WatchersMax"/> already.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _count) <= ServerLimits.WatchersMax)
            return new Seat(this);
        Interlocked.Decrement(ref _count);
        throw new RefusedException(CommonRefusals.LimitReached(
            nameof(ServerLimits.WatchersMax), ServerLimits.WatchersMax, "too many are watching"));
    }

    private sealed class Seat(Watchers watchers) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref watchers._count);
    }
}
