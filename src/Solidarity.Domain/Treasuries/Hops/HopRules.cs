using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;
using static Solidarity.Domain.Treasuries.Holds.HoldEvent;
using static Solidarity.Domain.Treasuries.Hops.HopCommand;
using static Solidarity.Domain.Treasuries.Hops.HopEvent;

namespace Solidarity.Domain.Treasuries.Hops;

/// <summary>
/// Money moves hop by hop: sent over a hop that room is held for, taken in behind it, or sent back. Money that arrives
/// is always booked.
/// </summary>
internal static class HopRules
{
    public static Decision<TreasuryEvent> Decide(
        Address self, Treasury state, HopCommand command, DateTimeOffset at) => command switch
        {
            SendHop c => ManualSettlementRules.Send(state, c.Key, () => Send(self, state, c, at)),
            SendBack c => ManualSettlementRules.Send(state, c.Key, () => SendBack(self, state, c, at)),
            TakeIn or HopCommand.TakeBack =>
                QuarantineRules.Mark(self, state, command, at) ?? ComeIn(self, state, command, at),
            LearnEnd c => End(state, c),
            _ => throw new UnreachableException($"hop command {command.GetType().Name}"),
        };

    public static Treasury Evolve(Treasury state, HopEvent @event) => @event switch
    {
        Dispatched e => state with
        {
            Transfers = state.Transfers with
            {
                Dispatches = state.Transfers.Dispatches.Add(
                    e.Transfer, new Dispatch(e.Amount, e.Source, e.Delivery, Sent: false)),
            },
        },
        HopSent e => Sent(state, e),
        HopTakenIn e => CarryingRules.Come(
            AcknowledgementRules.Owing(
                WithPassing(state, e.Key.Transfer, e.Hop.Arrives), e.Key, e.Hop.From, e.Owed),
            e.Key),
        SentBack e => state with
        {
            Transfers = Left(state.Transfers, e.Key, new UnacknowledgedSum(
                e.Hop, e.Amount, Back: true, e.At, Doubted: false, e.Receipt)),
            PendingSettlements = state.PendingSettlements.Remove(e.Key),
        },
        // What comes back waits as passing until the owner puts it where it belongs, or sends it further back.
        TakenBack e => AcknowledgementRules.Acknowledged(WithPassing(state, e.Key.Transfer, e.Amount), e.Key),
        Recalled e => state with
        {
            Transfers = state.Transfers with
            {
                Dispatches = state.Transfers.Dispatches.Remove(e.Transfer),
                Passing = state.Transfers.Passing.Remove(e.Transfer),
            },
        },
        Concluded e => Concluded(state, e.Transfer),
        _ => throw new UnreachableException($"hop event {@event.GetType().Name}"),
    };

    public static Decision<TreasuryEvent> Send(Address self, Treasury state, SendHop command, DateTimeOffset at)
    {
        var key = command.Key;
        if (!state.Holds.ByHop.TryGetValue(key, out var hold))
            return new HopRefused(key, InEnglish($"the hold at {self} has expired"));
        // At the very instant of the expiry it is too late, whichever of the two comes first.
        if (hold.Expires - at < TimeSpan.FromMinutes(TreasuryHolds.ClockSkewMinutes))
            return hold.Quoted
                ? new HopRefused(key, HoldRules.QuoteOver(self, hold), Again: true)
                : new HopRefused(key, InEnglish($"the hold at {self} has expired, or does within "
                    + $"{TreasuryHolds.ClockSkewMinutes} minutes"));
        if (state.Transfers.Dispatches.TryGetValue(key.Transfer, out var dispatch) && dispatch is { Sent: false }
            && dispatch.Amount == hold.Hop.Given)
            return Sent(command, hold.Hop, Account.Held, at);
        if (state.Transfers.Passing.TryGetValue(key.Transfer, out var passing) && passing == hold.Hop.Given)
            return Sent(command, hold.Hop, Account.Passing, at);
        return new HopRefused(key, InEnglish($"{self} holds no money of transfer {key.Transfer} for this hop"));
    }

    public static Decision<TreasuryEvent> SendBack(Address self, Treasury state, SendBack command, DateTimeOffset at)
    {
        if (QuarantineRules.WhyNotTo(self, state, command.Hop.From) is { } quarantined)
            return new HopRefused(command.Key, quarantined.English);
        // Money that was never taken in cannot go back; the transfer asks only for what it knows to have arrived.
        // It is less than what arrived where it went further, for a fee, and came back.
        var isHere = state.Transfers.Passing.TryGetValue(command.Key.Transfer, out var passing)
            && passing.Currency == command.Hop.Arrives.Currency && passing.Minor <= command.Hop.Arrives.Minor;
        if (!isHere)
            return new HopRefused(
                command.Key, InEnglish($"no money of transfer {command.Key.Transfer} is here to go back"));
        return new SentBack(command.Key, command.Hop, passing, LedgerEntry.Move(
            passing, Account.Passing, Account.To(command.Hop.From)), at);
    }

