using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Text;

namespace Solidarity.Server.Requests;

/// <summary>Times of day and offsets from UTC as texts: minutes in the domain, <c>21:00</c> and <c>+01:00</c> in the
/// API.</summary>
internal static class Clocks
{
    private const int HourMinutes = 60;

    /// <summary>Null where it is no time of day.</summary>
    public static int? MinuteOfDay(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.Hour * HourMinutes) + time.Minute
            : null;

    /// <summary>Null where it is no offset that a place on earth has.</summary>
    public static int? UtcOffset(string text)
    {
        var isOffset = text.Length == 6 && text[0] is '+' or '-' && MinuteOfDay(text[1..]) is not null;
        if (!isOffset)
            return null;
        var minutes = MinuteOfDay(text[1..])!.Value;
        return minutes > ReminderSettings.UtcOffsetMax ? null : text[0] == '-' ? -minutes : minutes;
    }

    public static string TimeOfDay(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes / HourMinutes:00}:{minutes % HourMinutes:00}");

    /// <summary>Reads a time of day of a request.</summary>
    /// <param name="usual">What an empty text stands for.</param>
    public static int MinuteOfDay(this Fields fields, string field, string text, int usual)
    {
        if (text.Length == 0)
            return usual;
        if (MinuteOfDay(text) is { } minutes)
            return minutes;
        fields.Add(field, $"{Quoted.Of(text)} is not a time of day such as 21:00, from 00:00 to 23:59");
        return usual;
    }

    public static string Offset(int minutes) => (minutes < 0 ? "-" : "+") + TimeOfDay(Math.Abs(minutes));
}
