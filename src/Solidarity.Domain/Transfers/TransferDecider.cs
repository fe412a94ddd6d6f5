using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Routes;
using static Solidarity.Domain.Transfers.TransferCommand;
using static Solidarity.Domain.Transfers.TransferEvent;

namespace Solidarity.Domain.Transfers;

/// <summary>
/// The saga that carries money: a route is planned; capacity is held along all of it; then the money goes hop by hop,
/// each confirmed by the body that it reached. A hop that fails before the money has left costs a new plan; after
/// that, a new plan from where the money is; and where there is none, the money goes back the way that it came.
/// A message about an old plan, or one that comes twice, changes nothing. Money that is stuck goes on as soon as it
/// is known where it is.
/// </summary>
public static class TransferDecider
{
    private static readonly Decision<TransferEvent> Nothing = Decision<TransferEvent>.Nothing;

    public static Decision<TransferEvent> Decide(Transfer state, TransferCommand command, DateTimeOffset at) =>
        command switch
        {
            Begin c => Start(state, c, at),
            PlanRoute => throw new UnreachableException("a route is planned by the service, not by the transfer"),
            TakeRoute c => Take(state, c, at),
            FindNoRoute c => GiveUpPlanning(state, c, at),
            LearnHeld c => Current(state, c.Key, TransferPhase.Holding) && c.Key.Hop >= state.Held
                ? new HopHeld(c.Key)
                : Nothing,
            LearnRefused c => Refused(state, c, at),
            LearnArrived c => Resume(state, c.Key, TransferPhase.Moving, then => ArriveOnTheWay(then, c)),
            LearnDelivered c => Resume(state, c.Key, TransferPhase.Moving, then =>
                Current(then, c.Key, TransferPhase.Moving)
                    ? new Settled(c.Key, then.Route!.Hops[c.Key.Hop].Arrives, at, c.Passed)
                    : Nothing),
            LearnBack c => Resume(state, c.Key, TransferPhase.TurningBack, then => Back(then, c, at)),
            LearnInDoubt c => Doubt(state, c, at),
            Retry => TryAgain(state),
            LearnWaits c => ManualStepRules.Wait(state, c),
            LearnReceipt c => ManualStepRules.Note(state, c),
            _ => throw new UnreachableException($"transfer command {command.GetType().Name}"),
        };

    private static Decision<TransferEvent> Start(Transfer state, Begin command, DateTimeOffset at)
    {
        if (state.Phase == TransferPhase.None)
            return Begin(state.Id, command, at);
        var same = state.Source == command.Source && state.Amount == command.Amount
            && state.Delivery == command.Delivery;
        return same ? Nothing : TransferRefusals.IdTaken(state);
    }

    private static Decision<TransferEvent> Begin(TransferId id, Begin command, DateTimeOffset at)
    {
        var begun = new Begun(id, command.Source, command.Amount, command.Delivery, at);
        if (command is not { Route: { } route, Expiries: { } expiries })
            return begun;
        if (!route.Leads(command.Source, command.Amount, command.Delivery.Receiver)
            || expiries.Length != route.HeldTogether)
            throw new InvalidOperationException($"The route planned for transfer {id} does not join up.");
        return Both(begun with { HasRoute = true }, new RoutePlanned(1, route, expiries, Held: 1));
    }

    private static Decision<TransferEvent> Take(Transfer state, TakeRoute command, DateTimeOffset at)
    {
        if (state.Phase != TransferPhase.Planning || command.Plan != state.Plan)
            return Nothing;
        // The planner's answer is checked again here: a route that does not join up would strand the money.
        if (!command.Route.Leads(state.Holder, state.AtHolder, state.Delivery!.Receiver))
            throw new InvalidOperationException($"The route planned for transfer {state.Id} does not join up.");
        var delays = command.DelayHours;
        if (delays.Length != command.Route.Hops.Length)
            throw new InvalidOperationException($"The route for transfer {state.Id} has {delays.Length} delays.");
        var expiries = RouteTimes.Expiries(at, command.Route, delays);
        return new RoutePlanned(command.Plan, command.Route, expiries, Held: 0);
    }

    private static Decision<TransferEvent> GiveUpPlanning(Transfer state, FindNoRoute command, DateTimeOffset at)
    {
        if (state.Phase != TransferPhase.Planning || command.Plan != state.Plan)
            return Nothing;
        // Why a corridor is left out now is what was said when it failed.
        var why = state is { Plan: > 1, Reason: { Length: > 0 } before }
            && !command.Reason.Contains(before, StringComparison.Ordinal)
            ? InEnglish($"{command.Reason} (before that: {before})")
            : command.Reason;
        return state.Travelled.IsEmpty ? Unsent(state, why, at) : new TurnedBack(why);
    }

    private static Decision<TransferEvent> Refused(Transfer state, LearnRefused command, DateTimeOffset at)
    {
        var key = command.Key;
        if (state.Phase == TransferPhase.TurningBack && IsLastTravelled(state, key))
            return new Stuck(state.Holder, command.Reason, at);
        var holding = Current(state, key, TransferPhase.Holding);
        // A hold that expires after its hop was sent, or while another hop is on its way, is looked at when that
        // hop's turn comes: sending over it will be refused then.
        var sending = Current(state, key, TransferPhase.Moving) && key.Hop == state.Next;
        if (holding || sending)
            return FailPlan(state, key.Hop, command, at);
        var isLater = command.Again == true && Current(state, key, TransferPhase.Moving) && key.Hop >= state.Next
            && !state.Lapsed.Contains(key.Hop);
        return isLater ? new QuoteLapsed(key) : Nothing;
    }

