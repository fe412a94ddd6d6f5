using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Strikes.StrikeCommand;
using static Solidarity.Domain.Strikes.StrikeEvent;

namespace Solidarity.Domain.Strikes;

/// <summary>What a strike decides about its call: sending, widening by waves, taking back, reminding, warning.
/// </summary>
internal static class StrikeCalls
{
    private static readonly Decision<StrikeEvent> Nothing = Decision<StrikeEvent>.Nothing;

    public static Decision<StrikeEvent> Decide(Strike state, StrikeCommand command, DateTimeOffset at) =>
        command switch
        {
            SendCall c => OnSend(state, c, at),
            PassCallOn c => IsOpen(state) && !state.Recipients.Contains(c.Recipient)
                ? new CallPassedOn(c.Recipient, at)
                : Nothing,
            NarrowCall c => OnNarrow(state, c.Scope, at),
            CancelCall c => IsOpen(state)
                ? new CallTakenBack(state.LastNumber + 1, CallEnd.Cancelled, c.Reason, at)
                : Nothing,
            EndWave c => OnWaveEnd(state, c.Number, at),
            CheckRunway c => OnRunway(state, c.Check, at),
            RemindSilent c => IsOpen(state) && (c.By is not null || IsDue(state, c.Number, at))
                ? new ReminderSent(state.LastNumber + 1, at)
                : Nothing,
            SendWarning c => state is { Warning: null, Outcome: null }
                ? new WarningSent(new Warning(state.Id, state.Section, c.Text, state.Facts!), c.Recipients, at)
                : Nothing,
            LearnRelayed c => OnRelayed(state, c, at),
            _ => throw new UnreachableException($"strike command {command.GetType().Name}"),
        };

    /// <summary>
    /// What happened to aid or money, with what follows for the call: where the runway is long enough it is watched
    /// from now on, and where it has fallen too low the call widens at once; where a wave was over with the need
    /// covered, and it is not any more, its time begins anew.
    /// </summary>
    public static ImmutableArray<StrikeEvent> Following(
        Strike before, ImmutableArray<StrikeEvent> events, DateTimeOffset at)
    {
        var state = events.Aggregate(before, StrikeEvolution.Evolve);
        if (!IsOpen(state) || state.Terms is not { } terms || state.Call!.Scope >= terms.Widest)
            return events;
        if (Watched(state) is { } days && state.RunwayArmed == DaysOn(state, at) < days)
            return [.. events, .. Look(state, days, at)];
        return !state.WaveWaits && state.IsShort
            ? [.. events, new WaveKept(state.Call.Number, at.AddHours(terms.WaveHours))]
            : events;
    }

    private static bool IsOpen(Strike state) => state is { CallOpen: true, Outcome: null };

    // Not for an earlier wave, nor for one that was over before anybody could be reminded of it.
    private static bool IsDue(Strike state, int number, DateTimeOffset at) =>
        state.Call!.Number == number && !(state.Call.AnswerBy <= at);

    private static Decision<StrikeEvent> OnSend(Strike state, SendCall command, DateTimeOffset at)
    {
        if (state.Outcome is not null)
            return Nothing;
        var (asked, before) = (command.Call, state.Call);
        var terms = command.Terms ?? state.Terms;
        // A call only ever widens by being sent again; to narrow it is an act of its own.
        var scope = state.CallOpen && before!.Scope > asked.Scope ? before.Scope : asked.Scope;
        var call = asked with
        {
            Number = state.LastNumber + 1,
            Scope = scope,
            Revision = before is null ? 0 : before.Revision + (asked.SaysTheSameAs(before) ? 0 : 1),
            Reaffirmed = before is not null && !state.CallOpen,
        };
        return Send(state, call, command.Recipients, terms, command.Terms, SendingCause.ByHand, at);
    }

    private static CallSent Send(
        Strike state, Call call, IEnumerable<Address> more, CallTerms? terms, CallTerms? news, SendingCause cause,
        DateTimeOffset at)
    {
        var recipients = state.Recipients.Union(more);
        if (call.Scope == Level.International && terms is not null)
            recipients = recipients.Union(terms.Foreign);
        var hasMore = terms is not null && call.Scope < terms.Widest;
        call = call with { AnswerBy = hasMore ? at.AddHours(terms!.WaveHours) : null };
        return new CallSent(call, [.. recipients], at, news, cause);
    }

