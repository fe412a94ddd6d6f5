using System.Threading.Channels;
using Grpc.Core;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Solidarity.Server.Health;

/// <summary>
/// The state of each service, as the health service tells it. The server as a whole has the empty name and is
/// NOT_SERVING until it is set otherwise. Safe for concurrent use.
/// </summary>
public sealed class HealthStatuses
{
    /// <summary>How many clients may watch at once; one more is refused with RESOURCE_EXHAUSTED.</summary>
    public const int WatchersMax = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServingStatus> _statuses = new() { [""] = ServingStatus.NotServing };
    private readonly HashSet<Watcher> _watchers = [];

    /// <summary>Sets the state of a service and tells those who watch it. The same state again tells nobody.</summary>
    /// <param name="service">The full name of the service; empty for the server as a whole.</param>
    /// <param name="serving">Whether it can do its work.</param>
    public void Set(string service, bool serving)
    {
        ArgumentNullException.ThrowIfNull(service);
        var status = serving ? ServingStatus.Serving : ServingStatus.NotServing;
        lock (_lock)
        {
            if (_statuses.TryGetValue(service, out var former) && former == status)
                return;
            _statuses[service] = status;
            foreach (var watcher in _watchers.Where(watcher => watcher.Service == service))
                watcher.Tell(status);
        }
    }

    /// <summary>The state of a service, or null when it was never set.</summary>
    internal ServingStatus? Find(string service)
    {
        lock (_lock)
            return _statuses.TryGetValue(service, out var status) ? status : null;
    }

    /// <summary>The state of every service that was ever set.</summary>
    internal Dictionary<string, ServingStatus> All()
    {
        lock (_lock)
            return new(_statuses);
    }

    /// <summary>Begins to watch a service; the present state is the first that the watcher is told.</summary>
    internal Watcher Watch(string service)
    {
        lock (_lock)
        {
            if (_watchers.Count >= WatchersMax)
            {
                throw new RpcException(new Status(
                    StatusCode.ResourceExhausted, $"{WatchersMax} clients watch the health of this server already."));
            }

            var watcher = new Watcher(this, service);
            _watchers.Add(watcher);
            watcher.Tell(_statuses.GetValueOrDefault(service, ServingStatus.ServiceUnknown));
            return watcher;
        }
    }

    /// <summary>One client that watches one service. Dispose it to stop.</summary>
    internal sealed class Watcher(HealthStatuses statuses, string service) : IDisposable
    {
        // A slow client needs the last state only, so nothing piles up.
        private readonly Channel<ServingStatus> _told = Channel.CreateBounded<ServingStatus>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        public string Service => service;

        /// <summary>The states, as they change, without end.</summary>
        public IAsyncEnumerable<ServingStatus> ReadAllAsync(CancellationToken cancellationToken) =>
            _told.Reader.ReadAllAsync(cancellationToken);

        public void Dispose()
        {
            lock (statuses._lock)
                statuses._watchers.Remove(this);
        }

        internal void Tell(ServingStatus status) => _told.Writer.TryWrite(status);
    }
}
