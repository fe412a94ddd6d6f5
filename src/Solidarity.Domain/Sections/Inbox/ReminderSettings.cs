using Solidarity.Domain.Decisions;
using Solidarity.Domain.Notices;

namespace Solidarity.Domain.Sections.Inbox;

/// <summary>Whether and when a section wants to be reminded of calls that it has not answered.</summary>
/// <param name="QuietFrom">When its quiet hours begin, in minutes after its midnight, 0 to 1,439.</param>
/// <param name="QuietUntil">When they end; before <paramref name="QuietFrom"/> they go over midnight, and the same:
/// there are none.</param>
/// <param name="UtcOffset">How far its clocks are ahead of UTC, in minutes, -840 to 840.</param>
public sealed record ReminderSettings(bool On, int QuietFrom, int QuietUntil, int UtcOffset)
{
    public const int UtcOffsetMax = 14 * 60;
    private const int DayMinutes = 24 * 60;

    /// <summary>Unless a section chooses: reminders, but not from nine in the evening to seven in the morning.
    /// </summary>
    public static ReminderSettings Default { get; } = new(true, 21 * 60, 7 * 60, 0);

    public Refusal? Problem() => this switch
    {
        { QuietFrom: < 0 or >= DayMinutes } => CommonRefusals.Malformed("quiet_from", "is no time of day"),
        { QuietUntil: < 0 or >= DayMinutes } => CommonRefusals.Malformed("quiet_until", "is no time of day"),
        { UtcOffset: < -UtcOffsetMax or > UtcOffsetMax } => CommonRefusals.Malformed(
            "utc_offset", "is more than 14 hours"),
        _ => null,
    };

    /// <summary>The time at which a reminder may come: now, or when the quiet hours are over.</summary>
    public DateTimeOffset NextTime(DateTimeOffset now)
    {
        var local = now.ToOffset(TimeSpan.FromMinutes(UtcOffset));
        var minute = (local.Hour * 60) + local.Minute;
        var left = QuietHours.MinutesLeft(QuietFrom, QuietUntil, minute);
        return left > 0 ? now.AddMinutes(left).AddSeconds(-local.Second) : now;
    }
}
