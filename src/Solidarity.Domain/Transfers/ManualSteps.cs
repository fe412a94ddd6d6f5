using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Json;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.ManualSettlement;
using static Solidarity.Domain.Transfers.TransferCommand;
using static Solidarity.Domain.Transfers.TransferEvent;

namespace Solidarity.Domain.Transfers;

/// <summary>What a transfer waits for somebody to do, and to confirm.</summary>
[JsonConverter(typeof(KebabEnumConverter<AwaitedStep>))]
public enum AwaitedStep
{
    /// <summary>The giving treasurer, that the money was handed over.</summary>
    HandOver,

    /// <summary>The receiving treasurer, that it is there.</summary>
    Confirmation,
}

/// <summary>What people have to say, and have said, of the last hop that needs them.</summary>
/// <param name="Back">The money goes back over it.</param>
/// <param name="Waits">Null: for nothing any more.</param>
/// <param name="Since">When the last wait began.</param>
/// <param name="Until">When it is too late for it; null: never.</param>
/// <param name="Given">What the giving treasurer said when it was handed over.</param>
/// <param name="Taken">What the receiving treasurer said.</param>
public sealed record ManualSteps(
    HopKey Key, bool Back, AwaitedStep? Waits, DateTimeOffset Since, DateTimeOffset? Until, Receipt? Given,
    Receipt? Taken);

/// <summary>For whom a transfer waits, and for what.</summary>
public sealed record Waiting(
    HopKey Key, Hop Hop, bool Back, AwaitedStep Step, Address For, DateTimeOffset Since, DateTimeOffset? Until,
    Receipt? Given);

/// <summary>
/// What a transfer knows of the people at a hop that is settled by them. It is for those who look: a transfer goes on
/// by what the treasuries' books say alone, so nothing here moves it, and to wait is not to be stuck.
/// </summary>
internal static class ManualStepRules
{
    private static readonly Decision<TransferEvent> Nothing = Decision<TransferEvent>.Nothing;

    /// <summary>A treasury has somebody to ask. What is said of a hop that is behind, or is older than what is
    /// known, changes nothing.</summary>
    public static Decision<TransferEvent> Wait(Transfer state, LearnWaits command)
    {
        var (key, back) = (command.Key, command.Back);
        if (!IsAt(state, key, back))
            return Nothing;
        if (IsKnown(Known(state, key, back), command))
            return Nothing;
        return new HopWaits(key, back, command.Step, command.At, command.Until, command.Given);
    }

    public static Decision<TransferEvent> Note(Transfer state, LearnReceipt command)
    {
        var isAt = IsAt(state, command.Key, command.Back) || state.Halt?.Hop == command.Key;
        var known = Known(state, command.Key, command.Back);
        return isAt && (command.Taken ? known?.Taken : known?.Given) is null
            ? new ReceiptGiven(command.Key, command.Back, command.Taken, command.Receipt)
            : Nothing;
    }

    public static ManualSteps? Evolve(Transfer state, TransferEvent @event) => @event switch
    {
        HopWaits e => new ManualSteps(
            e.Key, e.Back, e.Step, e.Since, e.Until, e.Given ?? Known(state, e.Key, e.Back)?.Given, Taken: null),
        ReceiptGiven { Taken: false } e => Begun(state, e) with { Given = e.Receipt },
        ReceiptGiven e => Begun(state, e) with { Taken = e.Receipt },
        Stuck or TurnedBack => state.ManualSteps is { } known ? known with { Waits = null } : null,
        _ => throw new UnreachableException($"transfer event {@event.GetType().Name}"),
    };

    /// <summary>For whom a transfer waits now; null: for nobody.</summary>
    public static Waiting? Of(Transfer state)
    {
        if (state.ManualSteps is not { Waits: { } step } steps
            || !IsAt(state, steps.Key, steps.Back))
            return null;
        var hop = steps.Back ? state.Travelled[^1].Hop : state.Route!.Hops[steps.Key.Hop];
        var isForSender = step == AwaitedStep.HandOver;
        return new Waiting(
            steps.Key, hop, steps.Back, step, isForSender == steps.Back ? hop.To : hop.From,
            steps.Since, steps.Until, steps.Given);
    }

    private static ManualSteps Begun(Transfer state, ReceiptGiven e) =>
        (Known(state, e.Key, e.Back) ?? new ManualSteps(e.Key, e.Back, null, e.Receipt.At, null, null, null)) with
        {
            Waits = null,
        };

    private static ManualSteps? Known(Transfer state, HopKey key, bool back) =>
        state.ManualSteps is { } known && known.Key == key && known.Back == back ? known : null;

    private static bool IsKnown(ManualSteps? known, LearnWaits command) => known is not null
        && (command.At < known.Since
            || (command.Step == AwaitedStep.HandOver && known.Given is not null)
            || known.Taken is not null
            || known.Waits >= command.Step);

    private static bool IsAt(Transfer state, HopKey key, bool back) => back
        ? state.Phase == TransferPhase.TurningBack && !state.Travelled.IsEmpty && state.Travelled[^1].Key == key
        : state.Phase == TransferPhase.Moving && key.Transfer == state.Id && key.Plan == state.Plan
            && key.Hop >= state.Next;
}
