using Solidarity.Domain.Json;

namespace Solidarity.Domain.Pay;

/// <summary>What a strike was, as far as pay depends on it.</summary>
/// <param name="End">Its last day; null: it goes on.</param>
/// <param name="Ratified">The day on which an agreement was ratified.</param>
/// <param name="IsIndefinite">It was begun without an end.</param>
/// <param name="DensityPercent">Of the workplace that are members; null: not known.</param>
/// <param name="Decided">What the executive has decided for it, within the rules' range.</param>
public sealed record StrikeCourse(
    DateOnly Start, DateOnly? End = null, DateOnly? Ratified = null, bool IsIndefinite = false,
    int? DensityPercent = null, Portion? Decided = null);

/// <summary>How a striker stands to the employer.</summary>
[JsonConverter(typeof(KebabEnumConverter<Standing>))]
public enum Standing
{
    OnStrike,

    /// <summary>For the strike.</summary>
    Sacked,
    LockedOut,
}

/// <summary>A striker, or each of many who are alike: no name, only what the rules ask.</summary>
/// <param name="Count">How many are alike, 1 to <see cref="CountMax"/>; sums are for each.</param>
/// <param name="Months">Whole months of membership when the strike began; below 0: joined later; null: no
/// member.</param>
/// <param name="DuesMinor">A month's dues; null: none were paid yet.</param>
/// <param name="WageMinor">For the unit of the rate.</param>
/// <param name="Lacks">Which of the rules' conditions are not met.</param>
/// <param name="From">The first day on strike; null: the strike's.</param>
/// <param name="Until">The last day on strike, before going back or crossing the line; null: it goes on.</param>
public sealed record Striker(
    int Count = 1, int? Months = null, long? DuesMinor = null, long? WageMinor = null, int Dependants = 0,
    Standing Standing = Standing.OnStrike, ImmutableArray<string> Lacks = default, DateOnly? From = null,
    DateOnly? Until = null)
{
    public const int CountMax = 10_000_000;
    public const int DependantsMax = 50;

    public ImmutableArray<string> Lacks { get; init; } = Lacks.IsDefault ? [] : Lacks;

    /// <summary>Whole months between two days: a month is over on the same day of the next one, or on its last day
    /// where it has no such day. Below 0 where joining is later.</summary>
    public static int MonthsBetween(DateOnly joined, DateOnly strikeStart)
    {
        if (joined > strikeStart)
            return -1;
        var months = ((strikeStart.Year - joined.Year) * 12) + strikeStart.Month - joined.Month;
        return joined.AddMonths(months) > strikeStart ? months - 1 : months;
    }
}

/// <summary>What a striker did in a week, as the picket captain and the payslip say.</summary>
/// <param name="Days">On strike; null: on all days that count.</param>
/// <param name="PartDays">Of these: in part.</param>
/// <param name="Minutes">On strike, for rates by the hour and thresholds.</param>
/// <param name="DutyMinutes">Certified.</param>
/// <param name="IsExcused">From duty.</param>
/// <param name="LossMinor">The wage that was lost; null: not proved yet.</param>
public sealed record StrikerWeek(
    WeekDays? Days = null, WeekDays? PartDays = null, int Minutes = 0, int DutyMinutes = 0, bool IsExcused = false,
    long? LossMinor = null, long OtherIncomeMinor = 0)
{
    public const int MinutesMax = 7 * 24 * 60;

    public static readonly StrikerWeek Whole = new();
}

/// <summary>What one striker has had in a strike so far.</summary>
/// <param name="PaidMinor">Paid.</param>
/// <param name="HeldMinor">Earned, and paid once what the rules wait for has come.</param>
/// <param name="Days">On strike, of those that count.</param>
/// <param name="Minutes">On strike.</param>
public readonly record struct StrikerAccount(long PaidMinor, long HeldMinor, int Days, int Minutes);

/// <summary>What a striker gets for a week, and why: the lines add up to the sum.</summary>
public sealed record StrikerPay(long Minor, ImmutableArray<PayLine> Lines, StrikerAccount After);
