using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Federations.Relays.RelayCommand;
using static Solidarity.Domain.Federations.Relays.RelayEvent;

namespace Solidarity.Domain.Federations.Relays;

/// <summary>
/// How a federation relays: down to all its members, and up to the federations that it is in as far as the scope of a
/// call goes. Each thing has a number, and is relayed once however many ways bring it: a call when it is new here, goes
/// wider than before, or says something new; what takes it back, and reminders, the way that the call went. For a call
/// concerns whoever has it, until it is taken back there, also who has left the federation that it came from.
/// A federation that is to be dissolved and its successors relay to each other besides.
/// </summary>
internal static class RelayRules
{
    private static readonly Wording Calls = "calls";
    private static readonly Wording Warnings = "warnings";
    private static readonly Decision<FederationEvent> Redundant = Decision<FederationEvent>.Redundant;
    private static readonly RelayedCall Unheard = new(Number: 0, Level.Local);

    public static Decision<FederationEvent> Decide(
        Federation state, RelayCommand command, DateTimeOffset at) => command switch
        {
            LearnCall c => OnCall(state, c, at),
            LearnCallEnd c => OnEnd(state, c),
            LearnReminder c => OnReminder(state, c),
            LearnWarning c => OnWarning(state, c, at),
            // Whether a body that was to be told what is open here is still near.
            TellNewcomer c => state.IsInside(c.To)
                ? new CallsTold(c.To, c.Since, c.InCalls, c.After)
                : Decision<FederationEvent>.Nothing,
            _ => throw new UnreachableException($"relay command {command.GetType().Name}"),
        };

    /// <param name="isInside">Whether a body is in the federation, or the other way round.</param>
    public static FederationRelays Evolve(
        FederationRelays state, RelayEvent @event, Func<Address, bool> isInside) => @event switch
        {
            CallRelayed e => OnRelayed(state, e, isInside),
            CallEndRelayed e => OnEndRelayed(state, e, isInside),
            ReminderRelayed e => state with
            {
                Calls = state.Calls.SetItem(e.Strike, state.Calls[e.Strike] with { Reminded = e.Number }),
            },
            WarningRelayed e => OnWarningRelayed(state, e, isInside),
            CallNotRelayed or CallsTold => state,
            _ => throw new UnreachableException($"relay event {@event.GetType().Name}"),
        };

    private static Decision<FederationEvent> OnCall(Federation state, LearnCall command, DateTimeOffset at)
    {
        var call = command.Call;
        if (!state.Relays.Calls.TryGetValue(call.Strike, out var known))
        {
            return state.Relays.Calls.Count >= FederationRelays.CallsMax
                ? TooManyCalls(state)
                : Relayed(state, command, toSections: true, at);
        }
        // Also an old sending that was taken back on quicker ways.
        if (call.Number <= known.Number || call.Number < known.Ended)
            return Redundant;
        if (!known.IsOpen || call.Reaffirmed || call.Revision > known.Revision)
            return Relayed(state, command, toSections: true, at);
        // A wider sending goes to neighbouring federations again; the sections here have the call.
        return call.Scope > known.Scope ? Relayed(state, command, toSections: false, at) : Redundant;
    }

    private static Refusal TooManyCalls(Federation state) => CommonRefusals.LimitReached(
        nameof(FederationRelays.CallsMax), FederationRelays.CallsMax,
        $"federation {state.Id} remembers as many calls as it can; call through another federation");

    private static Decision<FederationEvent> Relayed(
        Federation state, LearnCall command, bool toSections, DateTimeOffset at)
    {
        var call = command.Call;
        var room = state.Relays.OpenCalls.ContainsKey(call.Strike)
            ? Room.Free
            : RelayQuota.For(
                state, RelayQuota.Origin(command.From, call.Section), state.Relays.OpenCalls,
                strike => state.Relays.Calls[strike].At!.Value, Calls, at);
        return room.WhyNot is { } reason
            ? new CallNotRelayed(call, reason.English)
            : new CallRelayed(call, command.From, toSections, at, room.GivesWay);
    }

    private static Decision<FederationEvent> OnEnd(Federation state, LearnCallEnd command)
    {
        // It is over for good, or was taken back here already, perhaps under a later number.
        var isKnown = state.Relays.Calls.TryGetValue(command.Strike, out var known);
        if (known?.Ended >= command.Number)
            return Redundant;
        // Of what was never relayed here nobody has to be told the end. It is only remembered for what comes later on
        // slower ways, and where there is no room to remember it, that is not relayed either: calls here only get more.
        return !isKnown && state.Relays.Calls.Count >= FederationRelays.CallsMax
            ? Redundant
            : new CallEndRelayed(command.Strike, command.Number, command.How, command.From);
    }

    private static Decision<FederationEvent> OnReminder(Federation state, LearnReminder command)
    {
        if (!state.Relays.Calls.TryGetValue(command.Strike, out var known))
            return Decision<FederationEvent>.Nothing;
        return known.Reminded >= command.Number || known.Ended >= command.Number
            ? Redundant
            : new ReminderRelayed(command.Strike, command.Number, command.From);
    }

