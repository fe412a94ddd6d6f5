using System.Numerics;
using Solidarity.Domain.Json;

namespace Solidarity.Domain.Pay;

/// <summary>A set of days of the week: <c>mon tue wed thu fri</c>, in this order, with spaces between them.</summary>
[JsonConverter(typeof(TextJsonConverter<WeekDays>))]
public readonly record struct WeekDays : ITextValue<WeekDays>
{
    public const int DaysInWeek = 7;
    private const int Everyday = (1 << DaysInWeek) - 1;
    private const int WorkingDays = (1 << 5) - 1;

    private static readonly string[] Names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly byte _mask;

    private WeekDays(int mask) => _mask = (byte)mask;

    public static WeekDays All => new(Everyday);

    public static WeekDays MondayToFriday => new(WorkingDays);

    /// <summary>A bit for each day, Monday's the lowest.</summary>
    public int Mask => _mask;

    public int Count => BitOperations.PopCount(_mask);

    /// <param name="mask">0 to 127.</param>
    public static WeekDays Of(int mask) => mask is >= 0 and <= Everyday
        ? new WeekDays(mask)
        : throw new ArgumentOutOfRangeException(nameof(mask), mask, "A week has seven days.");

    public static bool TryParse(string? text, out WeekDays days)
    {
        var mask = 0;
        foreach (var word in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = Array.IndexOf(Names, word);
            if (at < 0)
            {
                days = default;
                return false;
            }
            mask |= 1 << at;
        }
        days = new WeekDays(mask);
        return true;
    }

    public static WeekDays Parse(string? text) => TryParse(text, out var days)
        ? days
        : throw new FormatException($"\"{text}\" is no list of days such as {MondayToFriday}.");

    public bool Has(DateOnly day) => (_mask & (1 << BitOf(day.DayOfWeek))) != 0;

    /// <summary>How many days of this set lie in a span of days, both ends included.</summary>
    public int CountIn(DateOnly from, DateOnly through)
    {
        var days = through.DayNumber - from.DayNumber + 1;
        if (days <= 0)
            return 0;
        var count = days / DaysInWeek * Count;
        for (var rest = days % DaysInWeek; rest > 0; rest--)
            if (Has(through.AddDays(1 - rest)))
                count++;
        return count;
    }

    public override string ToString()
    {
        var mask = _mask;
        return string.Join(' ', Names.Where((_, at) => (mask & (1 << at)) != 0));
    }

    private static int BitOf(DayOfWeek day) => ((int)day + DaysInWeek - 1) % DaysInWeek;
}
