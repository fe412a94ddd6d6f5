namespace Solidarity.Server.Hosting;

/// <summary>Finds a clock that was set back. Entries keep the time that the clock said, so some would seem to be
/// earlier than those before them; their order is that of their positions.</summary>
internal static class ClockCheck
{
    // The clocks of several silos differ by seconds.
    private const int ApartSecondsMax = 10;

    /// <summary>A sentence for people; null where the clock is not behind.</summary>
    /// <param name="last">The time of the journal's last entry.</param>
    public static string? Say(DateTimeOffset? last, DateTimeOffset now)
    {
        if (last is not { } entry || entry - now <= TimeSpan.FromSeconds(ApartSecondsMax))
            return null;
        var behind = entry - now;
        var time = behind.Days > 0 ? $"{behind.Days} d {behind.Hours} h"
            : behind.Hours > 0 ? $"{behind.Hours} h {behind.Minutes} min"
            : behind.Minutes > 0 ? $"{behind.Minutes} min"
            : $"{behind.Seconds} s";
        return InEnglish(
            $"The clock of this machine says {now:yyyy-MM-dd HH:mm:ss}, and the last entry of the journal is of "
            + $"{entry:yyyy-MM-dd HH:mm:ss}, {time} later. Check the clock. Until it has caught up, what is recorded "
            + $"has earlier times than what is before it; statements and boards keep the order in which it was "
            + $"recorded.");
    }
}
