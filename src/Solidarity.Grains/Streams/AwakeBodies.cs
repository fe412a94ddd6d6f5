using System.Collections.Concurrent;
using Solidarity.Storage;

namespace Solidarity.Grains.Streams;

/// <summary>The bodies that have a grain in this process. It says where a message is decided soonest, and not who may
/// write: that is decided by the journal's expected version.</summary>
public sealed class AwakeBodies
{
    private readonly ConcurrentDictionary<StreamName, bool> _streams = new();
    private long _asleepThrough;

    /// <summary>A world that has come so far has all that bodies have done that fell asleep since.</summary>
    public long AsleepThrough => Volatile.Read(ref _asleepThrough);

    public void Add(StreamName stream) => _streams[stream] = true;

    public bool Has(StreamName stream) => _streams.ContainsKey(stream);

    /// <param name="position">The last in the journal that may be the body's.</param>
    public void Remove(StreamName stream, long position)
    {
        FellAsleep(position);
        _streams.TryRemove(stream, out _);
    }

    /// <summary>What a body did up to a position is known to the journal alone from now on.</summary>
    public void FellAsleep(long position)
    {
        var before = AsleepThrough;
        while (before < position)
        {
            var seen = Interlocked.CompareExchange(ref _asleepThrough, position, before);
            if (seen == before)
                return;
            before = seen;
        }
    }
}
