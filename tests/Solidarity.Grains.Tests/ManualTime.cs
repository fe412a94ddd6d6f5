using Solidarity.Grains.Couriers;

namespace Solidarity.Grains.Tests;

/// <summary>A clock that stands still until a test moves it. Timers that fall due ring inside
/// <see cref="Advance"/>; nobody in the service asks for a period, so none is kept. Tests of the server use it too.
/// </summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    /// <summary>How long, by a real clock, something may be waited for: a test that waits for ever says so instead.
    /// </summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TaskCompletionSource _timerSet = NewSignal();
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Lets the courier's pauses go by, until something has happened.</summary>
    public async Task PassPausesUntilAsync(Task happened)
    {
        using var deadline = new CancellationTokenSource(WaitMax);
        while (!happened.IsCompleted)
            await PassPauseAsync(happened, deadline.Token);
        await happened;
    }

#if ORLEANS
    // Orleans sets timers on this clock all the time, so that none says that a pause of the courier's has begun.
    private async Task PassPauseAsync(Task happened, CancellationToken deadline)
    {
        Advance(TimeSpan.FromSeconds(Courier.RetrySecondsMax));
        await Task.WhenAny(happened, Task.Delay(1, deadline));
        deadline.ThrowIfCancellationRequested();
    }
#else
    // When the next one has begun, and no longer than it is.
    private async Task PassPauseAsync(Task happened, CancellationToken deadline)
    {
        var due = NextDueAsync(TimeSpan.FromSeconds(Courier.RetrySecondsMax));
        await Task.WhenAny(happened, due).WaitAsync(deadline);
        if (!happened.IsCompleted)
            AdvanceTo(await due);
    }
#endif

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
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
                if (_timers.MinBy(timer => timer.Due) is { } next && next.Due <= _now + within)
                    return next.Due;
                set = _timerSet.Task;
            }
            await set;
        }
    }

    private void AdvanceTo(DateTimeOffset until)
    {
        ManualTimer[] due;
        lock (_gate)
        {
            _now = until;
            due = [.. _timers.Where(timer => timer.Due <= _now).OrderBy(timer => timer.Due)];
            _timers.RemoveAll(due.Contains);
        }
        foreach (var timer in due)
            timer.Ring();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class ManualTimer(ManualTime time, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time._now + dueTime;
                if (dueTime > TimeSpan.Zero)
                {
                    time._timers.Add(this);
                    time._timerSet.SetResult();
                    time._timerSet = NewSignal();
                    return true;
                }
            }
            ring();
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
