namespace Solidarity.Storage;

/// <summary>Times as the journal keeps them: whole milliseconds since 1970, UTC, negative before it.</summary>
internal static class Milliseconds
{
    private const long EpochMs = 62_135_596_800_000;

    internal static long Floor(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>Rounds up, for times that nothing may happen before.</summary>
    internal static long Ceiling(DateTimeOffset time)
    {
        var whole = Floor(time);
        var isWhole = time.UtcTicks == (whole + EpochMs) * TimeSpan.TicksPerMillisecond;
        return isWhole ? whole : Math.Min(whole + 1, Floor(DateTimeOffset.MaxValue));
    }

    /// <summary>False for numbers beyond the years 1 to 9999, which are never written.</summary>
    internal static bool IsTime(long milliseconds) =>
        milliseconds >= Floor(DateTimeOffset.MinValue) && milliseconds <= Floor(DateTimeOffset.MaxValue);

    internal static DateTimeOffset ToTime(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    internal static DateTimeOffset? ToTime(long? milliseconds) =>
        milliseconds is { } known ? ToTime(known) : null;
}
