using Microsoft.Extensions.Hosting;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Callers;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Feeds;

/// <summary>The feeds of one kind of message that somebody watches: one for all who see the same of a topic, gone with
/// its last watcher.</summary>
internal sealed class Feeds<TMessage>(
    Projector projector, [BooksTime] TimeProvider time, Watchers watchers, FeedWorkers workers,
    IHostApplicationLifetime lifetime)
{
    // What the feeds themselves do takes turns with the callers, as one of them.
    private static readonly Caller Writing = new("feeds");

    private readonly Lock _gate = new();
    private readonly Dictionary<FeedTopic<TMessage>, Shared> _feeds = [];

    /// <summary>How many feeds there are.</summary>
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
    /// <exception cref="Errors.RefusedException">There are too many watchers already, or the caller's seat was given to
    /// another.</exception>
    public async Task WatchAsync(
        FeedTopic<TMessage> topic, long afterPosition, IAsyncStreamWriter<TMessage> watcher, Caller caller,
        CancellationToken cancellation)
    {
        using var seat = watchers.Enter(caller);
        // A watch has no end of its own and would hold up the stop.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            cancellation, lifetime.ApplicationStopping, seat.Moved);
        try
        {
            await workers.RunAsync(caller, () => FollowAsync(topic, afterPosition, watcher, end.Token));
        }
        catch (OperationCanceledException) when (
            seat.Moved.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw watchers.GaveWay();
        }
    }

    private async Task FollowAsync(
        FeedTopic<TMessage> topic, long afterPosition, IAsyncStreamWriter<TMessage> watcher, CancellationToken end)
    {
        while (true)
        {
            var shared = topic.Shared(projector.Current);
            var feed = Join(shared);
            try
            {
                await foreach (var (message, position) in feed.FollowAsync(afterPosition, end))
                {
                    // Who sees something else by now than those it came with looks with others.
                    if (!topic.Shared(projector.Current).Equals(shared))
                        break;
                    await watcher.WriteAsync(message, end);
                    afterPosition = position;
                }
            }
            finally
            {
                Leave(shared, feed);
            }
        }
    }

    private Feed<TMessage> Join(FeedTopic<TMessage> topic)
    {
        lock (_gate)
        {
            var (feed, count) = _feeds.TryGetValue(topic, out var known) && !known.Feed.HasEnded
                ? known
                : new Shared(NewFeed(topic), 0);
            _feeds[topic] = new Shared(feed, count + 1);
            return feed;
        }
    }

    private Feed<TMessage> NewFeed(FeedTopic<TMessage> topic) =>
        new(topic, projector, time, work => workers.RunAsync(Writing, work));

    private void Leave(FeedTopic<TMessage> topic, Feed<TMessage> feed)
    {
        lock (_gate)
        {
            // One that has ended is not joined any more, though those who are in it have not left yet.
            if (!_feeds.TryGetValue(topic, out var known) || known.Feed != feed)
                return;
            if (known.Watchers > 1)
            {
                _feeds[topic] = known with { Watchers = known.Watchers - 1 };
                return;
            }
            _feeds.Remove(topic);
            feed.Dispose();
        }
    }

    private readonly record struct Shared(Feed<TMessage> Feed, int Watchers);
}
