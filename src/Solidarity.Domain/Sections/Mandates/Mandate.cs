using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Authorities;

namespace Solidarity.Domain.Sections.Mandates;

/// <summary>What a mandate may dispose of in one currency.</summary>
/// <param name="InAll">As long as it holds.</param>
/// <param name="PerActMinor">With one act, in the same currency; null: no less than in all.</param>
/// <param name="PerPeriodMinor">In each period, in the same currency; null: no less than in all.</param>
public readonly record struct Ceiling(Amount InAll, long? PerActMinor = null, long? PerPeriodMinor = null);

/// <summary>What a mandate is given for.</summary>
/// <param name="Holder">A role or a pseudonymous token, never a name: names stay home.</param>
/// <param name="Acts">Acts with money.</param>
/// <param name="Strike">Only for this strike; null: for any, and for acts that are for none.</param>
/// <param name="Trade">Only for strikes of this trade; empty: of any.</param>
/// <param name="Ceilings">One of each currency; there is none for others.</param>
/// <param name="PeriodDays">How many days a period has; periods follow one another from the moment of the grant. Null:
/// no ceiling is per period.</param>
/// <param name="Until">The last day on which it holds, in UTC.</param>
public sealed record MandateTerms(
    string Holder, ImmutableSortedSet<ActKind> Acts, StrikeId? Strike, string Trade, ImmutableArray<Ceiling> Ceilings,
    int? PeriodDays, DateOnly Until)
{
    public const int PeriodDaysMax = 366;

    internal Ceiling? CeilingOf(Currency currency)
    {
        foreach (var ceiling in Ceilings)
            if (ceiling.InAll.Currency == currency)
                return ceiling;
        return null;
    }
}

/// <summary>What was disposed of under a mandate in one currency, in minor units.</summary>
/// <param name="Minor">In all: gone or held.</param>
/// <param name="PeriodMinor">Of it, in the mandate's latest period.</param>
public readonly record struct MandateUse(long Minor, long PeriodMinor);

/// <summary>A limited and expiring authority of a delegate, which the members can recall at once.</summary>
/// <param name="Term">Which one in a row of the same holder's it is, from 1.</param>
/// <param name="Version">Of the statutes that it was granted under; 0 where there were none.</param>
/// <param name="Authority">The decision that granted it.</param>
/// <param name="Used">By currency.</param>
/// <param name="Period">The latest period in which it was used, from 0.</param>
/// <param name="RecalledAt">Null while it was not.</param>
/// <param name="RecallAuthority">The decision that recalled it.</param>
public sealed record Mandate(
    MandateTerms Terms, int Term, int Version, string Authority, DateTimeOffset GrantedAt,
    ImmutableSortedDictionary<Currency, MandateUse> Used, int Period = 0, DateTimeOffset? RecalledAt = null,
    string? RecallAuthority = null)
{
    /// <summary>Whether acts can rest on it on a day, as far as its time goes.</summary>
    public bool IsInForce(DateOnly day) => RecalledAt is null && day <= Terms.Until;

    public MandateUse UseOf(Currency currency) => Used.GetValueOrDefault(currency);

    /// <summary>The period that a moment lies in; never one before the latest that was used.</summary>
    public int PeriodAt(DateTimeOffset at) => Terms.PeriodDays is { } days
        ? Math.Max(Period, (int)((at - GrantedAt).Days / days))
        : 0;

    /// <summary>What was used in the period of a moment, in minor units.</summary>
    public long UsedInPeriod(Currency currency, DateTimeOffset at) =>
        PeriodAt(at) == Period ? UseOf(currency).PeriodMinor : 0;

    internal Mandate With(Amount more, DateTimeOffset at)
    {
        var period = PeriodAt(at);
        var known = period == Period
            ? Used
            : Used.ToImmutableSortedDictionary(use => use.Key, use => use.Value with { PeriodMinor = 0 });
        var use = known.GetValueOrDefault(more.Currency);
        return this with
        {
            Period = period,
            Used = known.SetItem(
                more.Currency, new MandateUse(use.Minor + more.Minor, use.PeriodMinor + more.Minor)),
        };
    }

    internal Mandate Without(Amount less, int period)
    {
        var use = UseOf(less.Currency);
        return this with
        {
            Used = Used.SetItem(less.Currency, new MandateUse(
                use.Minor - less.Minor, period == Period ? use.PeriodMinor - less.Minor : use.PeriodMinor)),
        };
    }
}

/// <summary>A section's mandates.</summary>
/// <param name="Granted">Ended ones among them: their ids are used up.</param>
public sealed record SectionMandates(ImmutableSortedDictionary<MandateId, Mandate> Granted)
{
    public const int MandatesMax = 2_000;

    public static readonly SectionMandates None = new(ImmutableSortedDictionary<MandateId, Mandate>.Empty);
}
