using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Strikes.Calls.CallCommand;
using static Solidarity.Domain.Strikes.Calls.CallEvent;

namespace Solidarity.Domain.Strikes.Calls;

/// <summary>What a strike decides about its call: sending, widening by waves, taking back, reminding.</summary>
internal static class CallRules
{
    private static readonly Decision<StrikeEvent> Nothing = Decision<StrikeEvent>.Nothing;

    public static Decision<StrikeEvent> Decide(Strike state, CallCommand command, DateTimeOffset at) =>
        command switch
        {
            SendCall c => OnSend(state, c, at),
            AmendCall c => OnAmend(state, c, at),
            PassCallOn c => IsOpen(state) && !state.Calls.Recipients.Contains(c.Recipient)
                ? new CallPassedOn(c.Recipient, at)
                : Nothing,
            NarrowCall c => OnNarrow(state, c.Scope, at),
            CancelCall c => IsOpen(state)
                ? new CallTakenBack(state.Calls.LastNumber + 1, CallEnd.Cancelled, c.Reason, at)
                : Nothing,
            EndWave c => OnWaveEnd(state, c.Number, at),
            CheckRunway c => OnRunway(state, c.Check, at),
            RemindSilent c => IsOpen(state) && (c.By is not null || IsDue(state, c.Number, at))
                ? new ReminderSent(state.Calls.LastNumber + 1, at)
                : Nothing,
            LearnRelayed c => OnRelayed(state, c, at),
            _ => throw new UnreachableException($"call command {command.GetType().Name}"),
        };

    public static StrikeCalls Evolve(StrikeCalls state, CallEvent @event) => @event switch
    {
        CallSent e => state with
        {
            Call = e.Call,
            IsOpen = true,
            WaveWaits = e.Call.AnswerBy is not null,
            Terms = e.Terms,
            LastNumber = e.Call.Number,
            Recipients = state.Recipients.Union(e.Recipients),
            Relays = WithTold(
                state.Relays, e.Recipients.Where(to => to.IsFederation).Select(to => to.Federation), e.Call, e.At),
            Waves = Newest(state.Waves, new CallWave(e.Call.Number, e.Call.Scope, e.At, e.Cause)),
        },
        CallTakenBack e => state with
        {
            LastNumber = e.Number,
            IsOpen = e.How == CallEnd.Narrowed && state.IsOpen,
        },
        CallPassedOn e => state with
        {
            Recipients = state.Recipients.Add(e.Recipient),
            Relays = e.Recipient.IsFederation
                ? WithTold(state.Relays, [e.Recipient.Federation], state.Call, e.At)
                : state.Relays,
        },
        WaveKept e => state with { WaveWaits = e.Until is not null },
        RunwayWatched e => state with { RunwayChecks = e.Check, RunwayArmed = e.Again is not null },
        ReminderSent e => state with { LastNumber = e.Number },
        RelayReported e => state with
        {
            Relays = WithTold(
                state.Relays.SetItem(
                    e.Federation, Later(state.Relays.GetValueOrDefault(e.Federation), e.Report)),
                e.Told ?? [], state.Call, e.Report.At),
        },
        _ => throw new UnreachableException($"call event {@event.GetType().Name}"),
    };

    /// <summary>
    /// What happened to aid or money, with what follows for the call: where the runway is long enough it is watched
    /// from now on, and where it has fallen too low the call widens at once; where a wave was over with the need
    /// covered, and it is not any more, its time begins anew.
    /// </summary>
    public static ImmutableArray<StrikeEvent> Following(
        Strike before, ImmutableArray<StrikeEvent> events, DateTimeOffset at)
    {
        var state = events.Aggregate(before, Strike.Evolve);
        if (!IsOpen(state) || state.Calls.Terms is not { } terms || state.Calls.Call!.Scope >= terms.Widest)
            return events;
        if (Watched(state) is { } days && state.Calls.RunwayArmed == DaysOn(state, at) < days)
            return [.. events, .. Look(state, days, at)];
        return !state.Calls.WaveWaits && state.IsShort
            ? [.. events, new WaveKept(state.Calls.Call.Number, at.AddHours(terms.WaveHours))]
            : events;
    }

    private static bool IsOpen(Strike state) => state is { Calls.IsOpen: true, Outcome: null };

