using System.Collections.Concurrent;
using Solidarity.Storage;

namespace Solidarity.Grains.Streams;

/// <summary>The bodies that have a grain in this process. It says where a message is decided soonest, and not who may
/// write: that is decided by the journal's expected version.</summary>
public sealed class AwakeBodies
{
    private readonly ConcurrentDictionary<StreamName, bool> _streams = new();

    public void Add(StreamName stream) => _streams[stream] = true;

    public void Remove(StreamName stream) => _streams.TryRemove(stream, out _);

    public bool Has(StreamName stream) => _streams.ContainsKey(stream);
}
