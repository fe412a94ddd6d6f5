using Solidarity.Domain.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Pay;

/// <summary>What a rate is reckoned from.</summary>
[JsonConverter(typeof(KebabEnumConverter<PayBasis>))]
public enum PayBasis
{
    /// <summary>A sum that the rules name: flat, or a norm.</summary>
    Sum,

    /// <summary>The striker's monthly dues.</summary>
    Dues,

    /// <summary>The striker's own wage for the unit of the rate.</summary>
    Wage,

    /// <summary>The legal minimum wage for the unit of the rate, which the rules name.</summary>
    MinimumWage,
}

/// <summary>What a rate is paid for.</summary>
[JsonConverter(typeof(KebabEnumConverter<PayUnit>))]
public enum PayUnit
{
    Hour,
    Day,

    /// <summary>Spread over those of its days that count.</summary>
    Week,

    /// <summary>A calendar month, spread over those of its days that count.</summary>
    Month,
}

/// <summary>How the time of a strike is counted, from 1.</summary>
[JsonConverter(typeof(KebabEnumConverter<StrikeTime>))]
public enum StrikeTime
{
    /// <summary>Days of the calendar since the strike began.</summary>
    Day,

    /// <summary>Days that the striker was on strike, of those that count.</summary>
    OwnDay,

    /// <summary>Weeks of the strike.</summary>
    Week,
}

/// <summary>What becomes of a week of which the striker is paid only some days.</summary>
[JsonConverter(typeof(KebabEnumConverter<BrokenWeek>))]
public enum BrokenWeek
{
    /// <summary>Each day that counts has its part.</summary>
    ProRata,
    Whole,
    Nothing,
}

/// <summary>What follows where less duty is certified than is asked.</summary>
[JsonConverter(typeof(KebabEnumConverter<DutyShortfall>))]
public enum DutyShortfall
{
    Nothing,

    /// <summary>As much as was done of what is asked.</summary>
    ProRata,
}

/// <summary>To whom strike pay is handed.</summary>
[JsonConverter(typeof(KebabEnumConverter<Payee>))]
public enum Payee
{
    Striker,
    StrikeCommittee,
}

/// <summary>The rate that all else is a part of.</summary>
/// <param name="SumMinor">Of a sum or a minimum wage, in minor units; else null.</param>
/// <param name="Times">What of the basis is paid; null: all of it.</param>
/// <param name="LeastMinor">Of dues and wages: paid at least, for a unit.</param>
/// <param name="WithoutDuesMinor">Of dues: for those whose unit has paid none yet; null: nothing.</param>
public sealed record PayRate(
    PayBasis Basis, PayUnit Per, long? SumMinor = null, Portion? Times = null, long? LeastMinor = null,
    long? WithoutDuesMinor = null);

/// <summary>What the executive may decide for one strike in place of <see cref="PayRate.Times"/>.</summary>
public sealed record DecidedRange(Portion Least, Portion Most)
{
    public bool Has(Portion share) => Least.CompareTo(share) <= 0 && share.CompareTo(Most) <= 0;
}

/// <summary>Those who were members so long when the strike began.</summary>
/// <param name="FromMonths">Whole months, 0 or more; the highest that is reached holds.</param>
public sealed record PayTier(int FromMonths, Portion Share);

/// <summary>A rate that begins later in the strike. The last one that has begun holds.</summary>
/// <param name="From">The first day or week, from 1.</param>
/// <param name="SumMinor">In place of the rate's sum; null: the rate's own.</param>
public sealed record PayStage(StrikeTime Of, int From, long? SumMinor = null, Portion? Share = null);

/// <summary>Where so many of the workplace are members.</summary>
/// <param name="FromPercent">0 to 100.</param>
public sealed record DensityTier(int FromPercent, Portion Share);

/// <summary>The beginning of a strike, which is not paid, or only later.</summary>
/// <param name="Days">0 to <see cref="PayRules.DaysMax"/>.</param>
/// <param name="Of">Days of the calendar, or of the striker's own.</param>
/// <param name="Minutes">So long the striker must have been on strike in all; 0: no such threshold.</param>
/// <param name="StrikeDays">So many days of the calendar the strike must last; 0: no such rule.</param>
/// <param name="IsPaidBack">Once the days have passed they are paid, too. What waits for minutes and for the strike's
/// length is paid in any case, once these are reached.</param>
public sealed record PayWaiting(
    int Days = 0, StrikeTime Of = StrikeTime.Day, int Minutes = 0, int StrikeDays = 0, bool IsPaidBack = false);

