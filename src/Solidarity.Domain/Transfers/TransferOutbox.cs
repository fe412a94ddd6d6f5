using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Transfers.TransferEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a transfer tells of what happened to it: the bodies along its route, its source, its strike.</summary>
public static class TransferOutbox
{
    public static IEnumerable<Message> Of(Transfer before, TransferEvent @event, Transfer after) => @event switch
    {
        Begun e => e.HasRoute == true ? [] : [Plan(after)],
        RoutePlanned e => after.Phase == TransferPhase.Moving
            ? [Send(after)]
            : [Hold(after, e.Held, e.Expiries)],
        HopHeld => after.Phase == TransferPhase.Moving ? [Send(after)] : [],
        PlanFailed =>
        [
            .. Releases(before), .. after.Plan - after.Stages <= Transfer.PlansMax ? [Plan(after)] : (Message[])[],
        ],
        HopArrived => OnwardFrom(after),
        Settled e => [ToSource(after, e.Delivered, "", foundNoWay: null)],
        TurnedBack => [Back(after)],
        BackArrived => after.Travelled.IsEmpty ? [] : [Back(after)],
        Returned e => [ToSource(after, null, e.Reason, e.FoundNoWay)],
        Stuck or Resumed or QuoteLapsed or HopWaits or ReceiptGiven => [],
        _ => throw new UnreachableException($"transfer event {@event.GetType().Name}"),
    };

    private static HopKey Key(Transfer state, int hop) => new(state.Id, state.Plan, hop);

    private static Message Plan(Transfer state) => new(state.Id, new TransferCommand.PlanRoute(
        state.Plan, state.Holder, state.AtHolder, state.Delivery!, state.Excluded));

    // Behind a hop that people settle nothing is held yet, and a way is planned from there.
    private static Message[] OnwardFrom(Transfer after) => after.Route is not { } route
        ? [Plan(after)]
        : after.Next < route.Hops.Length ? [Send(after)] : [];

    // Each holder asks the next one.
    private static Message Hold(Transfer state, int first, ImmutableArray<DateTimeOffset> expiries)
    {
        var hops = state.Route!.Hops;
        ImmutableArray<HopAhead> ahead = [.. hops.Zip(expiries, (hop, until) => new HopAhead(hop, until)).Skip(first)];
        return TreasuryOutbox.To(hops[first].From, new HoldCommand.HoldHop(
            Key(state, first), ahead[0].Hop, ahead[0].Expires, ahead.RemoveAt(0), state.Source));
    }

    private static Message Send(Transfer state)
    {
        var hops = state.Route!.Hops;
        var isLast = state.Next == hops.Length - 1;
        return TreasuryOutbox.To(hops[state.Next].From, new HopCommand.SendHop(
            Key(state, state.Next), isLast ? state.Delivery : null, isLast ? null : state.Delivery));
    }

    private static IEnumerable<Message> Releases(Transfer state) => state.Route is not { } route
        ? []
        : route.Hops.Select((hop, i) => (Hop: hop, Index: i))
            .Where(h => h.Index >= state.Next && h.Index < route.HeldTogether)
            .Select(h => TreasuryOutbox.To(h.Hop.From, new HoldCommand.ReleaseHop(Key(state, h.Index))));

    private static Message Back(Transfer state)
    {
        var last = state.Travelled[^1];
        return TreasuryOutbox.To(last.Hop.To, new HopCommand.SendBack(last.Key, last.Hop));
    }

    private static Message ToSource(Transfer state, Amount? delivered, string reason, bool? foundNoWay) =>
        TreasuryOutbox.To(state.Source, new HopCommand.LearnEnd(state.Id, delivered, reason, foundNoWay));
}
