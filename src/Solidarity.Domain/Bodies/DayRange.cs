using Solidarity.Domain.Decisions;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Bodies;

/// <summary>
/// The days that may enter, in a request, a message or a seed: far enough from both ends of the calendar that whatever
/// is added to them or taken from them (waves, tranches, holds, a runway) is a day as well.
/// </summary>
public static class DayRange
{
    public const string Text = "1800-01-01 to 2199-12-31";

    public static readonly DateOnly Min = new(DayReading.YearMin, 1, 1);
    public static readonly DateOnly Max = new(DayReading.YearMax, 12, 31);

    public static bool Contains(DateOnly day) => day >= Min && day <= Max;

    /// <summary>The refusal for a day that is out of range; else null. No day at all is none out of range.</summary>
    public static Refusal? Check(string field, DateOnly? day) => day is { } given && !Contains(given)
        ? CommonRefusals.Malformed(field, $"is {given:yyyy-MM-dd}; days from {Text} can be given")
        : null;
}

/// <summary>The moments that may enter: those of the <see cref="DayRange"/> that may.</summary>
public static class MomentRange
{
    public const string Text = "1800-01-01T00:00:00Z to 2199-12-31T23:59:59.999Z";

    public static readonly DateTimeOffset Min = new(DayRange.Min, TimeOnly.MinValue, TimeSpan.Zero);
    public static readonly DateTimeOffset Max = new(DayRange.Max, new TimeOnly(23, 59, 59, 999), TimeSpan.Zero);

    public static bool Contains(DateTimeOffset moment) => moment >= Min && moment <= Max;

    /// <inheritdoc cref="DayRange.Check"/>
    public static Refusal? Check(string field, DateTimeOffset? moment) => moment is { } given && !Contains(given)
        ? CommonRefusals.Malformed(
            field, $"is {given.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFZ}; moments from {Text} can be given")
        : null;
}