/// <summary>What strike pay never passes.</summary>
/// <param name="PerStrikeMinor">To one striker in the whole strike.</param>
/// <param name="OfWage">A part of the striker's wage for the same days.</param>
/// <param name="AtLoss">The wage that the striker's payslips show as lost in the week.</param>
public sealed record PayCaps(long? PerStrikeMinor = null, Portion? OfWage = null, bool AtLoss = false);

/// <summary>Duty that is asked of a striker who is paid.</summary>
/// <param name="WeeklyMinutes">For a whole week; a broken one asks for its part.</param>
/// <param name="Certifier">Who certifies it: the picket captain.</param>
public sealed record StrikeDuty(int WeeklyMinutes, DutyShortfall Shortfall, string Certifier);

/// <summary>More for those who keep others.</summary>
/// <param name="Minor">For each of them and unit of the rate.</param>
/// <param name="Most">How many are counted.</param>
public sealed record DependantPay(long Minor, int Most);

/// <summary>Income from elsewhere while on strike.</summary>
/// <param name="FreeMinor">So much in a week changes nothing.</param>
/// <param name="Deducted">What of the rest is taken off.</param>
public sealed record OtherIncome(long FreeMinor, Portion Deducted);

/// <summary>Who is paid at all.</summary>
/// <param name="NonMembers">What those get who are no members; null: nothing.</param>
/// <param name="LateJoiners">What those get who joined after the strike began; null: nothing.</param>
/// <param name="Conditions">Names of what each striker must have: <c>registered</c>, <c>payslip</c>.</param>
/// <param name="DensityLeast">So many per cent of the workplace must be members; 0: no such rule.</param>
/// <param name="IndefiniteOnly">Only strikes that were begun without an end.</param>
/// <param name="SackedPaid">Those sacked for the strike are paid.</param>
/// <param name="SackedWait">They wait as others do.</param>
/// <param name="LockedOutPaid">Those locked out are paid.</param>
public sealed record PayEligibility(
    Portion? NonMembers = null, Portion? LateJoiners = null, ImmutableArray<string> Conditions = default,
    int DensityLeast = 0, bool IndefiniteOnly = false, bool SackedPaid = true, bool SackedWait = true,
    bool LockedOutPaid = true)
{
    public ImmutableArray<string> Conditions { get; init; } = Conditions.IsDefault ? [] : Conditions;
}

/// <summary>When strike pay stops, and what comes after it.</summary>
/// <param name="DaysAfterEnd">So many days after the strike's end are still paid to those who are not back.</param>
/// <param name="DaysAfterRatification">The same after an agreement was ratified, which then counts alone.</param>
/// <param name="ClawbackMonths">Who leaves the union within so many months pays all of it back.</param>
/// <param name="ProofMonths">So long after the strike a payslip may be brought.</param>
/// <param name="PaidWithinDays">The fund pays a claim within so many days.</param>
/// <param name="ReconciledWeeks">After so many claims each the fund and the section settle.</param>
public sealed record PayEnd(
    int DaysAfterEnd = 0, int? DaysAfterRatification = null, int? ClawbackMonths = null, int? ProofMonths = null,
    int? PaidWithinDays = null, int? ReconciledWeeks = null);

/// <summary>One of several funds that strike pay comes from.</summary>
public sealed record PaySource(string Name, Portion Share);

