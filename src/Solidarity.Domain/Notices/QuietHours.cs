using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Notices;

/// <summary>When a body is to be left alone, by its own clocks.</summary>
/// <param name="From">When its quiet hours begin, in minutes after midnight, 0 to 1,439.</param>
/// <param name="Until">When they end; before <paramref name="From"/> they go over midnight, and the same: there are
/// none.</param>
/// <param name="Zone">An offset from UTC (<c>+01:00</c>) or the name of a time zone (<c>Europe/Zurich</c>). Which zones
/// there are, and when their clocks change, no decision may rest on: that differs from machine to machine.</param>
public sealed record QuietHours(int From, int Until, string Zone)
{
    public const int ZoneCharsMax = 40;
    private const int DayMinutes = 24 * 60;

    /// <summary>Unless a body chooses: from nine in the evening to seven in the morning.</summary>
    public static QuietHours Default { get; } = new(21 * 60, 7 * 60, "+00:00");

    /// <summary>How many minutes of quiet hours are left at a time of day; 0 outside of them.</summary>
    public static int MinutesLeft(int from, int until, int minute)
    {
        var quiet = (until - from + DayMinutes) % DayMinutes;
        var since = (minute - from + DayMinutes) % DayMinutes;
        return since < quiet ? quiet - since : 0;
    }

    internal Refusal? Problem() => this switch
    {
        { From: < 0 or >= DayMinutes } => CommonRefusals.Malformed("quiet.from", "is no time of day"),
        { Until: < 0 or >= DayMinutes } => CommonRefusals.Malformed("quiet.until", "is no time of day"),
        _ => IsZone(Zone) ? null : CommonRefusals.Malformed(
            "quiet.zone", "is neither an offset such as +01:00 nor a time zone such as Europe/Zurich"),
    };

    /// <summary>Whether a text may be the name of a zone, or an offset. It names a file on most machines, so it must
    /// not lead out of its folder.</summary>
    public static bool IsZone(string text) => text.Length is >= 1 and <= ZoneCharsMax && text[0] != '/'
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+' or ':');
}
