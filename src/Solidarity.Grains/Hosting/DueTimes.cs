namespace Solidarity.Grains.Hosting;

/// <summary>Waits for times that may lie far ahead, by a clock that may be moved.</summary>
public static class DueTimes
{
    private static readonly TimeSpan SetWithin = TimeSpan.FromMilliseconds(1);

    // The longest that a timer can wait for is below the longest that a due time can be away.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Completes when the time has come, or after a day at the latest: who waits looks again then. It is set
    /// when this returns.</summary>
    /// <param name="due">Null: it never comes.</param>
    public static Task UntilAsync(this TimeProvider time, DateTimeOffset? due, CancellationToken cancellation)
    {
        while (true)
        {
            var wait = time.WaitFor(due);
            var rings = Task.Delay(wait, time, cancellation);
            // A clock that was moved on just before the timer was set would have it ring too late.
            if (wait - time.WaitFor(due) < SetWithin)
                return rings;
        }
    }

    private static TimeSpan WaitFor(this TimeProvider time, DateTimeOffset? due)
    {
        if (due is not { } until)
            return Timeout.InfiniteTimeSpan;
        var wait = until - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < Longest ? wait : Longest;
    }
}
