using System.Runtime.CompilerServices;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Feeds;

/// <summary>
/// One topic, written once for all who see the same of it: at once when it was quiet, and while changes pour in once in
/// <see cref="ServerLimits.FeedPauseMs"/>, or in as many times as long as it took to write, with everything that has
/// changed until then. Each watcher has a position and nothing else: when it can take a message it gets the newest, so
/// a slow one skips what it missed, and neither the feed nor another watcher waits for it. Costs one message for each
/// change that is shown, however many watch, and for each page of the journal one look at the position.
/// </summary>
internal sealed class Feed<TMessage> : IDisposable
{
    private readonly FeedTopic<TMessage> _topic;
    private readonly Projector _projector;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private volatile Shown _latest = new(0, default);
    private volatile bool _hasEnded;

    /// <param name="topic">A shared one.</param>
    /// <param name="run">Runs the feed's work where it does not stand before commands.</param>
    public Feed(FeedTopic<TMessage> topic, Projector projector, TimeProvider time, Func<Func<Task>, Task> run)
    {
        (_topic, _projector, _time) = (topic, projector, time);
        var ended = _end.Token;
        _ = run(() => ShowAsync(ended));
    }

    /// <summary>It failed, or its viewers do not see the same any more; nobody is to join it.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>The newest message after a position, again and again; ends by cancellation, and when the viewers of the
    /// topic do not see the same any more. The first one is not older than what is known when it is asked for.
    /// </summary>
    public async IAsyncEnumerable<(TMessage Message, long Position)> FollowAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var oldest = _topic.ChangedAt(_projector.Current);
        while (true)
        {
            var latest = _latest;
            if (latest.Position > afterPosition && latest.Position >= oldest)
            {
                afterPosition = latest.Position;
                yield return (latest.Message!, afterPosition);
            }
            if (!await latest.Superseded.Task.WaitAsync(cancellation))
                yield break;
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
                var world = _projector.Current;
                var changed = _topic.ChangedAt(world);
                if (changed > _latest.Position)
                {
                    // It begins before anybody can have the message, so that who has the message knows that it runs.
                    pause = Task.Delay(TimeSpan.FromMilliseconds(ServerLimits.FeedPauseMs), _time, ended);
                    var began = Stopwatch.GetTimestamp();
                    if (!Show(world, changed))
                        return;
                    pause = Task.WhenAll(pause, RestAsync(Stopwatch.GetElapsedTime(began), ended));
                }
                await _projector.WaitForAsync(world.Position + 1, ended);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
        catch (Exception problem)
        {
            // Those who watch must not wait for what will never come, and who comes now begins anew.
            _hasEnded = true;
            _latest.Superseded.SetException(problem);
        }
    }

    // What it took of the processor does not hang on the clock of the service.
    private static Task RestAsync(TimeSpan took, CancellationToken ended)
    {
        var rest = took * ServerLimits.FeedRestFactor;
        return rest.TotalMilliseconds <= ServerLimits.FeedPauseMs
            ? Task.CompletedTask
            : Task.Delay(
                Math.Min((int)rest.TotalMilliseconds, ServerLimits.FeedPauseMsMax), ended);
    }

    /// <summary>Writes the topic as it is in a world.</summary>
    /// <returns>False where its viewers do not see the same any more, and the feed has ended.</returns>
    private bool Show(World world, long changed)
    {
        var before = _latest;
        _hasEnded = !_topic.Shared(world).Equals(_topic);
        if (!_hasEnded)
            _latest = new Shown(changed, _topic.Write(world, changed));
        before.Superseded.SetResult(!_hasEnded);
        return !_hasEnded;
    }

    /// <summary>A message that was shown. It does not know the next one: who is slow would keep them all.</summary>
    private sealed class Shown(long position, TMessage? message)
    {
        public long Position { get; } = position;

        public TMessage? Message { get; } = message;

        public TaskCompletionSource<bool> Superseded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
