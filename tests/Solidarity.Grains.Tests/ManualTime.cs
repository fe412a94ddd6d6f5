using Microsoft.Extensions.Time.Testing;
using Solidarity.Grains.Delivery;

namespace Solidarity.Grains.Tests;

/// <summary>A clock that stands still until a test moves it, and tells of the timers that are set on it. Tests of the
/// server use it too.</summary>
internal sealed class ManualTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    /// <summary>How long, by a real clock, something may be waited for: a test that waits for ever says so instead.
    /// </summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<DateTimeOffset, DateTimeOffset> _due = new();
    private TaskCompletionSource _timerSet = NewSignal();

    /// <summary>Lets the dispatcher's pauses go by, until something has happened.</summary>
    public async Task PassPausesUntilAsync(Task happened)
    {
        using var deadline = new CancellationTokenSource(WaitMax);
        while (!happened.IsCompleted)
        {
            // When the next one has begun, and no longer than it is.
            var due = NextDueAsync(TimeSpan.FromSeconds(Dispatcher.RetrySecondsMax));
            await Task.WhenAny(happened, due).WaitAsync(deadline.Token);
            if (!happened.IsCompleted)
                SetUtcNow(await due);
        }
        await happened;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime <= TimeSpan.Zero)
            return timer;
        lock (_gate)
        {
            var due = GetUtcNow() + dueTime;
            _due.Enqueue(due, due);
            _timerSet.SetResult();
            _timerSet = NewSignal();
        }
        return timer;
    }

    /// <summary>Completes when a timer is set that is due within a time from now; says when.</summary>
    private async Task<DateTimeOffset> NextDueAsync(TimeSpan within)
    {
        while (true)
        {
            Task set;
            lock (_gate)
            {
                var now = GetUtcNow();
                while (_due.TryPeek(out var past, out _) && past <= now)
                    _due.Dequeue();
                if (_due.TryPeek(out var next, out _) && next <= now + within)
                    return next;
                set = _timerSet.Task;
            }
            await set;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
