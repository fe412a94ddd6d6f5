using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Holds;
using static Solidarity.Domain.Treasuries.Holds.HoldEvent;
using static Solidarity.Domain.Treasuries.Hops.HopEvent;

namespace Solidarity.Domain.Treasuries.Hops;

/// <summary>How an owner puts money of its own treasury on its way.</summary>
internal static class Dispatching
{
    /// <summary>
    /// Sets the money aside for a transfer. Where a way was planned for it that still begins here as planned, room is
    /// held over its first hop in the same decision; else the transfer looks for a way itself.
    /// </summary>
    public static ImmutableArray<TreasuryEvent> Of(
        Address self, Treasury state, TransferId transfer, Amount amount, Account source, Purpose delivery,
        ImmutableArray<PlannedWay> ways, DateTimeOffset at)
    {
        var dispatched = new Dispatched(
            transfer, amount, source, delivery, LedgerEntry.Move(amount, source, Account.Held));
        if (ways is not [var way] || !way.Route.Leads(self, amount, delivery.Receiver)
            || way.DelayHours.Length != way.Route.Hops.Length)
            return [dispatched];
        var expiries = RouteTimes.Expiries(at, way.Route, way.DelayHours);
        var hold = HoldRules.Decide(
            self, Treasury.Evolve(state, dispatched),
            new HoldCommand.HoldHop(new HopKey(transfer, 1, 0), way.Route.Hops[0], expiries[0], [], self), at);
        return hold.Events is [HopHeld held, .. var rest]
            ?
            [
                dispatched with { Route = way.Route, Expiries = expiries },
                held with { Ahead = null, Source = null },
                .. rest,
            ]
            : [dispatched];
    }
}
