namespace Solidarity.Replay.Seeds;

/// <summary>
/// A date as exact as its source: a year, a month or a day. It stands for the period from <paramref name="First"/> to
/// <paramref name="Last"/>; what begins is placed on the first day of the period, what ends on the last.
/// </summary>
internal readonly record struct SeedDate(DateOnly First, DateOnly Last)
{
    /// <summary>Reads YYYY, YYYY-MM or YYYY-MM-DD.</summary>
    public static bool TryParse(string text, out SeedDate date)
    {
        date = default;
        if (!HasShape(text) || !DateOnly.TryParseExact(Complete(text), "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var first))
        {
            return false;
        }
        date = new(first, LastOf(first, text.Length));
        return true;
    }

    public bool Contains(DateOnly day) => First <= day && day <= Last;

    private static bool HasShape(string text) =>
        text.Length is 4 or 7 or 10
        && text.Select((character, index) => index is 4 or 7 ? character == '-' : char.IsAsciiDigit(character))
            .All(fits => fits);

    private static string Complete(string text) => text + "-01-01"[(text.Length - 4)..];

    private static DateOnly LastOf(DateOnly first, int length) => length switch
    {
        4 => new(first.Year, 12, 31),
        7 => new(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month)),
        _ => first,
    };
}
