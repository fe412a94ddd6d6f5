namespace Solidarity.Cli.Tests.Running;

/// <summary>A clock that says noon of 3 May 1868 until a test moves it. Timers are real ones, so that what waits for
/// parts of a second need not be thought of; those that fall due when the clock is moved ring then.</summary>
internal sealed class StandingTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<StandingTimer> _timers = [];
    private DateTimeOffset _now = new(1868, 5, 3, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public void Advance(TimeSpan by)
    {
        StandingTimer[] due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now).OrderBy(timer => timer.Due)];
            foreach (var timer in due)
                timer.Due = null;
        }
        foreach (var timer in due)
            timer.Ring();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new StandingTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Rings when its time has gone by for real or by the clock, whichever is first.</summary>
    private sealed class StandingTimer : ITimer
    {
        private readonly StandingTime _time;
        private readonly Timer _real;

        public StandingTimer(StandingTime time, Action ring)
        {
            _time = time;
            Ring = ring;
            _real = new Timer(_ => OnReal());
            lock (time._gate)
                time._timers.Add(this);
        }

        public Action Ring { get; }

        public DateTimeOffset? Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_time._gate)
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : _time._now + dueTime;
            return _real.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (_time._gate)
                _time._timers.Remove(this);
            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void OnReal()
        {
            lock (_time._gate)
            {
                if (Due is null)
                    return;
                Due = null;
            }
            Ring();
        }
    }
}
