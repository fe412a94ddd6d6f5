using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.ManualSettlement;

namespace Solidarity.Domain.Treasuries.Hops;

/// <summary>A transfer of this treasury's owner that has not ended: what was set aside for it, from which account, and
/// whether it has left.</summary>
public sealed record Dispatch(Amount Amount, Account Source, Purpose Delivery, bool Sent);

/// <summary>Money that was sent to a neighbour, which has not acknowledged it.</summary>
/// <param name="Back">It goes back over the hop.</param>
/// <param name="Doubted">The neighbour was quarantined since.</param>
/// <param name="Receipt">What this treasury said when it was handed over, where people settle it.</param>
public sealed record UnacknowledgedSum(
    Hop Hop, Amount Amount, bool Back, DateTimeOffset At, bool Doubted, Receipt? Receipt = null)
{
    [JsonIgnore]
    public Address To => Back ? Hop.From : Hop.To;
}

/// <summary>What a treasury is asked about money that moves hop by hop.</summary>
[JsonDerivedType(typeof(SendHop), "send-hop")]
[JsonDerivedType(typeof(TakeIn), "take-in")]
[JsonDerivedType(typeof(SendBack), "send-back")]
[JsonDerivedType(typeof(TakeBack), "take-back")]
[JsonDerivedType(typeof(LearnEnd), "learn-end")]
internal abstract record HopCommand : TreasuryCommand
{
    private HopCommand() { }

    [JsonIgnore]
    public override bool Joins => true;

    /// <summary>Sends the transfer's money, which is here, over the held hop.</summary>
    /// <param name="DeliverAs">Set where the way ends behind this hop.</param>
    /// <param name="Onward">Set where it does not: what it is for in the end.</param>
    public sealed record SendHop(HopKey Key, Purpose? DeliverAs, Purpose? Onward = null) : HopCommand;

    /// <summary>Money comes in over a hop. <paramref name="DeliverAs"/> is set where its way ends here.</summary>
    /// <param name="Passed">When it came to each treasury that it went on from by itself.</param>
    /// <param name="Onward">What it is for in the end: where room is held for the next hop it goes on at once, without
    /// being asked to.</param>
    /// <param name="Receipt">The sender's, where people settle the hop.</param>
    public sealed record TakeIn(
        HopKey Key, Hop Hop, Purpose? DeliverAs, ImmutableArray<DateTimeOffset> Passed, Purpose? Onward = null,
        Receipt? Receipt = null) : HopCommand;

    /// <summary>Sends money that came in over <paramref name="Hop"/> back to where it came from.</summary>
    public sealed record SendBack(HopKey Key, Hop Hop) : HopCommand;

    /// <summary>Money that went out over <paramref name="Hop"/> comes back.</summary>
    /// <param name="Amount">What comes back: less than the hop brought where fees were spent beyond it.</param>
    /// <param name="Receipt">As in <see cref="TakeIn"/>.</param>
    public sealed record TakeBack(HopKey Key, Hop Hop, Amount Amount, Receipt? Receipt = null) : HopCommand;

    /// <summary>A transfer of the owner's own has ended.</summary>
    /// <param name="Delivered">What arrived, or null where nothing did.</param>
    /// <param name="FoundNoWay">The money never left, for want of a way alone.</param>
    public sealed record LearnEnd(
        TransferId Transfer, Amount? Delivered, string Reason, bool? FoundNoWay = null) : HopCommand;
}

/// <summary>What happened to money that moves hop by hop.</summary>
[JsonDerivedType(typeof(HopSent), "treasury.hop-sent.v1")]
[JsonDerivedType(typeof(HopTakenIn), "treasury.hop-taken-in.v1")]
[JsonDerivedType(typeof(SentBack), "treasury.sent-back.v1")]
[JsonDerivedType(typeof(TakenBack), "treasury.taken-back.v1")]
[JsonDerivedType(typeof(Dispatched), "treasury.dispatched.v1")]
[JsonDerivedType(typeof(Recalled), "treasury.recalled.v1")]
[JsonDerivedType(typeof(Concluded), "treasury.concluded.v1")]
public abstract record HopEvent : TreasuryEvent
{
    private HopEvent() { }

    /// <summary>The owner set money aside for a transfer of its own and asked for it to be sent.</summary>
    /// <param name="Source">The account that the money came from, and goes back to if the transfer fails.</param>
    /// <param name="Route">The way that was planned for it, over whose first hop room is held in the same entry; null
    /// where the transfer has to look for one.</param>
    /// <param name="Expiries">When the holds of the route expire.</param>
    public sealed record Dispatched(
        TransferId Transfer, Amount Amount, Account Source, Purpose Delivery, LedgerEntry Entry, Route? Route = null,
        ImmutableArray<DateTimeOffset>? Expiries = null) : HopEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <param name="At">Since when its acknowledgement is waited for.</param>
    /// <param name="Passed">When it came to each treasury that it went on from by itself, up to this one.</param>
    /// <param name="Onward">What it is for in the end, where its way does not end behind this hop.</param>
    /// <param name="Receipt">What its treasurer says of it, where people settle the hop.</param>
    public sealed record HopSent(
        HopKey Key, Hop Hop, Purpose? DeliverAs, LedgerEntry Entry, DateTimeOffset At,
        ImmutableArray<DateTimeOffset> Passed, Purpose? Onward = null, Receipt? Receipt = null) : HopEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>Money came in on its way to another treasury.</summary>
    /// <param name="Passed">When it came to each treasury that it went on from by itself, this one last; null where it
    /// went on from here in the same entry, and the transfer need not be told.</param>
    /// <param name="Owed">The sender is told of it later, of others together; null: at once.</param>
    public sealed record HopTakenIn(
        HopKey Key, Hop Hop, LedgerEntry Entry, ImmutableArray<DateTimeOffset>? Passed, bool? Owed = null)
        : HopEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <param name="Amount">What is sent back: all that is left of the transfer's money here.</param>
    /// <param name="At">As in <see cref="HopSent"/>.</param>
    /// <param name="Receipt">As in <see cref="HopSent"/>.</param>
    public sealed record SentBack(
        HopKey Key, Hop Hop, Amount Amount, LedgerEntry Entry, DateTimeOffset At, Receipt? Receipt = null)
        : HopEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <param name="Amount">What is here again, in the currency that was given.</param>
    public sealed record TakenBack(HopKey Key, Hop Hop, Amount Amount, LedgerEntry Entry) : HopEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>A transfer of the owner's own ended without delivery; what is here of it goes back.</summary>
    public sealed record Recalled(TransferId Transfer, LedgerEntry Entry) : HopEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>A transfer of the owner's own was delivered.</summary>
    public sealed record Concluded(TransferId Transfer) : HopEvent;
}
