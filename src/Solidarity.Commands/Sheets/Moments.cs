using Google.Protobuf.WellKnownTypes;

namespace Solidarity.Commands.Sheets;

/// <summary>Moments and days as people read them, moments in UTC, and how long ago they are. The examples are English;
/// other languages write days in their own way.</summary>
internal static class Moments
{
    private const long MinuteSeconds = 60;
    private const long HourSeconds = 60 * MinuteSeconds;
    private const long DaySeconds = 24 * HourSeconds;
    private const string DayOfTheWire = "yyyy-MM-dd";

    /// <summary><c>1868-05-03 12:00</c>; empty where it has not come.</summary>
    public static string Minute(Timestamp? time) => time?.ToDateTime() is { } moment
        ? $"{Of(moment)} {moment.ToString("HH:mm", CultureInfo.InvariantCulture)}"
        : "";

    /// <summary><c>1868-05-03</c>; empty where it has not come.</summary>
    public static string Day(Timestamp? time) => time is null ? "" : Of(time.ToDateTime());

    /// <param name="day">As the wire has it, <c>1868-05-03</c>; any other text stays as it is.</param>
    public static string Day(string day) =>
        DateOnly.TryParseExact(day, DayOfTheWire, CultureInfo.InvariantCulture, DateTimeStyles.None, out var known)
            ? Language.Current.Day(known)
            : day;

    /// <summary>In its largest unit, rounded down: <c>3 d</c>.</summary>
    public static string Age(long seconds) => seconds switch
    {
        >= DaySeconds => T($"{seconds / DaySeconds} d"),
        >= HourSeconds => T($"{seconds / HourSeconds} h"),
        >= MinuteSeconds => T($"{seconds / MinuteSeconds} min"),
        _ => T($"{seconds} s"),
    };

    private static string Of(DateTime moment) => Language.Current.Day(DateOnly.FromDateTime(moment));
}