    // Not for an earlier wave, nor for one that was over before anybody could be reminded of it.
    private static bool IsDue(Strike state, int number, DateTimeOffset at) =>
        state.Calls.Call!.Number == number && !(state.Calls.Call.AnswerBy <= at);

    private static Decision<StrikeEvent> OnSend(Strike state, SendCall command, DateTimeOffset at)
    {
        if (state.Outcome is not null)
            return Nothing;
        var (asked, before) = (command.Call, state.Calls.Call);
        // A call only ever widens by being sent again; to narrow it is an act of its own.
        var scope = state.Calls.IsOpen && before!.Scope > asked.Scope ? before.Scope : asked.Scope;
        var call = asked with
        {
            Number = state.Calls.LastNumber + 1,
            Scope = scope,
            Revision = before is null ? 0 : before.Revision + (asked.SaysTheSameAs(before) ? 0 : 1),
            Reaffirmed = before is not null && !state.Calls.IsOpen,
        };
        return Send(state, call, command.Recipients, command.Terms, WaveCause.ByHand, at);
    }

    private static Decision<StrikeEvent> OnAmend(Strike state, AmendCall command, DateTimeOffset at) =>
        IsOpen(state) ? Amended(state, command.Call, command.Terms, at) : Nothing;

    /// <summary>What tells those who have the call of new facts: none where nobody is asked.</summary>
    public static ImmutableArray<StrikeEvent> Told(Strike state, StrikeFacts facts, DateTimeOffset at) => IsOpen(state)
        ? [Amended(state, state.Calls.Call! with { Facts = facts }, state.Calls.Terms, at)]
        : [];

    // The wave goes on where its time is as before; else, and where none waits, its time begins anew.
    private static CallSent Amended(Strike state, Call said, CallTerms? terms, DateTimeOffset at)
    {
        var before = state.Calls.Call!;
        var goesOn = state.Calls.WaveWaits && before.AnswerBy > at
            && terms?.WaveHours == state.Calls.Terms?.WaveHours;
        var until = !HasMore(before, terms) ? null : goesOn ? before.AnswerBy : at.AddHours(terms!.WaveHours);
        var call = said with
        {
            Number = state.Calls.LastNumber + 1,
            Scope = before.Scope,
            AnswerBy = until,
            Reaffirmed = false,
        };
        var isNews = !call.SaysTheSameAs(before) || until != before.AnswerBy;
        call = call with { Revision = before.Revision + (isNews ? 1 : 0) };
        return new CallSent(call, [.. state.Calls.Recipients], at, terms, WaveCause.Amended);
    }

    // Whether it can widen by itself.
    private static bool HasMore(Call call, CallTerms? terms) => terms is not null && call.Scope < terms.Widest;

    private static CallSent Send(
        Strike state, Call call, IEnumerable<Address> more, CallTerms? terms, WaveCause cause, DateTimeOffset at)
    {
        var recipients = state.Calls.Recipients.Union(more);
        if (call.Scope == Level.International && terms is not null)
            recipients = recipients.Union(terms.Foreign);
        call = call with { AnswerBy = HasMore(call, terms) ? at.AddHours(terms!.WaveHours) : null };
        return new CallSent(call, [.. recipients], at, terms, cause);
    }

    private static Decision<StrikeEvent> OnNarrow(Strike state, Level scope, DateTimeOffset at)
    {
        if (!IsOpen(state) || scope >= state.Calls.Call!.Scope)
            return Nothing;
        var number = state.Calls.LastNumber + 1;
        // From everybody first, and then again to those within the narrower scope: whichever comes first to a body on
        // different ways, the call of the same number stands.
        var back = new CallTakenBack(number, CallEnd.Narrowed, "", at);
        var call = state.Calls.Call with { Number = number, Scope = scope, Reaffirmed = true, AnswerBy = null };
        var kept = state.Calls.Terms is { } terms ? terms with { Widest = scope } : null;
        var foreign = state.Calls.Terms?.Foreign.ToHashSet() ?? [];
        var sent = new CallSent(
            call, [.. state.Calls.Recipients.Where(to => !foreign.Contains(to))], at, kept, WaveCause.ByHand);
        return ImmutableArray.Create<StrikeEvent>(back, sent);
    }

