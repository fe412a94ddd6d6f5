using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using static Solidarity.Domain.Treasuries.TreasuryEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a treasury tells a transfer of what its people have to do, and have said.</summary>
internal static class HandOverOutbox
{
    /// <summary>A receipt for what was sent over a hop, or back over it, where there is one.</summary>
    public static IEnumerable<Message> Given(HopKey key, bool back, Receipt? receipt) => receipt is null
        ? []
        : [new Message(key.Transfer, new TransferCommand.LearnReceipt(key, back, Taken: false, receipt))];

    public static IEnumerable<Message> Of(TreasuryEvent @event) => @event switch
    {
        HandOverAsked e => [new Message(e.Key.Transfer, new TransferCommand.LearnWaits(
            e.Key, e.Back, AwaitedWord.HandOver, e.At, e.Until, Given: null))],
        ClaimMarked e => [new Message(e.Key.Transfer, new TransferCommand.LearnWaits(
            e.Key, e.Back, AwaitedWord.Confirmation, e.At, Until: null, e.Receipt))],
        ClaimConfirmed { Receipt: { } receipt, Back: { } back } e =>
            [new Message(e.Key.Transfer, new TransferCommand.LearnReceipt(e.Key, back, Taken: true, receipt))],
        ClaimRejected { Neighbour: { } neighbour, Back: { } back } e => [new Message(
            e.Key.Transfer, new TransferCommand.LearnInDoubt(e.Key, neighbour, back, e.Reason))],
        ClaimConfirmed or ClaimRejected => [],
        _ => throw new UnreachableException($"treasury event {@event.GetType().Name}"),
    };
}
