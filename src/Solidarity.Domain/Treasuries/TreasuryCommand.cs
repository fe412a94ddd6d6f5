using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries;

/// <summary>What a treasury can be asked, whoever owns it: by its owner, or by the messages of others. None of the
/// messages can touch money that its owner has not itself set aside for that transfer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(OfferCorridor), "offer-corridor")]
[JsonDerivedType(typeof(AgreeToCorridor), "agree-to-corridor")]
[JsonDerivedType(typeof(CloseCorridor), "close-corridor")]
[JsonDerivedType(typeof(WithdrawAgreement), "withdraw-agreement")]
[JsonDerivedType(typeof(LearnOffer), "learn-offer")]
[JsonDerivedType(typeof(LearnAgreement), "learn-agreement")]
[JsonDerivedType(typeof(LearnClosure), "learn-closure")]
[JsonDerivedType(typeof(HoldHop), "hold-hop")]
[JsonDerivedType(typeof(ReleaseHop), "release-hop")]
[JsonDerivedType(typeof(SendHop), "send-hop")]
[JsonDerivedType(typeof(TakeIn), "take-in")]
[JsonDerivedType(typeof(SendBack), "send-back")]
[JsonDerivedType(typeof(TakeBack), "take-back")]
[JsonDerivedType(typeof(LearnEnd), "learn-end")]
[JsonDerivedType(typeof(QuarantineNeighbour), "quarantine-neighbour")]
[JsonDerivedType(typeof(LiftQuarantine), "lift-quarantine")]
[JsonDerivedType(typeof(ClearQuarantined), "clear-quarantined")]
[JsonDerivedType(typeof(ConfirmClaim), "confirm-claim")]
[JsonDerivedType(typeof(RejectClaim), "reject-claim")]
[JsonDerivedType(typeof(LearnTakenIn), "learn-taken-in")]
[JsonDerivedType(typeof(ExpireHolds), "expire-holds")]
[JsonDerivedType(typeof(GiveWord), "give-word")]
[JsonDerivedType(typeof(LearnAllTakenIn), "learn-all-taken-in")]
[JsonDerivedType(typeof(SetDrain), "set-drain")]
[JsonDerivedType(typeof(SetPassingLimit), "set-passing-limit")]
[JsonDerivedType(typeof(HandOver), "hand-over")]
[JsonDerivedType(typeof(DeclineHandOver), "decline-hand-over")]
public abstract record TreasuryCommand
{
    private TreasuryCommand() { }

    /// <summary>Whether only the treasury's owner may ask this; the others are messages.</summary>
    [JsonIgnore]
    public bool ByOwner => this is OfferCorridor or AgreeToCorridor or CloseCorridor or WithdrawAgreement
        or QuarantineNeighbour or LiftQuarantine or ConfirmClaim or RejectClaim or SetDrain or SetPassingLimit
        or HandOver or DeclineHandOver;

    /// <summary>As <see cref="BodyCommand.Joins"/>: what moves money hop by hop.</summary>
    [JsonIgnore]
    public bool Joins => this is HoldHop or ReleaseHop or SendHop or TakeIn or SendBack or TakeBack or LearnTakenIn
        or LearnAllTakenIn or LearnEnd;

    /// <summary>Offers a corridor out of this treasury. Offering it again with other terms replaces the offer, and the
    /// other end must agree again.</summary>
    public sealed record OfferCorridor(CorridorKey Corridor, CorridorTerms Terms) : TreasuryCommand;

    /// <summary>Agrees to a corridor that a neighbour offered into this treasury.</summary>
    /// <param name="Corridor">The neighbour is the offering end.</param>
    public sealed record AgreeToCorridor(CorridorKey Corridor) : TreasuryCommand;

    /// <summary>Closes a corridor out of this treasury. Holds in it stay until sent, released or expired.</summary>
    public sealed record CloseCorridor(CorridorKey Corridor) : TreasuryCommand;

    /// <summary>Takes back the agreement to a corridor into this treasury.</summary>
    public sealed record WithdrawAgreement(CorridorKey Corridor) : TreasuryCommand;

    public sealed record LearnOffer(CorridorKey Corridor, CorridorTerms Terms) : TreasuryCommand;

    /// <summary>The other end agreed to these terms; they open only the offer that they are the terms of.</summary>
    public sealed record LearnAgreement(CorridorKey Corridor, CorridorTerms Terms) : TreasuryCommand;

    /// <summary>The other end closed the corridor. <paramref name="Outward"/>: out of this treasury.</summary>
    public sealed record LearnClosure(CorridorKey Corridor, bool Outward) : TreasuryCommand;

    /// <summary>Sets capacity of the hop's corridor aside until <paramref name="Expires"/>.</summary>
    /// <param name="Ahead">The hops behind it, whose treasuries are to be asked next, each by the one before it; empty
    /// where this is the last.</param>
    /// <param name="Source">Whose money it is.</param>
    public sealed record HoldHop(
        HopKey Key, Hop Hop, DateTimeOffset Expires, ImmutableArray<HopAhead> Ahead, Address Source)
        : TreasuryCommand;

    public sealed record ReleaseHop(HopKey Key) : TreasuryCommand;