    private static Decision<TransferEvent> FailPlan(Transfer state, int hop, LearnRefused command, DateTimeOffset at)
    {
        var reason = command.Reason;
        var again = command.Again == true || state.Lapsed.Contains(hop);
        var failed = new PlanFailed(state.Plan, hop, reason, again ? true : null);
        if (state.Plan - state.Stages < Transfer.PlansMax)
            return failed;
        var why = InEnglish($"{reason} (tried PlansMax = {Transfer.PlansMax} routes)");
        TransferEvent end = state.Travelled.IsEmpty ? Unsent(state, why, at) : new TurnedBack(why);
        return Both(failed, end);
    }

    private static Returned Unsent(Transfer state, string reason, DateTimeOffset at) =>
        new(reason, at, state.ManualSteps is null ? true : null);

    private static Decision<TransferEvent> ArriveOnTheWay(Transfer state, LearnArrived command)
    {
        var key = command.Key;
        if (!Current(state, key, TransferPhase.Moving) || key.Hop < state.Next)
            return Nothing;
        var arrived = new HopArrived(key, command.Passed);
        // It reached its last treasury, which could not put it where it was meant to go: back with it.
        return key.Hop == state.Route!.Hops.Length - 1
            ? Both(arrived, new TurnedBack(InEnglish($"{state.Route.Hops[^1].To} could not take the money in")))
            : arrived;
    }

    private static Decision<TransferEvent> Back(Transfer state, LearnBack command, DateTimeOffset at)
    {
        if (state.Phase != TransferPhase.TurningBack || !IsLastTravelled(state, command.Key))
            return Nothing;
        var back = new BackArrived(command.Key, command.Amount);
        return Transfer.Evolve(state, back).Travelled.IsEmpty ? Both(back, new Returned(state.Reason ?? "", at)) : back;
    }

    private static Decision<TransferEvent> Doubt(Transfer state, LearnInDoubt command, DateTimeOffset at)
    {
        var key = command.Key;
        var stuck = new Stuck(command.Holder, command.Reason, at, key);
        // It had gone on behind the hop that was in doubt, and is in doubt there now.
        if (!command.Back && IsBehindHalt(state, key) && key != state.Halt!.Hop)
            return Both(new Resumed(key), stuck);
        var isUnderWay = command.Back
            ? state.Phase == TransferPhase.TurningBack && IsLastTravelled(state, key)
            : Current(state, key, TransferPhase.Moving) && key.Hop >= state.Next;
        return isUnderWay ? stuck : Nothing;
    }

    // An arrival over the hop that the money was stuck on, or one behind it, is believed whenever it is told.
    private static Decision<TransferEvent> Resume(
        Transfer state, HopKey key, TransferPhase was, Func<Transfer, Decision<TransferEvent>> decide)
    {
        var isAwaited = state is { Phase: TransferPhase.Stuck, Halt: { } halt } && halt.Was == was
            && (halt.Hop == key || IsBehindHalt(state, key)
                || (halt.Hop is null && IsLastTravelled(state, key)));
        if (!isAwaited)
            return decide(state);
        var resumed = new Resumed(key);
        var decision = decide(Transfer.Evolve(state, resumed));
        return decision.Events.IsEmpty ? Nothing : decision.Events.Insert(0, resumed);
    }

    private static Decision<TransferEvent> TryAgain(Transfer state)
    {
        if (state.Phase != TransferPhase.Stuck)
            return TransferRefusals.NotStuck(state);
        return state.Halt!.Hop is null
            ? new TurnedBack(InEnglish("tried again by hand"))
            : TransferRefusals.InDoubt(state);
    }

    private static bool Current(Transfer state, HopKey key, TransferPhase phase) =>
        state.Phase == phase && key.Plan == state.Plan && key.Transfer == state.Id;

    private static bool IsBehindHalt(Transfer state, HopKey key) =>
        state is { Phase: TransferPhase.Stuck, Halt: { Was: TransferPhase.Moving, Hop: { } hop } }
        && key.Transfer == state.Id && key.Plan == hop.Plan && key.Hop >= hop.Hop;

    private static bool IsLastTravelled(Transfer state, HopKey key) =>
        !state.Travelled.IsEmpty && state.Travelled[^1].Key == key;

    private static Decision<TransferEvent> Both(TransferEvent first, TransferEvent second) =>
        System.Collections.Immutable.ImmutableArray.Create(first, second);
}

/// <summary>The refusals of a transfer.</summary>
internal static class TransferRefusals
{
    public static Refusal IdTaken(Transfer state) => Refusal.Of(RefusalKind.AlreadyExists, "TRANSFER_EXISTS",
        $"transfer {state.Id} exists already, for other money.", ("transfer", state.Id));

    public static Refusal InDoubt(Transfer state) => Refusal.Of(RefusalKind.FailedPrecondition, "TRANSFER_IN_DOUBT",
        $"transfer {state.Id} waits for word whether its money, last known to go from or to {state.Halt!.Holder}, has "
        + $"arrived: {state.Reason}. It goes on by itself when word comes; a treasurer whom the money was sent to can "
        + $"give it. See who that is: solidarity transfers show {state.Id}",
        ("transfer", state.Id), ("holder", state.Halt.Holder));

    public static Refusal NotStuck(Transfer state) => state.Phase == TransferPhase.None
        ? CommonRefusals.NotFounded(Wording.Of($"transfer {state.Id}"))
        : Refusal.Of(RefusalKind.FailedPrecondition, "TRANSFER_NOT_STUCK",
            $"transfer {state.Id} is {state.Phase}, not stuck: there is nothing to try again.", ("transfer", state.Id));
}
