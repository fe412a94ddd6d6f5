using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Domain.Treasuries.ManualSettlement;

/// <summary>What happened to money that people settle.</summary>
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
