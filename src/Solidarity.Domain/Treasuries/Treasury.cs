using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Transfers;

namespace Solidarity.Domain.Treasuries;

/// <summary>A corridor that a neighbour offers into this treasury.</summary>
public sealed record Offer(CorridorTerms Terms, bool Agreed);

/// <summary>Capacity of an own corridor that is set aside for a hop.</summary>
public sealed record Hold(Hop Hop, long Period, DateTimeOffset Expires);

/// <summary>A transfer of this treasury's owner that has not ended: what was set aside for it, from which account, and
/// whether it has left.</summary>
public sealed record Dispatch(Amount Amount, Account Source, Delivery Delivery, bool Sent);

/// <summary>
/// A section's or a federation's money: its book, its corridors, and what is set aside for transfers. The same rules
/// hold for both; the only difference is who may dispose of what, and that stands with the owner.
/// </summary>
[method: JsonConstructor]
public sealed record Treasury(
    Book Book,
    ImmutableSortedDictionary<CorridorKey, Corridor> Corridors,
    ImmutableSortedDictionary<CorridorKey, Offer> Offers,
    ImmutableSortedDictionary<HopKey, Hold> Holds,
    ImmutableSortedDictionary<TransferId, Dispatch> Dispatches,
    ImmutableSortedDictionary<TransferId, Amount> Passing)
{
    /// <summary>The most corridors out of one treasury, and offers into it.</summary>
    public const int CorridorsMax = 20_000;

    /// <summary>The most hops that one treasury holds capacity for at the same time.</summary>
    public const int HoldsMax = 100_000;

    public static readonly Treasury Empty = new(
        Book.Empty,
        ImmutableSortedDictionary<CorridorKey, Corridor>.Empty,
        ImmutableSortedDictionary<CorridorKey, Offer>.Empty,
        ImmutableSortedDictionary<HopKey, Hold>.Empty,
        ImmutableSortedDictionary<TransferId, Dispatch>.Empty,
        ImmutableSortedDictionary<TransferId, Amount>.Empty);

    /// <summary>The most that may come into one book from outside in all, less what went out, in minor units of a
    /// currency: every balance then stays far below <see cref="long.MaxValue"/>.</summary>
    public const long BroughtMinorMax = 2 * Amount.MinorMax;

    /// <summary>The refusal for a sum from outside that would take the book past its limit; else null.</summary>
    public Refusal? CheckRoom(Address owner, Amount amount) =>
        amount.Minor - Book.Balance(Account.Outside, amount.Currency) > BroughtMinorMax
            ? CommonRefusals.LimitReached(nameof(BroughtMinorMax), BroughtMinorMax,
                $"the treasury of {owner} holds more {amount.Currency} than can be counted safely")
            : null;

    public static Treasury Evolve(Treasury state, TreasuryEvent @event)
    {
        if (@event.Booked() is { } entry)
            state = state with { Book = state.Book.Post(entry) };
        return @event switch
        {
            TreasuryEvent.CorridorOffered e => state with
            {
                Corridors = state.Corridors.SetItem(e.Corridor, Offered(state, e)),
            },
            TreasuryEvent.CorridorOpened e => state.WithStatus(e.Corridor, CorridorStatus.Open),
            TreasuryEvent.CorridorClosed e => state.WithStatus(e.Corridor, CorridorStatus.Closed),
            TreasuryEvent.OfferLearnt e => state with
            {
                Offers = state.Offers.SetItem(e.Corridor, new Offer(e.Terms, Agreed: false)),
            },
            TreasuryEvent.OfferAgreed e => state with
            {
                Offers = state.Offers.SetItem(e.Corridor, new Offer(e.Terms, Agreed: true)),
            },
            TreasuryEvent.OfferEnded e => state with { Offers = state.Offers.Remove(e.Corridor) },
            TreasuryEvent.HopHeld e => Held(state, e),
            TreasuryEvent.HopRefused => state,
            TreasuryEvent.HopReleased e => Released(state, e.Key),
            TreasuryEvent.HopSent e => Sent(state, e),
            TreasuryEvent.HopTakenIn e => state.WithPassing(e.Key.Transfer, e.Hop.Arrives),
            TreasuryEvent.SentBack e => state with { Passing = state.Passing.Remove(e.Key.Transfer) },
            // What comes back waits as passing until the owner puts it where it belongs, or sends it further back.
            TreasuryEvent.TakenBack e => state.WithPassing(e.Key.Transfer, e.Amount),
            TreasuryEvent.Dispatched e => state with
            {
                Dispatches = state.Dispatches.Add(
                    e.Transfer, new Dispatch(e.Amount, e.Source, e.Delivery, Sent: false)),
            },
            TreasuryEvent.Recalled e => state with
            {
                Dispatches = state.Dispatches.Remove(e.Transfer),
                Passing = state.Passing.Remove(e.Transfer),
            },
            TreasuryEvent.Concluded e => state with { Dispatches = state.Dispatches.Remove(e.Transfer) },
            _ => throw new UnreachableException($"treasury event {@event.GetType().Name}"),
        };
    }

    private static Corridor Offered(Treasury state, TreasuryEvent.CorridorOffered e) =>
        state.Corridors.TryGetValue(e.Corridor, out var corridor)
            ? corridor with { Terms = e.Terms, Status = CorridorStatus.Offered }
            : new Corridor(e.Terms, CorridorStatus.Offered, Period: 0, TakenMinor: 0);

    private static Treasury Held(Treasury state, TreasuryEvent.HopHeld e)
    {
        var corridor = state.Corridors[e.Hop.Corridor];
        return state with
        {
            Holds = state.Holds.Add(e.Key, new Hold(e.Hop, e.Period, e.Expires)),
            Corridors = state.Corridors.SetItem(e.Hop.Corridor, corridor.Take(e.Period, e.Hop.Given.Minor)),
        };
    }

    private static Treasury Released(Treasury state, HopKey key)
    {
        var hold = state.Holds[key];
        var corridor = state.Corridors[hold.Hop.Corridor].GiveBack(hold.Period, hold.Hop.Given.Minor);
        return state with
        {
            Holds = state.Holds.Remove(key),
            Corridors = state.Corridors.SetItem(hold.Hop.Corridor, corridor),
        };
    }

    // What is sent keeps its capacity of the period: the hold goes, the taken part stays.
    private static Treasury Sent(Treasury state, TreasuryEvent.HopSent e) => state with
    {
        Holds = state.Holds.Remove(e.Key),
        Dispatches = state.Dispatches.TryGetValue(e.Key.Transfer, out var dispatch)
            ? state.Dispatches.SetItem(e.Key.Transfer, dispatch with { Sent = true })
            : state.Dispatches,
        Passing = state.Passing.Remove(e.Key.Transfer),
    };

    private Treasury WithStatus(CorridorKey key, CorridorStatus status) =>
        this with { Corridors = Corridors.SetItem(key, Corridors[key] with { Status = status }) };

    private Treasury WithPassing(TransferId transfer, Amount amount) =>
        this with { Passing = Passing.Add(transfer, amount) };
}
