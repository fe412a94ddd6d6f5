namespace Solidarity.Replay.Stories;

/// <summary>
/// The clock of a story: it stands still until it is moved to the day of the next step, and never goes back, so that
/// what the story leaves in the journal has nothing of the wall clock in it. Timers ring when their time is passed.
/// </summary>
internal sealed class StoryClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<StoryTimer> _timers = [];
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <summary>Moves to <paramref name="time"/>, unless it is past already.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        StoryTimer[] due;
        lock (_gate)
        {
            if (time <= _now)
                return;
            _now = time;
            due = [.. _timers.Where(timer => timer.Due <= time)];
            foreach (var timer in due)
                _timers.Remove(timer);
        }
        foreach (var timer in due)
            timer.Ring();
    }

    /// <remarks>A period is not kept: nobody in the service asks for one.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new StoryTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class StoryTimer(StoryClock clock, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                if (dueTime > TimeSpan.Zero)
                {
                    Due = clock._now + dueTime;
                    clock._timers.Add(this);
                    return true;
                }
            }
            ring();
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
