using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Holds;
using static Solidarity.Domain.Treasuries.Holds.HoldCommand;
using static Solidarity.Domain.Treasuries.Holds.HoldEvent;

namespace Solidarity.Domain.Messages;

/// <summary>The next treasury of a way is asked for its hold, and the transfer learns what came of it.</summary>
internal static class HoldOutbox
{
    public static IEnumerable<Message> Of(Address self, HoldEvent @event) => @event switch
    {
        HopHeld { Ahead: null } => [],
        HopHeld { Ahead: [] } e => [TreasuryOutbox.ToTransfer(e.Key, new TransferCommand.LearnHeld(e.Key))],
        HopHeld { Ahead: [var next, .. var rest] } e => [TreasuryOutbox.To(next.Hop.From, new HoldHop(
            e.Key with { Hop = e.Key.Hop + 1 }, next.Hop, next.Expires, rest, e.Source!.Value))],
        HopRefused e => Refused(e.Key, e.Reason, e.Again),
        HopReleased { Reason: { } reason } e => Refused(e.Key, reason, e.Again),
        HopReleased { Expired: true } e => Refused(e.Key, InEnglish($"the hold at {self} has expired"), again: null),
        HopReleased => [],
        ExpiryAwaited e => [TreasuryOutbox.To(self, new ExpireHolds(), e.Until)],
        _ => throw new UnreachableException($"hold event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> Refused(HopKey key, string reason, bool? again) =>
        [TreasuryOutbox.ToTransfer(key, new TransferCommand.LearnRefused(key, reason, again))];
}
