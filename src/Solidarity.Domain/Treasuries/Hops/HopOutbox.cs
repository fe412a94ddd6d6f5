using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Treasuries.Hops.HopCommand;
using static Solidarity.Domain.Treasuries.Hops.HopEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a treasury tells of money that it sets aside, sends and takes in.</summary>
internal static class HopOutbox
{
    public static IEnumerable<Message> Of(Address self, HopEvent @event) => @event switch
    {
        Dispatched e => [new Message(
            e.Transfer, new TransferCommand.Begin(self, e.Amount, e.Delivery, e.Route, e.Expiries))],
        HopSent e => [.. ManualSettlementOutbox.Given(e.Key, false, e.Receipt), .. Sent(e)],
        HopTakenIn { Passed: { } passed } e =>
        [
            TreasuryOutbox.ToTransfer(e.Key, new TransferCommand.LearnArrived(e.Key, passed)),
            .. AcknowledgementOutbox.AtOnce(e.Hop.From, e.Key, e.Owed),
        ],
        HopTakenIn e => AcknowledgementOutbox.AtOnce(e.Hop.From, e.Key, e.Owed),
        SentBack e =>
        [
            .. ManualSettlementOutbox.Given(e.Key, true, e.Receipt),
            TreasuryOutbox.To(e.Hop.From, new TakeBack(e.Key, e.Hop, e.Amount, e.Receipt)),
        ],
        TakenBack e =>
        [
            TreasuryOutbox.ToTransfer(e.Key, new TransferCommand.LearnBack(e.Key, e.Amount)),
            .. AcknowledgementOutbox.AtOnce(e.Hop.To, e.Key, owed: null),
        ],
        Recalled or Concluded => [],
        _ => throw new UnreachableException($"hop event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> Sent(HopSent e)
    {
        yield return TreasuryOutbox.To(e.Hop.To, new TakeIn(
            e.Key, e.Hop, e.DeliverAs, e.Passed, e.Onward, e.Receipt));
        if ((e.DeliverAs ?? e.Onward) is Purpose.ToStrikeFund to && LeavesSource(e))
            yield return new Message(to.Strike, new AidCommand.LearnMoney(
                to.Aid, to.Kind, to.Run, MoneyStage.InTransit, e.Hop.Given));
    }

    // Money of others leaves from where it passes.
    private static bool LeavesSource(HopSent e) =>
        e.Entry.Postings.Any(posting => posting.Account == Account.Held);
}
