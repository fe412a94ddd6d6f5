using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Domain.Treasuries.ManualSettlement;

/// <summary>What a treasurer says of money handed over or received, for the other end and for the books.</summary>
/// <param name="Text">A bank's reference, who carried it, a delivery note; at most <see cref="TextCharsMax"/>
/// characters. Both ends and all who may see the transfer read it.</param>
/// <param name="Goods">What was given, where that was goods; at most <see cref="TextCharsMax"/> characters.</param>
/// <param name="At">When it was said.</param>
public sealed record Receipt(string Text, string? Goods, DateTimeOffset At)
{
    public const int TextCharsMax = 300;
}

/// <summary>Money that somebody has to hand over to the next treasury before it counts as sent. It stands where it
/// stood: held or passing.</summary>
/// <param name="Amount">What is to be handed over: what arrives at the other end.</param>
/// <param name="Back">It goes back over the hop.</param>
/// <param name="Until">When it is too late for it, because the hold expires; null where nothing is held for it.
/// </param>
/// <param name="Onward">What it is for in the end, where its way does not end behind this hop.</param>
public sealed record PendingSettlement(
    Hop Hop, Purpose? DeliverAs, Amount Amount, bool Back, DateTimeOffset At, DateTimeOffset? Until,
    Purpose? Onward = null)
{
    [JsonIgnore]
    public Address To => Back ? Hop.From : Hop.To;
}

/// <summary>What a treasury is asked about money that people settle.</summary>
[JsonDerivedType(typeof(ConfirmSettlement), "hand-over")]
[JsonDerivedType(typeof(DeclineSettlement), "decline-hand-over")]
public abstract record ManualSettlementCommand : TreasuryCommand
{
    private ManualSettlementCommand() { }

    [JsonIgnore]
    public override bool ByOwner => true;

    /// <summary>What was to be handed over was handed over: it counts as sent.</summary>
    /// <param name="Receipt">At most <see cref="Receipt.TextCharsMax"/> characters.</param>
    /// <param name="Goods">What was given; required where the hop is settled in kind. As long as the receipt.</param>
    public sealed record ConfirmSettlement(HopKey Key, string Receipt, string? Goods = null) : ManualSettlementCommand;

    /// <summary>It cannot be handed over: its transfer looks for another way.</summary>
    public sealed record DeclineSettlement(HopKey Key, string Reason) : ManualSettlementCommand;
}

/// <summary>What happened to money that people settle.</summary>
[JsonDerivedType(typeof(SettlementAsked), "treasury.hand-over-asked.v1")]
public abstract record ManualSettlementEvent : TreasuryEvent
{
    private ManualSettlementEvent() { }

    /// <summary>Money is to go that somebody has to hand over first. It stays where it stands.</summary>
    /// <param name="Amount">What is to be handed over: what arrives at the other end.</param>
    /// <param name="Back">It goes back over the hop.</param>
    /// <param name="Until">When it is too late for it; null: never.</param>
    /// <param name="Onward">What it is for in the end, where its way does not end behind this hop.</param>
    public sealed record SettlementAsked(
        HopKey Key, Hop Hop, Purpose? DeliverAs, Amount Amount, bool Back, DateTimeOffset At, DateTimeOffset? Until,
        Purpose? Onward = null) : ManualSettlementEvent;
}
