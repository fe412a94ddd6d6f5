using Solidarity.Domain.Notices;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Notices;

/// <summary>When what waits for a channel goes out.</summary>
internal static class NoticeSchedule
{
    /// <summary>The first thing waits so long for others that come at once, in seconds: a call that reaches a section
    /// is often one of many.</summary>
    public const int GatherSeconds = 10;

    /// <summary>Behind a message nothing goes out over its channel for so long, in minutes; what comes meanwhile is
    /// told together.</summary>
    public const int PauseMinutes = 5;

    /// <summary>The pause after a first failure, in minutes; each further one is twice as long...</summary>
    public const int RetryMinutesMin = 1;

    /// <summary>... but never longer than this: a channel that is dead costs four entries a day.</summary>
    public const int RetryMinutesMax = 6 * 60;

    /// <param name="queue">Not empty.</param>
    public static DateTimeOffset DueAt(NoticeQueue queue, ChannelRecord record, QuietHours quiet, DateTimeOffset now)
    {
        var test = queue.Listed.LastOrDefault(notice => notice.Kind is null);
        // Whoever tests wants to see it now. A test that has failed is tried again as everything else is.
        if (test is not null && !(record.FailedAt >= test.At))
            return test.At;
        // What is beyond the list came when the list was full, so there is always something before it; but for what
        // was counted while a message with all of the list was under way.
        var due = queue.Listed is [var first, ..] ? first.At.AddSeconds(GatherSeconds) : now;
        if (record.SentAt?.AddMinutes(PauseMinutes) is { } rested && rested > due)
            due = rested;
        if (record is { Tries: > 0, FailedAt: { } failed } && failed + PauseAfter(record.Tries) is var retry
            && retry > due)
            due = retry;
        return Awake(due > now ? due : now, quiet);
    }

    public static TimeSpan PauseAfter(int tries) => TimeSpan.FromMinutes(
        Math.Min(RetryMinutesMax, (long)RetryMinutesMin << Math.Min(tries - 1, 20)));

    /// <summary>That time, or the end of the quiet hours that it lies in.</summary>
    public static DateTimeOffset Awake(DateTimeOffset at, QuietHours quiet)
    {
        // Another machine may not know a zone that was chosen here.
        var local = at.ToOffset(Zones.OffsetAt(quiet.Zone, at) ?? TimeSpan.Zero);
        var left = QuietHours.MinutesLeft(quiet.From, quiet.Until, (local.Hour * 60) + local.Minute);
        return left == 0 ? at : at.AddMinutes(left).AddSeconds(-local.Second).AddMilliseconds(-local.Millisecond);
    }
}
