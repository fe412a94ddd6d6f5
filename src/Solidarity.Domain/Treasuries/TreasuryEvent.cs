using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

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
[JsonDerivedType(typeof(Quarantined), "treasury.quarantined.v1")]
[JsonDerivedType(typeof(QuarantineCleared), "treasury.quarantine-cleared.v1")]
[JsonDerivedType(typeof(QuarantineLifted), "treasury.quarantine-lifted.v1")]
[JsonDerivedType(typeof(SendingDoubted), "treasury.sending-doubted.v1")]
[JsonDerivedType(typeof(SendingConfirmed), "treasury.sending-confirmed.v1")]
[JsonDerivedType(typeof(ClaimMarked), "treasury.claim-marked.v1")]
[JsonDerivedType(typeof(ClaimConfirmed), "treasury.claim-confirmed.v1")]
[JsonDerivedType(typeof(ClaimRejected), "treasury.claim-rejected.v1")]
[JsonDerivedType(typeof(DrainBegun), "treasury.drain-begun.v1")]
[JsonDerivedType(typeof(DrainEnded), "treasury.drain-ended.v1")]
[JsonDerivedType(typeof(PassingLimitSet), "treasury.passing-limit-set.v1")]
[JsonDerivedType(typeof(ExpiryAwaited), "treasury.expiry-awaited.v1")]
[JsonDerivedType(typeof(WordPutOff), "treasury.word-put-off.v1")]
[JsonDerivedType(typeof(WordGiven), "treasury.word-given.v1")]
[JsonDerivedType(typeof(HandOverAsked), "treasury.hand-over-asked.v1")]
public abstract record TreasuryEvent
{
    private TreasuryEvent() { }

    /// <summary>The movement of money that this event books, if it moves any.</summary>
    public virtual LedgerEntry? Booked() => null;

    public sealed record CorridorOffered(CorridorKey Corridor, CorridorTerms Terms) : TreasuryEvent;

    public sealed record CorridorOpened(CorridorKey Corridor) : TreasuryEvent;

    /// <param name="ByNeighbour">The other end closed it; it need not be told.</param>
    public sealed record CorridorClosed(CorridorKey Corridor, bool ByNeighbour) : TreasuryEvent;

    public sealed record OfferLearnt(CorridorKey Corridor, CorridorTerms Terms, DateTimeOffset At) : TreasuryEvent;

    public sealed record OfferAgreed(CorridorKey Corridor, CorridorTerms Terms) : TreasuryEvent;

    public sealed record OfferEnded(CorridorKey Corridor, bool ByNeighbour) : TreasuryEvent;

    /// <param name="Period">The corridor's period whose capacity the hold takes.</param>
    /// <param name="Quoted">It expires with the rate that was quoted for it, sooner than was asked.</param>
    /// <param name="Ahead">The hops behind it, whose treasuries are asked next; null where the money's owner holds it
    /// in sending it, and nobody else need know.</param>
    /// <param name="Source">Whose money it is for; null as <paramref name="Ahead"/>.</param>
    public sealed record HopHeld(
        HopKey Key, Hop Hop, long Period, DateTimeOffset Expires, bool? Quoted, ImmutableArray<HopAhead>? Ahead,
        Address? Source) : TreasuryEvent;

    /// <summary>A hold or a sending was refused; <paramref name="Reason"/> is for people.</summary>
    /// <param name="Again">The corridor may be planned with again, at its terms of then.</param>
    public sealed record HopRefused(HopKey Key, string Reason, bool? Again = null) : TreasuryEvent;

    /// <param name="Expired">By its alarm, and not by the transfer, which must be told.</param>
    /// <param name="Reason">Released by the treasury itself, and why: the transfer must be told.</param>
    /// <param name="Again">As in <see cref="HopRefused"/>.</param>
    public sealed record HopReleased(HopKey Key, bool Expired, string? Reason = null, bool? Again = null)
        : TreasuryEvent;

    /// <param name="At">Since when word of its arrival is waited for.</param>
    /// <param name="Passed">When it came to each treasury that it went on from by itself, up to this one.</param>
    /// <param name="Onward">What it is for in the end, where its way does not end behind this hop.</param>
    /// <param name="Receipt">What its treasurer says of it, where people settle the hop.</param>
    public sealed record HopSent(
        HopKey Key, Hop Hop, Delivery? DeliverAs, LedgerEntry Entry, DateTimeOffset At,
        ImmutableArray<DateTimeOffset> Passed, Delivery? Onward = null, Receipt? Receipt = null) : TreasuryEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>Money came in on its way to another treasury.</summary>
    /// <param name="Passed">When it came to each treasury that it went on from by itself, this one last; null where it
    /// went on from here in the same entry, and the transfer need not be told.</param>
    /// <param name="Owed">The sender is told of it later, of others together; null: at once.</param>
    public sealed record HopTakenIn(
        HopKey Key, Hop Hop, LedgerEntry Entry, ImmutableArray<DateTimeOffset>? Passed, bool? Owed = null)
        : TreasuryEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <param name="Amount">What is sent back: all that is left of the transfer's money here.</param>
    /// <param name="At">As in <see cref="HopSent"/>.</param>
    /// <param name="Receipt">As in <see cref="HopSent"/>.</param>
    public sealed record SentBack(
        HopKey Key, Hop Hop, Amount Amount, LedgerEntry Entry, DateTimeOffset At, Receipt? Receipt = null)
        : TreasuryEvent
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
    /// <param name="Route">The way that was planned for it, over whose first hop room is held in the same entry; null
    /// where the transfer has to look for one.</param>
    /// <param name="Expiries">When the holds of the route expire.</param>
    public sealed record Dispatched(
        TransferId Transfer, Amount Amount, Account Source, Delivery Delivery, LedgerEntry Entry, Route? Route = null,
        ImmutableArray<DateTimeOffset>? Expiries = null) : TreasuryEvent
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

