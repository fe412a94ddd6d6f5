using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Carrying;

/// <summary>How far a treasury's owner lets money of others pass through it.</summary>
/// <param name="Draining">No new money passes through.</param>
/// <param name="Limits">The most that may stand here or be held to come, in minor units; without an entry there is no
/// limit.</param>
/// <param name="Terms">What goes with a limit, where the owner has said something of it.</param>
/// <param name="Coming">What holds are kept for that has not come yet, in minor units.</param>
[method: JsonConstructor]
public sealed record Carriage(
    bool Draining, ImmutableSortedDictionary<Currency, long> Limits,
    ImmutableSortedDictionary<Currency, PassingTerms> Terms, ImmutableSortedDictionary<Currency, Int128> Coming)
{
    /// <summary>The most currencies that one treasury has a limit for.</summary>
    public const int LimitsMax = 100;

    public static readonly Carriage Free = new(
        false, ImmutableSortedDictionary<Currency, long>.Empty,
        ImmutableSortedDictionary<Currency, PassingTerms>.Empty, ImmutableSortedDictionary<Currency, Int128>.Empty);

    public PassingTerms TermsOf(Currency currency) => Terms.GetValueOrDefault(currency, PassingTerms.Usual);

    /// <param name="amount">Less is expected where it is negative.</param>
    public Carriage Expecting(Amount amount)
    {
        var minor = Coming.GetValueOrDefault(amount.Currency) + amount.Minor;
        return this with
        {
            Coming = minor == 0 ? Coming.Remove(amount.Currency) : Coming.SetItem(amount.Currency, minor),
        };
    }
}

/// <summary>What a treasury is asked about money of others that passes through.</summary>
[JsonDerivedType(typeof(SetDrain), "set-drain")]
[JsonDerivedType(typeof(SetPassingLimit), "set-passing-limit")]
public abstract record CarryingCommand : TreasuryCommand
{
    private CarryingCommand() { }

    [JsonIgnore]
    public override bool ByOwner => true;

    /// <summary>Takes on no new money passing through, or does so again. What is held here or under way still goes, and
    /// the owner's own money and money meant for it are not touched.</summary>
    public sealed record SetDrain(bool On) : CarryingCommand;

    /// <summary>Limits how much of others' money stands here, or is held to come, at the same time.</summary>
    /// <param name="MaxMinor">In minor units, 0 to <see cref="Amount.MinorMax"/>; null: no limit.</param>
    /// <param name="HoldHoursMax">As in <see cref="PassingTerms"/>; only with a limit.</param>
    /// <param name="SharePercent">As in <see cref="PassingTerms"/>; only with a limit.</param>
    public sealed record SetPassingLimit(
        Currency Currency, long? MaxMinor, int? HoldHoursMax = null, int? SharePercent = null) : CarryingCommand
    {
        /// <summary>Null where nothing is said of them.</summary>
        [JsonIgnore]
        public PassingTerms? Terms =>
            HoldHoursMax is null && SharePercent is null ? null : new PassingTerms(HoldHoursMax, SharePercent);
    }
}

/// <summary>What happened to money of others that passes through.</summary>
[JsonDerivedType(typeof(DrainBegun), "treasury.drain-begun.v1")]
[JsonDerivedType(typeof(DrainEnded), "treasury.drain-ended.v1")]
[JsonDerivedType(typeof(PassingLimitSet), "treasury.passing-limit-set.v1")]
internal abstract record CarryingEvent : TreasuryEvent
{
    private CarryingEvent() { }

    /// <summary>From now on no new money passes through here.</summary>
    public sealed record DrainBegun : CarryingEvent;

    public sealed record DrainEnded : CarryingEvent;

    /// <param name="MaxMinor">Null: there is no limit any more.</param>
    /// <param name="HoldHoursMax">As in <see cref="PassingTerms"/>.</param>
    /// <param name="SharePercent">As in <see cref="PassingTerms"/>.</param>
    public sealed record PassingLimitSet(
        Currency Currency, long? MaxMinor, int? HoldHoursMax = null, int? SharePercent = null) : CarryingEvent;
}
