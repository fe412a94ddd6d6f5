using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;

namespace Solidarity.Domain.Treasuries;

/// <summary>
/// A section's or a federation's money: its book, its corridors, and what is set aside for transfers. The same rules
/// hold for both; the only difference is who may dispose of what, and that stands with the owner.
/// </summary>
/// <param name="OffersFrom">How many of <paramref name="Offers"/> each neighbour has made.</param>
/// <param name="CorridorsTo">How many of <paramref name="Corridors"/> lead to each neighbour, closed ones among them.
/// </param>
/// <param name="ExpiryAt">When the alarm rings that is set for the first hold to expire.</param>
[method: JsonConstructor]
public sealed record Treasury(
    Book Book,
    ImmutableSortedDictionary<CorridorKey, Corridor> Corridors,
    ImmutableSortedDictionary<CorridorKey, Offer> Offers,
    ImmutableSortedDictionary<Address, int> OffersFrom,
    ImmutableSortedDictionary<Address, int> CorridorsTo,
    ImmutableSortedDictionary<HopKey, Hold> Holds,
    ImmutableSortedDictionary<TransferId, Dispatch> Dispatches,
    ImmutableSortedDictionary<TransferId, Amount> Passing,
    ImmutableSortedDictionary<HopKey, UnacknowledgedSum> Unacknowledged,
    ImmutableSortedDictionary<HopKey, Claim> Claims,
    ImmutableSortedDictionary<Address, Quarantine> Quarantines,
    Carriage Carriage,
    AcknowledgementsOwed Owed,
    DateTimeOffset? ExpiryAt,
    ImmutableSortedDictionary<HopKey, PendingSettlement> PendingSettlements)
{
    /// <summary>The most corridors out of one treasury, and offers into it of members and neighbours.</summary>
    public const int CorridorsMax = 20_000;

    /// <summary>The most corridors to one neighbour, and offers of one, each for two currencies.</summary>
    public const int CorridorsPerNeighbourMax = 64;

    /// <summary>The most offers of strangers that wait: then the oldest of the one that has most gives way.</summary>
    public const int StrangersOffersMax = 2_000;

    /// <summary>The most hops that one treasury holds capacity for at the same time.</summary>
    public const int HoldsMax = 100_000;

    /// <summary>From so many holds on, one source may not hold room over more than <see cref="HoldsPerSourceMax"/>
    /// hops.</summary>
    public const int HoldsCrowdedMin = 80_000;
    public const int HoldsPerSourceMax = 1_000;

    /// <summary>How far the clocks of two services may be apart, in minutes: nothing is sent over a hold with less
    /// left.</summary>
    public const int ClockSkewMinutes = 15;

    /// <summary>The most neighbours that one treasury has quarantined at the same time.</summary>
    public const int QuarantinesMax = 1_000;

    /// <summary>How many expired holds one entry of the journal releases.</summary>
    public const int ExpiredMax = 500;

    /// <summary>How many holds and sendings one entry of the journal sees to when a neighbour is quarantined.</summary>
    public const int QuarantineClearedMax = 500;

    public static readonly Treasury Empty = new(
        Book.Empty,
        ImmutableSortedDictionary<CorridorKey, Corridor>.Empty,
        ImmutableSortedDictionary<CorridorKey, Offer>.Empty,
        ImmutableSortedDictionary<Address, int>.Empty,
        ImmutableSortedDictionary<Address, int>.Empty,
        ImmutableSortedDictionary<HopKey, Hold>.Empty,
        ImmutableSortedDictionary<TransferId, Dispatch>.Empty,
        ImmutableSortedDictionary<TransferId, Amount>.Empty,
        ImmutableSortedDictionary<HopKey, UnacknowledgedSum>.Empty,
        ImmutableSortedDictionary<HopKey, Claim>.Empty,
        ImmutableSortedDictionary<Address, Quarantine>.Empty,
        Carriage.Free,
        AcknowledgementsOwed.None,
        ExpiryAt: null,
        ImmutableSortedDictionary<HopKey, PendingSettlement>.Empty);

    /// <summary>The most that may come into one book from outside in all, less what went out, in minor units of a
    /// currency: what people put into a book themselves is then shown exactly, and never as "more than".</summary>
    public const long BroughtMinorMax = 2 * Amount.MinorMax;

    /// <summary>The refusal for a sum from outside that would take the book past its limit; else null.</summary>
    public Refusal? CheckRoom(Address owner, Amount amount) =>
        amount.Minor - Book.Balance(Account.Outside, amount.Currency) > BroughtMinorMax
            ? CommonRefusals.LimitReached(nameof(BroughtMinorMax), BroughtMinorMax,
                $"the treasury of {owner} holds more {amount.Currency} than can be shown exactly")
            : null;

    /// <summary>Whether money can go out over a corridor: it is open, and its other end is not quarantined here.
    /// </summary>
    public bool Uses(CorridorKey key, Corridor corridor) =>
        corridor.Status == CorridorStatus.Open && !Quarantines.ContainsKey(key.Neighbour);

    public static Treasury Evolve(Treasury state, TreasuryEvent @event)
    {
        if (@event.Booked() is { } entry)
            state = state with { Book = state.Book.Post(entry) };
        return @event switch
        {
            CorridorEvent e => CorridorRules.Evolve(state, e),
            HoldEvent e => HoldRules.Evolve(state, e),
            HopEvent e => HopRules.Evolve(state, e),
            AcknowledgementEvent e => AcknowledgementRules.Evolve(state, e),
            QuarantineEvent e => QuarantineRules.Evolve(state, e),
            CarryingEvent e => state with { Carriage = CarryingRules.Evolve(state.Carriage, e) },
            ManualSettlementEvent e => ManualSettlementRules.Evolve(state, e),
            _ => throw new UnreachableException($"treasury event {@event.GetType().Name}"),
        };
    }

    /// <summary>With no sending over a hop that waits for word any more.</summary>
    internal Treasury Confirmed(HopKey key)
    {
        if (!Unacknowledged.TryGetValue(key, out var sending))
            return this;
        return this with
        {
            Unacknowledged = Unacknowledged.Remove(key),
            Corridors = sending is { Back: false, Hop.SettledBy: not null }
                ? Corridors.SetItem(sending.Hop.Corridor, Corridors[sending.Hop.Corridor].WithUnconfirmed(-1))
                : Corridors,
        };
    }
}
