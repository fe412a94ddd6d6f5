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
            TellNewcomer c => RelayQuota.IsInside(state, c.To)
                ? new CallsTold(c.To, c.Since, c.InCalls, c.After)
                : Decision<FederationEvent>.Nothing,
            _ => throw new UnreachableException($"relay command {command.GetType().Name}"),
        };

    public static Federation Evolve(Federation state, RelayEvent @event) => @event switch
    {
        CallRelayed e => OnRelayed(state, e),
        CallEndRelayed e => OnEndRelayed(state, e),
        ReminderRelayed e => state with
        {
            Calls = state.Calls.SetItem(e.Strike, state.Calls[e.Strike] with { Reminded = e.Number }),
        },
        WarningRelayed e => OnWarningRelayed(state, e),
        CallNotRelayed or CallsTold => state,
        _ => throw new UnreachableException($"relay event {@event.GetType().Name}"),
    };

    /// <summary>Those that have left, with one more; none where nothing is open that they could have.</summary>
    public static ImmutableSortedSet<Address> WithFormer(Federation state, Address left)
    {
        if (state.OpenCalls.IsEmpty && state.Warnings.IsEmpty)
            return [];
        return state.Former.Count >= Federation.FormerMax ? state.Former : state.Former.Add(left);
    }

    private static Decision<FederationEvent> OnCall(Federation state, LearnCall command, DateTimeOffset at)
    {
        var call = command.Call;
        if (!state.Calls.TryGetValue(call.Strike, out var known))
        {
            return state.Calls.Count >= Federation.CallsMax
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
        nameof(Federation.CallsMax), Federation.CallsMax,
        $"federation {state.Id} remembers as many calls as it can; call through another federation");

    private static Decision<FederationEvent> Relayed(
        Federation state, LearnCall command, bool toSections, DateTimeOffset at)
    {
        var call = command.Call;
        var room = state.OpenCalls.ContainsKey(call.Strike)
            ? Room.Free
            : RelayQuota.For(
                state, RelayQuota.Origin(command.From, call.Section), state.OpenCalls,
                strike => state.Calls[strike].At!.Value, "calls", at);
        return room.WhyNot is { } reason
            ? new CallNotRelayed(call, reason)
            : new CallRelayed(call, command.From, toSections, at, room.GivesWay);
    }

    private static Decision<FederationEvent> OnEnd(Federation state, LearnCallEnd command)
    {
        // It is over for good, or was taken back here already, perhaps under a later number.
        var isKnown = state.Calls.TryGetValue(command.Strike, out var known);
        if (known?.Ended >= command.Number)
            return Redundant;
        // Of what was never relayed here nobody has to be told the end. It is only remembered for what comes later on
        // slower ways, and where there is no room to remember it, that is not relayed either: calls here only get more.
        return !isKnown && state.Calls.Count >= Federation.CallsMax
            ? Redundant
            : new CallEndRelayed(command.Strike, command.Number, command.How, command.From);
    }

    private static Decision<FederationEvent> OnReminder(Federation state, LearnReminder command)
    {
        if (!state.Calls.TryGetValue(command.Strike, out var known))
            return Decision<FederationEvent>.Nothing;
        return known.Reminded >= command.Number || known.Ended >= command.Number
            ? Redundant
            : new ReminderRelayed(command.Strike, command.Number, command.From);
    }

    private static Decision<FederationEvent> OnWarning(Federation state, LearnWarning command, DateTimeOffset at)
    {
        if (state.Calls.TryGetValue(command.Warning.Strike, out var known))
        {
            if (known.Warned || known.Over)
                return Redundant;
        }
        else if (state.Calls.Count >= Federation.CallsMax)
        {
            return TooManyCalls(state);
        }
        var room = RelayQuota.For(
            state, RelayQuota.Origin(command.From, command.Warning.Section),
            state.Warnings.Select(open => KeyValuePair.Create(open.Key, open.Value.Origin)),
            strike => state.Warnings[strike].At, "warnings", at);
        return room.WhyNot is { } reason
            ? RelayRefusals.NoRoom(state.Id, reason)
            : new WarningRelayed(command.Warning, command.From, at, room.GivesWay);
    }

    private static Federation OnRelayed(Federation state, CallRelayed e)
    {
        var (call, origin) = (e.Call, RelayQuota.Origin(e.From, e.Call.Section));
        if (e.GivesWay is { } old)
            state = state with
            {
                OpenCalls = state.OpenCalls.Remove(old),
                Calls = state.Calls.SetItem(old, state.Calls[old] with { Call = null }),
            };
        state = WithRow(state, call.Strike, origin);
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

    private static Federation OnWarningRelayed(Federation state, WarningRelayed e)
    {
        var (strike, origin) = (e.Warning.Strike, RelayQuota.Origin(e.From, e.Warning.Section));
        if (e.GivesWay is { } old)
            state = state with { Warnings = state.Warnings.Remove(old) };
        state = WithRow(state, strike, origin);
        return state with
        {
            Warnings = state.Warnings.Add(strike, new RelayedWarning(e.Warning, e.At, origin)),
            Calls = state.Calls.SetItem(strike, state.Calls[strike] with { Warned = true }),
        };
    }

    // What comes from outside takes the place of the oldest that is not open, once there is enough of it: a federation
    // would not remember more of strangers' calls than it can.
    private static Federation WithRow(Federation state, StrikeId strike, Address origin)
    {
        if (state.Calls.ContainsKey(strike))
            return state;
        state = state with { Calls = state.Calls.Add(strike, Unheard) };
        if (RelayQuota.IsInside(state, origin))
            return state;
        if (state.OutsideCalls.Count >= Federation.OutsideCallsMax)
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

    private static Federation OnEndRelayed(Federation state, CallEndRelayed e)
    {
        // Of an end that comes before its call, only the way that it came is known.
        state = WithRow(state, e.Strike, e.From);
        var known = state.Calls[e.Strike];
        known = known with { Ended = e.Number, Over = known.Over || e.How == CallEnd.StrikeOver };
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
    public static Refusal NoRoom(FederationId federation, string reason) => Refusal.Of(
        RefusalKind.ResourceExhausted, "LIMIT_REACHED", $"{reason}.", ("federation", federation));
}
