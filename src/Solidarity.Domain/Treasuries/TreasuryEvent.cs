using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Transfers;

namespace Solidarity.Domain.Treasuries;

/// <summary>What happened to a treasury. The names are the storage format: fields are added, never renamed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(CorridorOffered), "treasury.corridor-offered.v1")]
[JsonDerivedType(typeof(CorridorOpened), "treasury.corridor-opened.v1")]
[JsonDerivedType(typeof(CorridorClosed), "treasury.corridor-closed.v1")]
[JsonDerivedType(typeof(OfferLearnt), "treasury.offer-learnt.v1")]
[JsonDerivedType(typeof(OfferAgreed), "treasury.offer-agreed.v1")]
[JsonDerivedType(typeof(OfferEnded), "treasury.offer-ended.v1")]
[JsonDerivedType(typeof(HopHeld), "treasury.hop-held.v1")]
[JsonDerivedType(typeof(HopRefused), "treasury.hop-refused.v1")]
[JsonDerivedType(typeof(HopReleased), "treasury.hop-released.v1")]
[JsonDerivedType(typeof(HopSent), "treasury.hop-sent.v1")]
[JsonDerivedType(typeof(HopTakenIn), "treasury.hop-taken-in.v1")]
[JsonDerivedType(typeof(SentBack), "treasury.sent-back.v1")]
[JsonDerivedType(typeof(TakenBack), "treasury.taken-back.v1")]
[JsonDerivedType(typeof(Dispatched), "treasury.dispatched.v1")]
[JsonDerivedType(typeof(Recalled), "treasury.recalled.v1")]
[JsonDerivedType(typeof(Concluded), "treasury.concluded.v1")]
public abstract record TreasuryEvent
{
    private TreasuryEvent() { }

    /// <summary>The movement of money that this event books, if it moves any.</summary>
    public virtual LedgerEntry? Booked() => null;

    public sealed record CorridorOffered(CorridorKey Corridor, CorridorTerms Terms) : TreasuryEvent;

    public sealed record CorridorOpened(CorridorKey Corridor) : TreasuryEvent;

    /// <param name="ByNeighbour">The other end closed it; it need not be told.</param>
    public sealed record CorridorClosed(CorridorKey Corridor, bool ByNeighbour) : TreasuryEvent;

    public sealed record OfferLearnt(CorridorKey Corridor, CorridorTerms Terms) : TreasuryEvent;

    public sealed record OfferAgreed(CorridorKey Corridor, CorridorTerms Terms) : TreasuryEvent;

    public sealed record OfferEnded(CorridorKey Corridor, bool ByNeighbour) : TreasuryEvent;

    /// <param name="Period">The corridor's period whose capacity the hold takes.</param>
    public sealed record HopHeld(HopKey Key, Hop Hop, long Period, DateTimeOffset Expires) : TreasuryEvent;

    /// <summary>A hold or a sending was refused; <paramref name="Reason"/> is for people.</summary>
    public sealed record HopRefused(HopKey Key, string Reason) : TreasuryEvent;

    /// <param name="Expired">By its alarm, and not by the transfer, which must be told.</param>
    public sealed record HopReleased(HopKey Key, bool Expired) : TreasuryEvent;

    public sealed record HopSent(HopKey Key, Hop Hop, Delivery? DeliverAs, LedgerEntry Entry) : TreasuryEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>Money came in on its way to another treasury.</summary>
    public sealed record HopTakenIn(HopKey Key, Hop Hop, LedgerEntry Entry) : TreasuryEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <param name="Amount">What is sent back: all that is left of the transfer's money here.</param>
    public sealed record SentBack(HopKey Key, Hop Hop, Amount Amount, LedgerEntry Entry) : TreasuryEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <param name="Amount">What is here again, in the currency that was given.</param>
    public sealed record TakenBack(HopKey Key, Hop Hop, Amount Amount, LedgerEntry Entry) : TreasuryEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>The owner set money aside for a transfer of its own and asked for it to be sent.</summary>
    /// <param name="Source">The account that the money came from, and goes back to if the transfer fails.</param>
    public sealed record Dispatched(
        TransferId Transfer, Amount Amount, Account Source, Delivery Delivery, LedgerEntry Entry) : TreasuryEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>A transfer of the owner's own ended without delivery; what is here of it goes back.</summary>
    public sealed record Recalled(TransferId Transfer, LedgerEntry Entry) : TreasuryEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>A transfer of the owner's own was delivered.</summary>
    public sealed record Concluded(TransferId Transfer) : TreasuryEvent;
}