    private static Decision<StrikeEvent> OnWaveEnd(Strike state, int number, DateTimeOffset at)
    {
        if (!IsOpen(state) || state.Calls is not { WaveWaits: true, Terms: { } terms }
            || state.Calls.Call!.Number != number)
            return Nothing;
        return state.IsShort
            ? Widen(state, terms, WaveCause.Deadline, at)
            : new WaveKept(number, Until: null);
    }

    private static CallSent Widen(Strike state, CallTerms terms, WaveCause cause, DateTimeOffset at)
    {
        var call = state.Calls.Call! with
        {
            Number = state.Calls.LastNumber + 1,
            Scope = state.Calls.Call.Scope + 1,
            Reaffirmed = false,
        };
        return Send(state, call, [], terms, cause, at);
    }

    // The number of days at which the call widens at once, where it still can.
    private static int? Watched(Strike state) =>
        IsOpen(state) && state.Calls.Terms is { RunwayDays: { } days, Pay: not null } terms
        && state.Calls.Call!.Scope < terms.Widest
            ? days
            : null;

    private static int DaysOn(Strike state, DateTimeOffset at) =>
        state.RunwayOn(DateOnly.FromDateTime(at.UtcDateTime))!.Days;

    private static Decision<StrikeEvent> OnRunway(Strike state, int check, DateTimeOffset at) =>
        state.Calls.RunwayArmed && state.Calls.RunwayChecks == check && Watched(state) is { } days
            ? Look(state, days, at)
            : Nothing;

    // Widens once for each time that the runway falls; a fund that was never filled does not fall, and waits for the
    // waves' own times.
    private static ImmutableArray<StrikeEvent> Look(Strike state, int days, DateTimeOffset at)
    {
        var (runway, check) = (DaysOn(state, at), state.Calls.RunwayChecks + 1);
        return runway >= days
            ? [new RunwayWatched(check, at.AddDays(runway - days + 1))]
            : [Widen(state, state.Calls.Terms!, WaveCause.Runway, at), new RunwayWatched(check, Again: null)];
    }

    private static Decision<StrikeEvent> OnRelayed(Strike state, LearnRelayed command, DateTimeOffset at)
    {
        if (state.Calls.Relays.Count >= StrikeCalls.RelaysMax && !state.Calls.Relays.ContainsKey(command.Federation))
            return CommonRefusals.LimitReached(nameof(StrikeCalls.RelaysMax), StrikeCalls.RelaysMax,
                $"the call of strike {state.Id} was relayed by too many federations");
        var problem = command.Problem.Length > 0 ? command.Problem : Forged(state, command);
        return new RelayReported(command.Federation, new RelayReport(
            command.Number, command.Scope, command.Sections, command.Federations, at, problem), command.Told);
    }

    private static string Forged(Strike state, LearnRelayed command)
    {
        foreach (var sending in state.Calls.Waves)
            if (sending.Number == command.Number)
                return sending.Scope == command.Scope
                    ? ""
                    : InEnglish($"was sent as {sending.Scope} and relayed as {command.Scope}");
        return command.Number > state.Calls.LastNumber
            ? InEnglish($"has number {command.Number}, which was never sent")
            : "";
    }

    private static ImmutableArray<CallWave> Newest(ImmutableArray<CallWave> sendings, CallWave sending) =>
        (sendings.Length < StrikeCalls.WavesMax ? sendings : sendings.RemoveAt(0)).Add(sending);

    private static ImmutableSortedDictionary<FederationId, RelayReport> WithTold(
        ImmutableSortedDictionary<FederationId, RelayReport> relays, IEnumerable<FederationId> told, Call? call,
        DateTimeOffset at)
    {
        foreach (var federation in told.Take(StrikeCalls.ToldPerReportMax))
            if (call is not null && relays.Count < StrikeCalls.RelaysHeardOfMax && !relays.ContainsKey(federation))
                relays = relays.Add(federation, new RelayReport(
                    call.Number, call.Scope, Sections: 0, Federations: 0, at, RelayReport.NotReported));
        return relays;
    }

    // A problem stays on the board until a later relay goes well.
    private static RelayReport Later(RelayReport? known, RelayReport told) =>
        known is null || told.Number >= known.Number ? told : known;
}
