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
[method: JsonConstructor]
public sealed record Treasury(
    Book Book,
    TreasuryCorridors Corridors,
    TreasuryHolds Holds,
    TreasuryTransfers Transfers,
    ImmutableSortedDictionary<HopKey, Claim> Claims,
    ImmutableSortedDictionary<HopKey, PendingSettlement> PendingSettlements,
    ImmutableSortedDictionary<Address, Quarantine> Quarantines,
    Carriage Carriage,
    AcknowledgementsOwed Owed)
{
    /// <summary>The most that may come into one book from outside in all, less what went out, in minor units of a
    /// currency: what people put into a book themselves is then shown exactly, and never as "more than".</summary>
    public const long BroughtMinorMax = 2 * Amount.MinorMax;

    public static readonly Treasury Empty = new(
        Book.Empty, TreasuryCorridors.None, TreasuryHolds.None, TreasuryTransfers.None,
        ImmutableSortedDictionary<HopKey, Claim>.Empty,
        ImmutableSortedDictionary<HopKey, PendingSettlement>.Empty,
        ImmutableSortedDictionary<Address, Quarantine>.Empty,
        Carriage.Free, AcknowledgementsOwed.None);

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
            CorridorEvent e => state with { Corridors = CorridorRules.Evolve(state.Corridors, e) },
            HoldEvent e => HoldRules.Evolve(state, e),
            HopEvent e => HopRules.Evolve(state, e),
            AcknowledgementEvent e => AcknowledgementRules.Evolve(state, e),
            QuarantineEvent e => QuarantineRules.Evolve(state, e),
            CarryingEvent e => state with { Carriage = CarryingRules.Evolve(state.Carriage, e) },
            ManualSettlementEvent e => state with
            {
                PendingSettlements = ManualSettlementRules.Evolve(state.PendingSettlements, e),
            },
            _ => throw new UnreachableException($"treasury event {@event.GetType().Name}"),
        };
    }
}