    private static Decision<FederationEvent> OnWarning(Federation state, LearnWarning command, DateTimeOffset at)
    {
        if (state.Relays.Calls.TryGetValue(command.Warning.Strike, out var known))
        {
            if (known.Over || (known.Warned && command.Warning.Revision <= known.WarningRevision))
                return Redundant;
        }
        else if (state.Relays.Calls.Count >= FederationRelays.CallsMax)
        {
            return TooManyCalls(state);
        }
        var room = state.Relays.Warnings.ContainsKey(command.Warning.Strike)
            ? Room.Free
            : RelayQuota.For(
                state, RelayQuota.Origin(command.From, command.Warning.Section),
                state.Relays.Warnings.Select(open => KeyValuePair.Create(open.Key, open.Value.Origin)),
                strike => state.Relays.Warnings[strike].At, Warnings, at);
        return room.WhyNot is { } reason
            ? RelayRefusals.NoRoom(state.Id, reason)
            : new WarningRelayed(command.Warning, command.From, at, room.GivesWay);
    }

    private static FederationRelays OnRelayed(FederationRelays state, CallRelayed e, Func<Address, bool> isInside)
    {
        var (call, origin) = (e.Call, RelayQuota.Origin(e.From, e.Call.Section));
        if (e.GivesWay is { } old)
            state = state with
            {
                OpenCalls = state.OpenCalls.Remove(old),
                Calls = state.Calls.SetItem(old, state.Calls[old] with { Call = null }),
            };
        state = WithRow(state, call.Strike, origin, isInside);
        var known = state.Calls[call.Strike];
        return state with
        {
            CallsRelayed = state.CallsRelayed + (known.Number == 0 ? 1 : 0),
            // Whoever brought it first stays accountable for it while it is open.
            OpenCalls = state.OpenCalls.ContainsKey(call.Strike)
                ? state.OpenCalls
                : state.OpenCalls.Add(call.Strike, origin),
            Calls = state.Calls.SetItem(call.Strike, known with
            {
                Number = call.Number,
                Scope = call.Scope,
                Revision = call.Revision,
                Widest = known.Widest > call.Scope ? known.Widest : call.Scope,
                Call = call,
                At = e.At,
            }),
        };
    }

    private static FederationRelays OnWarningRelayed(
        FederationRelays state, WarningRelayed e, Func<Address, bool> isInside)
    {
        var (strike, origin) = (e.Warning.Strike, RelayQuota.Origin(e.From, e.Warning.Section));
        if (e.GivesWay is { } old)
            state = state with { Warnings = state.Warnings.Remove(old) };
        state = WithRow(state, strike, origin, isInside);
        return state with
        {
            // As with calls, whoever brought it first stays accountable for it.
            Warnings = state.Warnings.SetItem(strike, state.Warnings.TryGetValue(strike, out var known)
                ? known with { Warning = e.Warning, At = e.At }
                : new RelayedWarning(e.Warning, e.At, origin)),
            Calls = state.Calls.SetItem(strike, state.Calls[strike] with
            {
                Warned = true,
                WarningRevision = e.Warning.Revision,
            }),
        };
    }

    // What comes from outside takes the place of the oldest that is not open, once there is enough of it: a federation
    // would not remember more of strangers' calls than it can.
    private static FederationRelays WithRow(
        FederationRelays state, StrikeId strike, Address origin, Func<Address, bool> isInside)
    {
        if (state.Calls.ContainsKey(strike))
            return state;
        state = state with { Calls = state.Calls.Add(strike, Unheard) };
        if (isInside(origin))
            return state;
        if (state.OutsideCalls.Count >= FederationRelays.OutsideCallsMax)
        {
            var old = state.OutsideCalls.FindIndex(
                known => !state.OpenCalls.ContainsKey(known) && !state.Warnings.ContainsKey(known));
            state = state with
            {
                Calls = state.Calls.Remove(state.OutsideCalls[old]),
                OutsideCalls = state.OutsideCalls.RemoveAt(old),
            };
        }
        return state with { OutsideCalls = state.OutsideCalls.Add(strike) };
    }

    private static FederationRelays OnEndRelayed(FederationRelays state, CallEndRelayed e, Func<Address, bool> isInside)
    {
        // Of an end that comes before its call, only the way that it came is known.
        state = WithRow(state, e.Strike, e.From, isInside);
        var known = state.Calls[e.Strike];
        known = known with
        {
            Ended = e.Number,
            Over = e.How == CallEnd.StrikeOver || (known.Over && e.How != CallEnd.Reopened),
        };
        return state with
        {
            Calls = state.Calls.SetItem(e.Strike, known.IsOpen ? known : known with { Call = null }),
            OpenCalls = known.IsOpen ? state.OpenCalls : state.OpenCalls.Remove(e.Strike),
            Warnings = e.How == CallEnd.StrikeOver ? state.Warnings.Remove(e.Strike) : state.Warnings,
        };
    }
}

/// <summary>The refusal about what a federation relays.</summary>
internal static class RelayRefusals
{
    public static Refusal NoRoom(FederationId federation, Wording reason) => Refusal.Of(
        RefusalKind.ResourceExhausted, "LIMIT_REACHED", $"{reason}.", ("federation", federation));
}