    public static ImmutableArray<TreasuryEvent> ComeIn(
        Address self, Treasury state, HopCommand command, DateTimeOffset at) => command switch
        {
            TakeIn c => TakenIn(self, state, c, at),
            HopCommand.TakeBack c => TakeBack(state, c),
            _ => throw new UnreachableException($"{command.GetType().Name} brings no money"),
        };

    private static HopSent Sent(SendHop command, Hop hop, Account source, DateTimeOffset at) => new(
        command.Key, hop, command.DeliverAs, HopEntries.Out(hop, source), at, Passed: [], command.Onward);

    // Where room is held for the next hop it goes on at once. Where it cannot, or people have to hand it over, it
    // stays, and the transfer sees to it.
    private static ImmutableArray<TreasuryEvent> TakenIn(
        Address self, Treasury state, TakeIn command, DateTimeOffset at)
    {
        ImmutableArray<DateTimeOffset> passed = [.. command.Passed, at];
        var here = new HopTakenIn(
            command.Key, command.Hop, LedgerEntry.Move(
                command.Hop.Arrives, Account.From(command.Hop.From), Account.Passing),
            passed);
        if (command.Onward is not { } delivery)
            return [here];
        var next = command.Key with { Hop = command.Key.Hop + 1 };
        var isLast = state.Holds.ByHop.TryGetValue(next, out var hold) && hold.Hop.To == delivery.Receiver;
        var onward = new SendHop(next, isLast ? delivery : null, isLast ? null : delivery);
        if (Send(self, Treasury.Evolve(state, here), onward, at).Events is not [HopSent { Hop.SettledBy: null } sent])
            return [here];
        here = here with { Passed = null };
        sent = sent with { Passed = passed };
        return AcknowledgementRules.MayWait(command.Key, command.Hop)
            ? [here with { Owed = true }, sent, .. AcknowledgementRules.PutOff(state, at)]
            : [here, sent];
    }

    private static ImmutableArray<TreasuryEvent> TakeBack(Treasury state, TakeBack command)
    {
        var here = HopEntries.ChangedBack(command.Hop, command.Amount);
        var back = new TakenBack(command.Key, command.Hop, here, HopEntries.BackIn(command.Hop, command.Amount, here));
        if (!state.Transfers.Dispatches.TryGetValue(command.Key.Transfer, out var dispatch))
            return [back];
        var home = LedgerEntry.Move(here, Account.Passing, dispatch.Source);
        return [back, new Recalled(command.Key.Transfer, home)];
    }

    private static Decision<TreasuryEvent> End(Treasury state, LearnEnd command)
    {
        if (!state.Transfers.Dispatches.TryGetValue(command.Transfer, out var dispatch))
            return Decision<TreasuryEvent>.Nothing;
        if (command.Delivered is not null)
            return new Concluded(command.Transfer);
        return new Recalled(command.Transfer, LedgerEntry.Move(dispatch.Amount, Account.Held, dispatch.Source));
    }

    // What is sent keeps its capacity of the period: the hold goes, the taken part stays.
    private static Treasury Sent(Treasury state, HopSent e)
    {
        var (holds, dispatches) = (state.Holds.ByHop, state.Transfers.Dispatches);
        return state with
        {
            Carriage = holds.TryGetValue(e.Key, out var hold) && hold.ToCome
                ? state.Carriage.Expecting(-hold.Hop.Given)
                : state.Carriage,
            Holds = state.Holds with { ByHop = holds.Remove(e.Key) },
            Transfers = Left(state.Transfers, e.Key, new UnacknowledgedSum(
                e.Hop, e.Hop.Arrives, Back: false, e.At, Doubted: false, e.Receipt)) with
            {
                Dispatches = dispatches.TryGetValue(e.Key.Transfer, out var dispatch)
                    ? dispatches.SetItem(e.Key.Transfer, dispatch with { Sent = true })
                    : dispatches,
            },
            PendingSettlements = state.PendingSettlements.Remove(e.Key),
        };
    }

    private static TreasuryTransfers Left(TreasuryTransfers state, HopKey key, UnacknowledgedSum sum) => state with
    {
        Unacknowledged = state.Unacknowledged.SetItem(key, sum),
        Passing = state.Passing.Remove(key.Transfer),
    };

    // What arrived in the end arrived over its first hop: the owner waits for no acknowledgement of that.
    private static Treasury Concluded(Treasury state, TransferId transfer)
    {
        var first = new HopKey(transfer, 1, 0);
        state = state with
        {
            Transfers = state.Transfers with { Dispatches = state.Transfers.Dispatches.Remove(transfer) },
        };
        return state.Transfers.Unacknowledged.TryGetValue(first, out var sum) && !sum.Back
            ? AcknowledgementRules.Acknowledged(state, first)
            : state;
    }

    private static Treasury WithPassing(Treasury state, TransferId transfer, Amount amount) =>
        state with { Transfers = state.Transfers.WithPassing(transfer, amount) };
}
