using Solidarity.Domain.Notices;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Notices;

/// <summary>Time zones as people name them: an offset, <c>+01:00</c>, or a name of the machine's table of zones
/// (tzdata), <c>Europe/Zurich</c>. They need no ICU.</summary>
internal static class Zones
{
    /// <summary>How far the zone's clocks are ahead of UTC at a time; null where there is no such zone here.</summary>
    public static TimeSpan? OffsetAt(string zone, DateTimeOffset at) =>
        Clocks.UtcOffset(zone) is { } minutes ? TimeSpan.FromMinutes(minutes)
        : QuietHours.IsZone(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)
            // Old local times have seconds; a moment of ours has whole minutes.
            ? TimeSpan.FromMinutes(Math.Round(known.GetUtcOffset(at).TotalMinutes))
            : null;
}
