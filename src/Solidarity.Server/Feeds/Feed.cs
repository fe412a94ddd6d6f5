using System.Runtime.CompilerServices;
using Solidarity.Grains.ReadModels;

namespace Solidarity.Server.Feeds;

/// <summary>
/// One topic, written once for all who watch it: at once when it was quiet, and while changes pour in once in
/// <see cref="ServerLimits.FeedPauseMs"/>, with everything that has changed until then. Each watcher has a position and
/// nothing else: when it can take a message it gets the newest, so a slow one skips what it missed, and neither the
/// feed nor another watcher waits for it. Costs one message for each change that is shown, however many watch, and for
/// each page of the journal one look at the position.
/// </summary>
internal sealed class Feed<TMessage> : IDisposable
{
    private readonly FeedTopic<TMessage> _topic;
    private readonly Projector _projector;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private volatile Shown _latest = new(0, default);

    public Feed(FeedTopic<TMessage> topic, Projector projector, TimeProvider time)
    {
        (_topic, _projector, _time) = (topic, projector, time);
        var ended = _end.Token;
        _ = Task.Run(() => ShowAsync(ended), ended);
    }

    /// <summary>The newest message after a position, again and again; ends by cancellation alone. The first one is not
    /// older than what is known when it is asked for.</summary>
    public async IAsyncEnumerable<TMessage> FollowAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var oldest = _projector.Read(_topic.ChangedAt);
        while (true)
        {
            var latest = _latest;
            if (latest.Position > afterPosition && latest.Position >= oldest)
            {
                afterPosition = latest.Position;
                yield return latest.Message!;
            }
            await latest.Superseded.Task.WaitAsync(cancellation);
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task ShowAsync(CancellationToken ended)
    {
        var pause = Task.CompletedTask;
        try
        {
            while (true)
            {
                await pause;
                var (changed, position) = _projector.Read(world => (_topic.ChangedAt(world), world.Position));
                if (changed > _latest.Position)
                {
                    // It begins before anybody can have the message, so that who has the message knows that it runs.
                    pause = Task.Delay(TimeSpan.FromMilliseconds(ServerLimits.FeedPauseMs), _time, ended);
                    position = Show();
                }
                await _projector.WaitForAsync(position + 1, ended);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
        catch (Exception problem)
        {
            // Those who watch must not wait for what will never come.
            _latest.Superseded.SetException(problem);
        }
    }

    /// <summary>Writes the topic as it is now; gives the position of the world that it was read from.</summary>
    private long Show()
    {
        var (write, changed, position) = _projector.Read(world =>
        {
            var changed = _topic.ChangedAt(world);
            return (_topic.Look(world, changed), changed, world.Position);
        });
        var before = _latest;
        _latest = new Shown(changed, write());
        before.Superseded.SetResult();
        return position;
    }

    /// <summary>A message that was shown. It does not know the next one: who is slow would keep them all.</summary>
    private sealed class Shown(long position, TMessage? message)
    {
        public long Position { get; } = position;

        public TMessage? Message { get; } = message;

        public TaskCompletionSource Superseded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