    public sealed record Quarantined(Address Neighbour, string Reason, DateTimeOffset At) : TreasuryEvent;

    /// <summary>Holds towards the quarantined neighbour were released and sendings to it marked, as the events before
    /// this one say.</summary>
    /// <param name="More">There are more of them than one entry takes.</param>
    public sealed record QuarantineCleared(Address Neighbour, bool More) : TreasuryEvent;

    public sealed record QuarantineLifted(Address Neighbour) : TreasuryEvent;

    /// <summary>Money that was sent to a neighbour now quarantined, with no word yet that it is there.</summary>
    public sealed record SendingDoubted(HopKey Key, Address Neighbour, bool Back, string Reason) : TreasuryEvent;

    /// <summary>Word has come that the money is at the other end.</summary>
    public sealed record SendingConfirmed(HopKey Key) : TreasuryEvent;

    /// <summary>A neighbour says that it has sent money, and the owner has to say whether it is here. Nothing is
    /// booked.</summary>
    /// <param name="Back">Money that had gone out over the hop, and is said to come back.</param>
    /// <param name="Onward">As in <see cref="TreasuryCommand.TakeIn"/>.</param>
    /// <param name="Passed">As in <see cref="TreasuryCommand.TakeIn"/>; null where it is said to come back.</param>
    /// <param name="SettledBy">People settle it so, and the transfer waits for their word; null: the neighbour is not
    /// trusted.</param>
    /// <param name="Receipt">The sender's.</param>
    public sealed record ClaimMarked(
        HopKey Key, Hop Hop, Delivery? DeliverAs, Amount Amount, bool Back, string Reason, DateTimeOffset At,
        Delivery? Onward = null, ImmutableArray<DateTimeOffset>? Passed = null, Settlement? SettledBy = null,
        Receipt? Receipt = null) : TreasuryEvent;

    /// <summary>The money is here; what books it stands beside this.</summary>
    /// <param name="Receipt">What the owner says of it.</param>
    /// <param name="Back">It came back; null where there is no receipt.</param>
    public sealed record ClaimConfirmed(HopKey Key, Receipt? Receipt = null, bool? Back = null) : TreasuryEvent;

    /// <param name="Neighbour">Who says that it sent it, where people settle it: their transfer must be told.</param>
    /// <param name="Back">As in <see cref="ClaimMarked"/>, where there is a neighbour.</param>
    public sealed record ClaimRejected(
        HopKey Key, string Reason, DateTimeOffset At, Address? Neighbour = null, bool? Back = null) : TreasuryEvent;

    /// <summary>From now on no new money passes through here.</summary>
    public sealed record DrainBegun : TreasuryEvent;

    public sealed record DrainEnded : TreasuryEvent;

    /// <summary>The alarm is set for the first of the holds that expires.</summary>
    public sealed record ExpiryAwaited(DateTimeOffset Until) : TreasuryEvent;

    /// <summary>Those who have sent money are told of its arrival at that time, all together.</summary>
    public sealed record WordPutOff(DateTimeOffset Until) : TreasuryEvent;

    /// <summary>A neighbour is told that what it sent is here.</summary>
    public sealed record WordGiven(Address Sender, ImmutableArray<HopKey> Keys) : TreasuryEvent;

    /// <param name="MaxMinor">Null: there is no limit any more.</param>
    /// <param name="HoldHoursMax">As in <see cref="PassingTerms"/>.</param>
    /// <param name="SharePercent">As in <see cref="PassingTerms"/>.</param>
    public sealed record PassingLimitSet(
        Currency Currency, long? MaxMinor, int? HoldHoursMax = null, int? SharePercent = null) : TreasuryEvent;

    /// <summary>Money is to go that somebody has to hand over first. It stays where it stands.</summary>
    /// <param name="Amount">What is to be handed over: what arrives at the other end.</param>
    /// <param name="Back">It goes back over the hop.</param>
    /// <param name="Until">When it is too late for it; null: never.</param>
    /// <param name="Onward">What it is for in the end, where its way does not end behind this hop.</param>
    public sealed record HandOverAsked(
        HopKey Key, Hop Hop, Delivery? DeliverAs, Amount Amount, bool Back, DateTimeOffset At, DateTimeOffset? Until,
        Delivery? Onward = null) : TreasuryEvent;
}