    private static Decision<StrikeEvent> OnNarrow(Strike state, Level scope, DateTimeOffset at)
    {
        if (!IsOpen(state) || scope >= state.Call!.Scope)
            return Nothing;
        var number = state.LastNumber + 1;
        // From everybody first, and then again to those within the narrower scope: whichever comes first to a body on
        // different ways, the call of the same number stands.
        var back = new CallTakenBack(number, CallEnd.Narrowed, "", at);
        var call = state.Call with { Number = number, Scope = scope, Reaffirmed = true, AnswerBy = null };
        var kept = state.Terms is { } terms ? terms with { Widest = scope } : null;
        var foreign = state.Terms?.Foreign.ToHashSet() ?? [];
        var sent = new CallSent(
            call, [.. state.Recipients.Where(to => !foreign.Contains(to))], at, kept, SendingCause.ByHand);
        return ImmutableArray.Create<StrikeEvent>(back, sent);
    }

    private static Decision<StrikeEvent> OnWaveEnd(Strike state, int number, DateTimeOffset at)
    {
        if (!IsOpen(state) || state.Call!.Number != number || !state.WaveWaits || state.Terms is not { } terms)
            return Nothing;
        return state.IsShort
            ? Widen(state, terms, SendingCause.Deadline, at)
            : new WaveKept(number, Until: null);
    }

    private static CallSent Widen(Strike state, CallTerms terms, SendingCause cause, DateTimeOffset at)
    {
        var call = state.Call! with
        {
            Number = state.LastNumber + 1,
            Scope = state.Call.Scope + 1,
            Reaffirmed = false,
        };
        return Send(state, call, [], terms, null, cause, at);
    }

    // The number of days at which the call widens at once, where it still can.
    private static int? Watched(Strike state) =>
        IsOpen(state) && state.Terms is { RunwayDays: { } days, Pay: not null } terms
        && state.Call!.Scope < terms.Widest
            ? days
            : null;

    private static int DaysOn(Strike state, DateTimeOffset at) =>
        state.RunwayOn(DateOnly.FromDateTime(at.UtcDateTime))!.Days;

    private static Decision<StrikeEvent> OnRunway(Strike state, int check, DateTimeOffset at) =>
        state.RunwayArmed && state.RunwayChecks == check && Watched(state) is { } days
            ? Look(state, days, at)
            : Nothing;

    // Widens once for each time that the runway falls; a fund that was never filled does not fall, and waits for the
    // waves' own times.
    private static ImmutableArray<StrikeEvent> Look(Strike state, int days, DateTimeOffset at)
    {
        var (runway, check) = (DaysOn(state, at), state.RunwayChecks + 1);
        return runway >= days
            ? [new RunwayWatched(check, at.AddDays(runway - days + 1))]
            : [Widen(state, state.Terms!, SendingCause.Runway, at), new RunwayWatched(check, Again: null)];
    }

    private static Decision<StrikeEvent> OnRelayed(Strike state, LearnRelayed command, DateTimeOffset at)
    {
        if (state.Relays.Count >= Strike.RelaysMax && !state.Relays.ContainsKey(command.Federation))
            return CommonRefusals.LimitReached(nameof(Strike.RelaysMax), Strike.RelaysMax,
                $"the call of strike {state.Id} was relayed by too many federations");
        var problem = command.Problem.Length > 0 ? command.Problem : Forged(state, command);
        return new RelayReported(command.Federation, new RelayReport(
            command.Number, command.Scope, command.Sections, command.Federations, at, problem), command.Told);
    }

    private static string Forged(Strike state, LearnRelayed command)
    {
        foreach (var sending in state.Sendings)
            if (sending.Number == command.Number)
                return sending.Scope == command.Scope
                    ? ""
                    : $"was sent as {sending.Scope} and relayed as {command.Scope}";
        return command.Number > state.LastNumber ? $"has number {command.Number}, which was never sent" : "";
    }
}
