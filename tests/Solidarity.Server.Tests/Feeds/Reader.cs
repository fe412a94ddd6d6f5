using System.Threading.Channels;
using Grpc.Core;
using Solidarity.Server.Callers;
using Solidarity.Server.Feeds;

namespace Solidarity.Server.Tests.Feeds;

/// <summary>A watcher without a connection, that takes a message when the test does and not before.</summary>
internal sealed class Reader : IAsyncStreamWriter<V1.WatchBoardResponse>, IAsyncDisposable
{
    private readonly Channel<V1.WatchBoardResponse> _coming = Channel.CreateUnbounded<V1.WatchBoardResponse>();
    private readonly SemaphoreSlim _taken = new(0);
    private readonly CancellationTokenSource _leaves = new();
    private readonly Task _watch;

    public Reader(Feeds<V1.WatchBoardResponse> feeds, FeedTopic<V1.WatchBoardResponse> topic, long after = 0) =>
        _watch = feeds.WatchAsync(topic, after, this, new Caller("reader"), _leaves.Token);

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>The message that is being given to it; it is taken by <see cref="Take"/>.</summary>
    public ValueTask<V1.WatchBoardResponse> ComingAsync() => _coming.Reader.ReadAsync(Hosting.TestServer.Deadline());

    public void Take() => _taken.Release();

    public async Task<V1.WatchBoardResponse> NextAsync()
    {
        var message = await ComingAsync();
        Take();
        return message;
    }

    public Task WriteAsync(V1.WatchBoardResponse message) => WriteAsync(message, default);

    public async Task WriteAsync(V1.WatchBoardResponse message, CancellationToken cancellationToken)
    {
        _coming.Writer.TryWrite(message);
        await _taken.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(_watch);
        _leaves.Dispose();
        _taken.Dispose();
    }
}