    /// <summary>The alarm for the first hold that expires.</summary>
    public sealed record ExpireHolds : TreasuryCommand;

    /// <summary>Sends the transfer's money, which is here, over the held hop.</summary>
    /// <param name="DeliverAs">Set where the way ends behind this hop.</param>
    /// <param name="Onward">Set where it does not: what it is for in the end.</param>
    public sealed record SendHop(HopKey Key, Delivery? DeliverAs, Delivery? Onward = null) : TreasuryCommand;

    /// <summary>Money comes in over a hop. <paramref name="DeliverAs"/> is set where its way ends here.</summary>
    /// <param name="Passed">When it came to each treasury that it went on from by itself.</param>
    /// <param name="Onward">What it is for in the end: where room is held for the next hop it goes on at once, without
    /// being asked to.</param>
    /// <param name="Receipt">The sender's, where people settle the hop.</param>
    public sealed record TakeIn(
        HopKey Key, Hop Hop, Delivery? DeliverAs, ImmutableArray<DateTimeOffset> Passed, Delivery? Onward = null,
        Receipt? Receipt = null) : TreasuryCommand;

    /// <summary>Sends money that came in over <paramref name="Hop"/> back to where it came from.</summary>
    public sealed record SendBack(HopKey Key, Hop Hop) : TreasuryCommand;

    /// <summary>Money that went out over <paramref name="Hop"/> comes back.</summary>
    /// <param name="Amount">What comes back: less than the hop brought where fees were spent beyond it.</param>
    /// <param name="Receipt">As in <see cref="TakeIn"/>.</param>
    public sealed record TakeBack(HopKey Key, Hop Hop, Amount Amount, Receipt? Receipt = null) : TreasuryCommand;

    /// <summary>What was sent over a hop, or back over it, is in the other end's book.</summary>
    public sealed record LearnTakenIn(HopKey Key) : TreasuryCommand;

    /// <summary>As <see cref="LearnTakenIn"/>, of all that came in of late.</summary>
    public sealed record LearnAllTakenIn(ImmutableArray<HopKey> Keys) : TreasuryCommand;

    /// <summary>A treasury's word to itself that those who sent it money are to be told that it is here.</summary>
    public sealed record GiveWord : TreasuryCommand;

    /// <summary>A transfer of the owner's own has ended.</summary>
    /// <param name="Delivered">What arrived, or null where nothing did.</param>
    public sealed record LearnEnd(TransferId Transfer, Amount? Delivered, string Reason) : TreasuryCommand;

    /// <summary>Treats a neighbour as seized or silent, in this treasury alone: nothing goes to it any more, and what
    /// it says that it has sent counts only once the owner has confirmed it.</summary>
    public sealed record QuarantineNeighbour(Address Neighbour, string Reason) : TreasuryCommand;

    /// <summary>The corridors are used again, as they were agreed. What waits for the owner's word still waits.
    /// </summary>
    public sealed record LiftQuarantine(Address Neighbour) : TreasuryCommand;

    /// <summary>A quarantining treasury's word to itself, to go on with what was too much for one entry.</summary>
    public sealed record ClearQuarantined(Address Neighbour) : TreasuryCommand;

    /// <summary>The money that a neighbour says it has sent is here: books it.</summary>
    /// <param name="Receipt">Required where people settle the hop: at most <see cref="Receipt.TextCharsMax"/>
    /// characters.</param>
    public sealed record ConfirmClaim(HopKey Key, string? Receipt = null) : TreasuryCommand;

    /// <summary>The money is not here. It may still be confirmed should it come.</summary>
    public sealed record RejectClaim(HopKey Key, string Reason) : TreasuryCommand;

    /// <summary>Takes on no new money passing through, or does so again. What is held here or under way still goes, and
    /// the owner's own money and money meant for it are not touched.</summary>
    public sealed record SetDrain(bool On) : TreasuryCommand;

    /// <summary>Limits how much of others' money stands here, or is held to come, at the same time.</summary>
    /// <param name="MaxMinor">In minor units, 0 to <see cref="Amount.MinorMax"/>; null: no limit.</param>
    /// <param name="HoldHoursMax">As in <see cref="PassingTerms"/>; only with a limit.</param>
    /// <param name="SharePercent">As in <see cref="PassingTerms"/>; only with a limit.</param>
    public sealed record SetPassingLimit(
        Currency Currency, long? MaxMinor, int? HoldHoursMax = null, int? SharePercent = null) : TreasuryCommand
    {
        /// <summary>Null where nothing is said of them.</summary>
        [JsonIgnore]
        public PassingTerms? Terms =>
            HoldHoursMax is null && SharePercent is null ? null : new PassingTerms(HoldHoursMax, SharePercent);
    }

    /// <summary>What was to be handed over was handed over: it counts as sent.</summary>
    /// <param name="Receipt">At most <see cref="Receipt.TextCharsMax"/> characters.</param>
    /// <param name="Goods">What was given; required where the hop is settled in kind. As long as the receipt.</param>
    public sealed record HandOver(HopKey Key, string Receipt, string? Goods = null) : TreasuryCommand;

    /// <summary>It cannot be handed over: its transfer looks for another way.</summary>
    public sealed record DeclineHandOver(HopKey Key, string Reason) : TreasuryCommand;
}
