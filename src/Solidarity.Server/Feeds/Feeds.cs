using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Solidarity.Grains.ReadModels;

namespace Solidarity.Server.Feeds;

/// <summary>The feeds of one kind of message that somebody watches: one for each topic, gone with its last watcher.
/// </summary>
internal sealed class Feeds<TMessage>(
    Projector projector, TimeProvider time, Watchers watchers, IHostApplicationLifetime lifetime)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<FeedTopic<TMessage>, Shared> _feeds = [];

    /// <summary>How many topics are watched.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _feeds.Count;
        }
    }

    /// <summary>Writes a topic to one watcher: as it is now, and then after each change, until the watcher leaves or
    /// the service stops.</summary>
    /// <param name="afterPosition">The position that the watcher has; 0 for none.</param>
    /// <exception cref="Errors.RefusedException">There are too many watchers already.</exception>
    public async Task WatchAsync(
        FeedTopic<TMessage> topic, long afterPosition, IAsyncStreamWriter<TMessage> watcher,
        CancellationToken cancellation)
    {
        using var seat = watchers.Enter();
        // A watch has no end of its own and would hold up the stop.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        var feed = Join(topic);
        try
        {
            await foreach (var message in feed.FollowAsync(afterPosition, end.Token))
                await watcher.WriteAsync(message, end.Token);
        }
        finally
        {
            Leave(topic);
        }
    }

    private Feed<TMessage> Join(FeedTopic<TMessage> topic)
    {
        lock (_gate)
        {
            var (feed, count) = _feeds.TryGetValue(topic, out var known)
                ? known
                : new Shared(new Feed<TMessage>(topic, projector, time), 0);
            _feeds[topic] = new Shared(feed, count + 1);
            return feed;
        }
    }

    private void Leave(FeedTopic<TMessage> topic)
    {
        lock (_gate)
        {
            var (feed, count) = _feeds[topic];
            if (count > 1)
            {
                _feeds[topic] = new Shared(feed, count - 1);
                return;
            }
            _feeds.Remove(topic);
            feed.Dispose();
        }
    }

    private readonly record struct Shared(Feed<TMessage> Feed, int Watchers);
}
