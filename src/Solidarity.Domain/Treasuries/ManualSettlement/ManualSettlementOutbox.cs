using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.ManualSettlement;
using static Solidarity.Domain.Treasuries.ManualSettlement.ManualSettlementEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a treasury tells a transfer of what its people have to do, and have said.</summary>
internal static class ManualSettlementOutbox
{
    public static IEnumerable<Message> Of(ManualSettlementEvent @event) => @event switch
    {
        SettlementAsked e => [Waits(e.Key, e.Back, AwaitedStep.HandOver, e.At, e.Until, given: null)],
        _ => throw new UnreachableException($"manual settlement event {@event.GetType().Name}"),
    };

    public static Message Waits(
        HopKey key, bool back, AwaitedStep what, DateTimeOffset at, DateTimeOffset? until, Receipt? given) =>
        TreasuryOutbox.ToTransfer(key, new TransferCommand.LearnWaits(key, back, what, at, until, given));

    /// <summary>A receipt for what was sent over a hop, or back over it, where there is one.</summary>
    public static IEnumerable<Message> Given(HopKey key, bool back, Receipt? receipt) => receipt is null
        ? []
        : [TreasuryOutbox.ToTransfer(key, new TransferCommand.LearnReceipt(key, back, Taken: false, receipt))];
}
