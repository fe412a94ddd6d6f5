using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Quarantines;
using static Solidarity.Domain.Treasuries.Quarantines.QuarantineCommand;
using static Solidarity.Domain.Treasuries.Quarantines.QuarantineEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a treasury tells transfers of money that is in doubt, and of its owner's confirmation.</summary>
internal static class QuarantineOutbox
{
    public static IEnumerable<Message> Of(Address self, QuarantineEvent @event) => @event switch
    {
        QuarantineCleared { More: true } e => [TreasuryOutbox.To(self, new ClearQuarantined(e.Neighbour))],
        SumDoubted e => InDoubt(e.Key, e.Neighbour, e.Back, e.Reason),
        ClaimMarked { SettledBy: not null } e => [ManualSettlementOutbox.Waits(
            e.Key, e.Back, AwaitedStep.Confirmation, e.At, until: null, e.Receipt)],
        ClaimMarked e => InDoubt(e.Key, e.Back ? e.Hop.To : e.Hop.From, e.Back, e.Reason),
        ClaimConfirmed { Receipt: { } receipt, Back: { } back } e =>
            [TreasuryOutbox.ToTransfer(e.Key, new TransferCommand.LearnReceipt(e.Key, back, Taken: true, receipt))],
        ClaimRejected { Neighbour: { } neighbour, Back: { } back } e => InDoubt(e.Key, neighbour, back, e.Reason),
        Quarantined or QuarantineCleared or QuarantineLifted or ClaimConfirmed or ClaimRejected => [],
        _ => throw new UnreachableException($"quarantine event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> InDoubt(HopKey key, Address neighbour, bool back, string reason) =>
        [TreasuryOutbox.ToTransfer(key, new TransferCommand.LearnInDoubt(key, neighbour, back, reason))];
}
