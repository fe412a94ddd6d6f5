using Solidarity.Domain.Money;

namespace Solidarity.Domain.Pay;

/// <summary>Why a line of a striker's pay is there.</summary>
public enum PayReason
{
    /// <summary>Days at the rate.</summary>
    Days,

    /// <summary>Hours at the rate.</summary>
    Hours,

    /// <summary>The whole week, however many of its days.</summary>
    WholeWeek,
    Dependants,

    /// <summary>Not all days of the week were on strike, and the rules pay whole weeks alone.</summary>
    WeekBroken,
    DutyLacking,
    OtherIncome,
    LossCap,
    LossUnproved,
    WageCap,
    StrikeCap,

    /// <summary>Kept for later: the rules wait for something.</summary>
    Held,

    /// <summary>What had been kept is paid.</summary>
    Released,

    // Why something is not paid.
    WaitingDays,
    AfterEnd,
    PartDays,
    NoDues,
    NoWage,
    NoMember,
    TooShort,
    JoinedLate,
    ConditionLacking,
    DensityTooLow,
    NotIndefinite,
    NotForSacked,
    NotForLockedOut,
    NoDays,
}

/// <summary>One line of a striker's pay. Lines are data; they are said in words only where somebody reads them.
/// </summary>
/// <param name="Minor">What it adds, in minor units; below zero where it takes off.</param>
/// <param name="Count">Days, minutes, months, per cent: what the reason speaks of.</param>
/// <param name="Of">What the count is compared with.</param>
/// <param name="Sum">The rate, or the limit, in minor units.</param>
/// <param name="Share">What of the rate.</param>
/// <param name="Name">The condition that lacks, or who certifies.</param>
public readonly record struct PayLine(
    PayReason Reason, long Minor, int Count = 0, int Of = 0, long Sum = 0, Portion Share = default,
    DateOnly From = default, DateOnly Through = default, string Name = "")
{
    private const int MinutesInHour = 60;

    public Wording InWords(PayRules rules)
    {
        Amount Money(long minor) => new(minor, rules.Currency);
        return Reason switch
        {
            PayReason.Days => DaysInWords(rules),
            PayReason.Hours => Wording.Of($"{Time(Count)} at {Rate(rules)}"),
            PayReason.WholeWeek => Wording.Of($"the whole week, {Count} of {Of} days: {Rate(rules)}"),
            PayReason.Dependants => Wording.Of($"dependants: {Count}, at {Money(Sum)} {Per(rules.Rate.Per)} each"),
            PayReason.WeekBroken => Wording.Of($"{Count} of {Of} days; only whole weeks are paid"),
            PayReason.DutyLacking =>
                Wording.Of($"duty: {Time(Count)} certified by {Name}, {Time(Of)} asked"),
            PayReason.OtherIncome => Wording.Of($"other income of {Money(Sum)}"),
            PayReason.LossCap => Wording.Of($"at most the loss of {Money(Sum)}"),
            PayReason.LossUnproved => "the loss is not proved yet",
            PayReason.WageCap => Wording.Of($"at most {Share} of the wage: {Money(Sum)}"),
            PayReason.StrikeCap => Wording.Of($"at most {Money(Sum)} in the strike"),
            PayReason.Held => "kept until the rules' waiting is over",
            PayReason.Released => "what was kept before",
            PayReason.WaitingDays => Wording.Of($"{Days(Count)} of waiting"),
            PayReason.AfterEnd => Wording.Of($"{Days(Count)} after {Through:yyyy-MM-dd}"),
            PayReason.PartDays => Wording.Of($"{Days(Count)} in part"),
            PayReason.NoDues => "no dues were paid yet",
            PayReason.NoWage => "the wage is not known",
            PayReason.NoMember => "no member",
            PayReason.TooShort => Wording.Of($"a member for {Months(Count)}; {Months(Of)} are asked"),
            PayReason.JoinedLate => "joined after the strike began",
            PayReason.ConditionLacking => Wording.Of($"lacks: {Name}"),
            PayReason.DensityTooLow => Wording.Of($"{Count}% of the workplace are members; {Of}% are asked"),
            PayReason.NotIndefinite => "only indefinite strikes are paid",
            PayReason.NotForSacked => "those who were sacked are not paid",
            PayReason.NotForLockedOut => "those who were locked out are not paid",
            PayReason.NoDays => "no day of this week was on strike",
            _ => throw new UnreachableException($"pay line {Reason}"),
        };
    }

    private Wording DaysInWords(PayRules rules) => (rules.Rate.Per, From == Through) switch
    {
        (PayUnit.Day, true) => Wording.Of($"{From:yyyy-MM-dd}: 1 day at {Rate(rules)}"),
        (PayUnit.Day, false) => $"{From:yyyy-MM-dd} to {Through:yyyy-MM-dd}: {Days(Count)} at {Rate(rules)}",
        (_, true) => $"{From:yyyy-MM-dd}: 1 of {Of} days at {Rate(rules)}",
        _ => $"{From:yyyy-MM-dd} to {Through:yyyy-MM-dd}: {Count} of {Of} days at {Rate(rules)}",
    };

    private Wording Rate(PayRules rules)
    {
        var sum = new Amount(Sum, rules.Currency);
        return Share == Portion.Whole
            ? Wording.Of($"{sum} {Per(rules.Rate.Per)}")
            : $"{Share} of {sum} {Per(rules.Rate.Per)}";
    }

    private static Wording Per(PayUnit unit) => unit switch
    {
        PayUnit.Hour => Wording.Of("an hour"),
        PayUnit.Day => "a day",
        PayUnit.Week => "a week",
        PayUnit.Month => "a month",
        _ => throw new UnreachableException($"pay unit {unit}"),
    };

    private static Wording Time(int minutes) => minutes % MinutesInHour == 0
        ? Wording.Of($"{minutes / MinutesInHour} h")
        : $"{minutes / MinutesInHour} h {minutes % MinutesInHour} min";

    private static Wording Days(int count) => Wording.Count(count, $"{count} day", $"{count} days");

    private static Wording Months(int count) => Wording.Count(count, $"{count} month", $"{count} months");
}