/// <summary>
/// How a fund pays strikers: pure data, the same for everybody. All sums are minor units of one currency. What is left
/// out does not apply. <see cref="PayWeek"/> reckons with it; <see cref="PayRulesCheck"/> says what is wrong with it.
/// </summary>
/// <param name="Name">A slug.</param>
/// <param name="Fund">Whose rules they are, with the year; as people write it.</param>
/// <param name="Note">Where they are from, and how what the source leaves open was read.</param>
/// <param name="Days">The days of the week that count.</param>
/// <param name="FollowsNewRates">Rules that are changed during a strike hold for its later weeks; else those of its
/// first day hold to the end.</param>
/// <param name="WeekFrom">The day that weeks begin on: a set of one; null: they are counted from the strike's first
/// day.</param>
/// <param name="PartDays">What is paid for a day on which somebody struck in part; null: nothing. Hours are paid as
/// they are.</param>
public sealed record PayRules(
    string Name,
    string Fund,
    string Note,
    Currency Currency,
    PayRate Rate,
    WeekDays Days,
    BrokenWeek BrokenWeek = BrokenWeek.ProRata,
    WeekDays? WeekFrom = null,
    Portion? PartDays = null,
    DecidedRange? Decided = null,
    ImmutableArray<PayTier> Tiers = default,
    ImmutableArray<PayStage> Stages = default,
    ImmutableArray<DensityTier> Density = default,
    PayEligibility? Eligibility = null,
    PayWaiting? Waiting = null,
    PayCaps? Caps = null,
    StrikeDuty? Duty = null,
    DependantPay? Dependants = null,
    OtherIncome? OtherIncome = null,
    PayEnd? End = null,
    Payee Payee = Payee.Striker,
    ImmutableArray<PaySource> Sources = default,
    bool FollowsNewRates = false)
{
    /// <summary>Of each list.</summary>
    public const int ItemsMax = 20;

    /// <summary>Of each sum in the rules, in minor units.</summary>
    public const long SumMinorMax = 1_000_000_000_000;
    public const int MonthsMax = 1_200;
    public const int DaysMax = 3_660;

    public ImmutableArray<PayTier> Tiers { get; init; } = Tiers.IsDefault ? [] : Tiers;

    public ImmutableArray<PayStage> Stages { get; init; } = Stages.IsDefault ? [] : Stages;

    public ImmutableArray<DensityTier> Density { get; init; } = Density.IsDefault ? [] : Density;

    public ImmutableArray<PaySource> Sources { get; init; } = Sources.IsDefault ? [] : Sources;

    /// <summary>The first and the last day of a week of a strike, both within it or its week.</summary>
    /// <param name="number">From 1.</param>
    public (DateOnly From, DateOnly Through) WeekOf(DateOnly start, int number)
    {
        var first = start;
        if (WeekFrom is { } begins)
            while (!begins.Has(first))
                first = first.AddDays(-1);
        var from = first.AddDays((number - 1) * WeekDays.DaysInWeek);
        return (from, from.AddDays(WeekDays.DaysInWeek - 1));
    }

    /// <summary>The week of the strike that a day is in, from 1.</summary>
    public int WeekAt(DateOnly start, DateOnly day) =>
        ((day.DayNumber - WeekOf(start, 1).From.DayNumber) / WeekDays.DaysInWeek) + 1;

    /// <summary>A sum as each of several funds bears it. The parts add up: each is rounded down, and what is left goes
    /// to the first funds, a minor unit each.</summary>
    public ImmutableArray<long> Split(long minor)
    {
        if (Sources.IsEmpty)
            return [minor];
        var parts = Sources
            .Select(source => (long)((Int128)minor * source.Share.Numerator / source.Share.Denominator)).ToArray();
        var left = minor - parts.Sum();
        for (var at = 0; left > 0; at = (at + 1) % parts.Length, left--)
            parts[at]++;
        return [.. parts];
    }

    /// <summary>What somebody pays back who leaves the union: all that was paid, within the months that the rules name;
    /// else nothing.</summary>
    /// <param name="lastPaid">The last day that strike pay was paid for.</param>
    public long Clawback(long paidMinor, DateOnly lastPaid, DateOnly left) =>
        End?.ClawbackMonths is { } months && left < lastPaid.AddMonths(months) ? paidMinor : 0;
}

/// <summary>Rules as they were in force from a day.</summary>
public sealed record PayRulesVersion(DateOnly From, PayRules Rules)
{
    /// <summary>The rules for a day of a strike: those of its first day for the whole strike, unless these say
    /// otherwise. Null where none were in force.</summary>
    /// <param name="versions">In the order of their days.</param>
    public static PayRules? InForce(ImmutableArray<PayRulesVersion> versions, DateOnly strikeStart, DateOnly day)
    {
        var atStart = versions.LastOrDefault(version => version.From <= strikeStart)?.Rules;
        return atStart is { FollowsNewRates: true }
            ? versions.Last(version => version.From <= day).Rules
            : atStart;
    }
}
