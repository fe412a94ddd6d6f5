using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using static Solidarity.Domain.Treasuries.TreasuryEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a treasury tells of what happened to it.</summary>
public static class TreasuryOutbox
{
    /// <summary>A message for the treasury of a section or a federation.</summary>
    public static Message To(Address owner, TreasuryCommand command, DateTimeOffset? due = null) => owner.Kind switch
    {
        BodyKind.Section => new Message(owner, new OwnTreasuryCommand.ToTreasury(command), due),
        BodyKind.Federation => new Message(owner, new FederationCommand.ToTreasury(command), due),
        _ => throw new UnreachableException($"{owner} has no treasury"),
    };

    public static IEnumerable<Message> Of(Address self, TreasuryEvent @event) => @event switch
    {
        CorridorOffered e =>
            [To(e.Corridor.Neighbour, new TreasuryCommand.LearnOffer(Seen(self, e.Corridor), e.Terms))],
        CorridorClosed { ByNeighbour: false } e =>
            [To(e.Corridor.Neighbour, new TreasuryCommand.LearnClosure(Seen(self, e.Corridor), Outward: false))],
        OfferAgreed e =>
            [To(e.Corridor.Neighbour, new TreasuryCommand.LearnAgreement(Seen(self, e.Corridor), e.Terms))],
        OfferEnded { ByNeighbour: false } e =>
            [To(e.Corridor.Neighbour, new TreasuryCommand.LearnClosure(Seen(self, e.Corridor), Outward: true))],
        HopHeld e => Held(e),
        HopRefused e => [ToTransfer(e.Key, new TransferCommand.LearnRefused(e.Key, e.Reason, e.Again))],
        HopReleased { Reason: { } reason } e =>
            [ToTransfer(e.Key, new TransferCommand.LearnRefused(e.Key, reason, e.Again))],
        HopReleased { Expired: true } e =>
            [ToTransfer(e.Key, new TransferCommand.LearnRefused(e.Key, $"the hold at {self} has expired"))],
        HopSent e => [.. HandOverOutbox.Given(e.Key, false, e.Receipt), .. Sent(e)],
        HopTakenIn { Passed: { } passed } e =>
        [
            ToTransfer(e.Key, new TransferCommand.LearnArrived(e.Key, passed)),
            .. Confirmation(e.Hop.From, e.Key, e.Owed),
        ],
        HopTakenIn e => Confirmation(e.Hop.From, e.Key, e.Owed),
        SentBack e =>
        [
            .. HandOverOutbox.Given(e.Key, true, e.Receipt),
            To(e.Hop.From, new TreasuryCommand.TakeBack(e.Key, e.Hop, e.Amount, e.Receipt)),
        ],
        TakenBack e =>
        [
            ToTransfer(e.Key, new TransferCommand.LearnBack(e.Key, e.Amount)),
            .. Confirmation(e.Hop.To, e.Key, owed: null),
        ],
        Dispatched e => [new Message(
            e.Transfer, new TransferCommand.Begin(self, e.Amount, e.Delivery, e.Route, e.Expiries))],
        ExpiryAwaited e => [To(self, new TreasuryCommand.ExpireHolds(), e.Until)],
        WordPutOff e => [To(self, new TreasuryCommand.GiveWord(), e.Until)],
        WordGiven e => [To(e.Sender, new TreasuryCommand.LearnAllTakenIn(e.Keys))],
        QuarantineCleared { More: true } e => [To(self, new TreasuryCommand.ClearQuarantined(e.Neighbour))],
        SendingDoubted e =>
            [ToTransfer(e.Key, new TransferCommand.LearnInDoubt(e.Key, e.Neighbour, e.Back, e.Reason))],
        HandOverAsked or ClaimMarked { SettledBy: not null } or ClaimConfirmed or ClaimRejected =>
            HandOverOutbox.Of(@event),
        ClaimMarked e => [ToTransfer(e.Key, new TransferCommand.LearnInDoubt(
            e.Key, e.Back ? e.Hop.To : e.Hop.From, e.Back, e.Reason))],
        CorridorOpened or CorridorClosed or OfferLearnt or OfferEnded or HopReleased or Recalled or Concluded
            or Quarantined or QuarantineCleared or QuarantineLifted or SendingConfirmed or DrainBegun or DrainEnded
            or PassingLimitSet => [],
        _ => throw new UnreachableException($"treasury event {@event.GetType().Name}"),
    };

    /// <summary>Word to the sender that its money is here, where it is not told later.</summary>
    public static IEnumerable<Message> Confirmation(Address sender, HopKey key, bool? owed) =>
        owed == true ? [] : [To(sender, new TreasuryCommand.LearnTakenIn(key))];

    private static IEnumerable<Message> Held(HopHeld e) => e.Ahead switch
    {
        null => [],
        [] => [ToTransfer(e.Key, new TransferCommand.LearnHeld(e.Key))],
        [var next, .. var rest] => [To(next.Hop.From, new TreasuryCommand.HoldHop(
            e.Key with { Hop = e.Key.Hop + 1 }, next.Hop, next.Expires, rest, e.Source!.Value))],
    };

    private static IEnumerable<Message> Sent(HopSent e)
    {
        yield return To(e.Hop.To, new TreasuryCommand.TakeIn(
            e.Key, e.Hop, e.DeliverAs, e.Passed, e.Onward, e.Receipt));
        if ((e.DeliverAs ?? e.Onward) is Delivery.ToStrikeFund to && LeavesSource(e))
            yield return new Message(to.Strike, new StrikeCommand.LearnMoney(
                to.Aid, to.Kind, to.Run, MoneyStage.InTransit, e.Hop.Given));
    }

    // Money of others leaves from where it passes.
    private static bool LeavesSource(HopSent e) =>
        e.Entry.Postings.Any(posting => posting.Account == Account.Held);

    private static Message ToTransfer(HopKey key, TransferCommand command) => new(key.Transfer, command);

    // The same corridor, seen from its other end.
    private static CorridorKey Seen(Address self, CorridorKey key) => key with { Neighbour = self };
}
