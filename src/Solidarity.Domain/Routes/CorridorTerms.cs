using Solidarity.Domain.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Routes;

/// <summary>How people settle what goes over a corridor. Where there is none of these the two treasuries share an
/// account: money is booked at once, at both ends, and nobody has to do anything.</summary>
[JsonConverter(typeof(KebabEnumConverter<Settlement>))]
public enum Settlement
{
    /// <summary>By a bank or a telegraph office.</summary>
    Wire,

    /// <summary>In cash, by somebody who carries it.</summary>
    Courier,

    /// <summary>In goods of that worth.</summary>
    InKind,

    /// <summary>By the two treasurers, in a way that they agree on.</summary>
    Treasurers,
}

/// <summary>
/// What a corridor costs and carries.
/// </summary>
/// <param name="Rate">Minor units that arrive for minor units given, after the fee; <see cref="Rate.Par"/> within one
/// currency.</param>
/// <param name="FeeMinor">A fixed fee in minor units of the currency given, 0 or above.</param>
/// <param name="FeePerMyriad">A fee in ten-thousandths of what is given, rounded up; 0 to 10,000.</param>
/// <param name="CapacityMinor">The most that may be given in one period, in minor units; null: no limit.</param>
/// <param name="PeriodDays">The length of a period, 1 to 366 days; periods are counted from 1970-01-01 UTC.</param>
/// <param name="DelayHours">How long carriage is expected to take; 0 to 8,784. Shown, and holds last accordingly; not
/// waited for.</param>
/// <param name="QuoteHours">Between two currencies: how long the rate stands for a hop once its room is held, 1 to
/// 8,784; null: as long as the hold.</param>
/// <param name="SettledBy">How people settle what goes over it; null: nobody has to, it is booked at once.</param>
/// <param name="HoldHoursMax">For how long its room is held at most, 1 to <see cref="HoldHoursMost"/>; null: as
/// <see cref="HoldHours"/> says.</param>
/// <param name="SharePercent">How much of its capacity may be held for money of one source that has not come yet, 1 to
/// 100; null: <see cref="SharePercentDefault"/> of what is held for longer than five days.
/// </param>
public sealed record CorridorTerms(
    Rate Rate, long FeeMinor, int FeePerMyriad, long? CapacityMinor, int PeriodDays, int DelayHours,
    int? QuoteHours = null, Settlement? SettledBy = null, int? HoldHoursMax = null, int? SharePercent = null)
{
    public const int Myriad = 10_000;
    public const int PeriodDaysMax = 366;
    public const int DelayHoursMax = 366 * 24;
    public const int QuoteHoursMax = 366 * 24;
    public const int HoldHoursMost = 380 * 24;

    /// <summary>For how many hours room is held at most, where the owner has said nothing: 30 days.</summary>
    public const int HoldHoursDefault = 30 * 24;
    public const int SharePercentDefault = 50;

    /// <summary>Same currency, no fee, no limit, booked at once.</summary>
    public static readonly CorridorTerms Free = new(Rate.Par, 0, 0, null, 1, 0);

    /// <summary>For how many hours the corridor's room is held at most. Who offers a corridor with a long delay holds
    /// room over it as long as that takes; nobody else is held to it.</summary>
    [JsonIgnore]
    public int HoldHours => HoldHoursMax
        ?? Math.Max(HoldHoursDefault, DelayHours + RouteTimes.HoldHours + (RouteTimes.HoldStepHours * Route.HopsMax));

    /// <summary>What is wrong with these terms, or null.</summary>
    public Wording? Problem(CorridorKey key) => this switch
    {
        { Rate.IsValid: false } =>
            Wording.Of($"the rate {Rate} is not a fraction of two whole numbers from 1 to {Rate.TermMax}"),
        _ when key.Given == key.Arrives && Rate != Rate.Par => "within one currency the rate is 1/1",
        { FeeMinor: < 0 or > Amount.MinorMax } => $"the fixed fee is 0 to {Amount.MinorMax} minor units",
        { FeePerMyriad: < 0 or > Myriad } => $"the proportional fee is 0 to {Myriad} ten-thousandths",
        { CapacityMinor: <= 0 or > Amount.MinorMax } => $"the capacity is 1 to {Amount.MinorMax} minor units, or none",
        { PeriodDays: < 1 or > PeriodDaysMax } => $"the period is 1 to {PeriodDaysMax} days",
        { DelayHours: < 0 or > DelayHoursMax } => $"the delay is 0 to {DelayHoursMax} hours",
        { QuoteHours: < 1 or > QuoteHoursMax } =>
            $"a quote stands for 1 to {QuoteHoursMax} hours, or as long as its hold",
        { HoldHoursMax: < 1 or > HoldHoursMost } => $"room is held for 1 to {HoldHoursMost} hours at most",
        { SharePercent: < 1 or > 100 } => "the share of one source is 1 to 100 percent",
        { SettledBy: { } by } when !Enum.IsDefined(by) => "the way that people settle it is not known",
        { QuoteHours: not null } when key.Given == key.Arrives => "within one currency there is no rate to quote",
        _ => null,
    };

    /// <summary>The fee for giving <paramref name="minor"/> units.</summary>
    public long Fee(long minor) => (long)Int128.Min(
        FeeMinor + ((Int128)minor * FeePerMyriad + Myriad - 1) / Myriad, long.MaxValue);

    /// <summary>What arrives when <paramref name="minor"/> units are given; zero where the fee eats all, and where more
    /// would arrive than can be counted safely (<see cref="Amount.MinorMax"/>): then nothing can be carried.</summary>
    public long Arrives(long minor)
    {
        var carried = minor - Fee(minor);
        if (carried <= 0 || (Int128)carried * Rate.Numerator / Rate.Denominator > Amount.MinorMax)
            return 0;
        return Rate.Convert(carried);
    }

    /// <summary>The number of the period that <paramref name="at"/> falls in; before 1970 it is negative.</summary>
    public long Period(DateTimeOffset at)
    {
        var (seconds, length) = (at.ToUnixTimeSeconds(), PeriodDays * 86_400L);
        return seconds >= 0 ? seconds / length : (seconds + 1) / length - 1;
    }
}
