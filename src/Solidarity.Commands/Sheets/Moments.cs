using Google.Protobuf.WellKnownTypes;

namespace Solidarity.Commands.Sheets;

/// <summary>Moments as people read them, in UTC, and how long ago they are.</summary>
internal static class Moments
{
    private const long MinuteSeconds = 60;
    private const long HourSeconds = 60 * MinuteSeconds;
    private const long DaySeconds = 24 * HourSeconds;

    /// <summary><c>1868-05-03 12:00</c>; empty where it has not come.</summary>
    public static string Minute(Timestamp? time) => Text(time, "yyyy-MM-dd HH:mm");

    /// <summary><c>1868-05-03</c>; empty where it has not come.</summary>
    public static string Day(Timestamp? time) => Text(time, "yyyy-MM-dd");

    /// <summary>In its largest unit, rounded down: <c>3 d</c>.</summary>
    public static string Age(long seconds) => seconds switch
    {
        >= DaySeconds => $"{seconds / DaySeconds} d",
        >= HourSeconds => $"{seconds / HourSeconds} h",
        >= MinuteSeconds => $"{seconds / MinuteSeconds} min",
        _ => $"{seconds} s",
    };

    private static string Text(Timestamp? time, string format) =>
        time?.ToDateTimeOffset().ToString(format, CultureInfo.InvariantCulture) ?? "";
}
