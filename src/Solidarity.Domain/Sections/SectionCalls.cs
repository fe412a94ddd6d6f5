using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.SectionCommand;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

/// <summary>What a section decides about the calls of its own strikes: sending, narrowing, cancelling, reminding,
/// warning.</summary>
internal static class SectionCalls
{
    public static Decision<SectionEvent> Decide(Section state, SectionCommand command, DateTimeOffset at) =>
        command switch
        {
            CallForAid c => OnCall(state, c, at),
            NarrowCall c => OnNarrow(state, c, at),
            CancelCall c => OnCancel(state, c, at),
            RemindSilent c => (OpenCall(state, c.Strike, out _) ?? Flood(state, at)) is { } no
                ? no
                : new RemindersAsked(c.Strike, at),
            GiveWarning c => OnWarning(state, c, at),
            LearnCallSent c => state.Strikes.ContainsKey(c.Call.Strike)
                ? new CallWidened(c.Call)
                : Decision<SectionEvent>.Nothing,
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    /// <summary>When the section has sent something, with one more; older ones than a day are forgotten.</summary>
    public static ImmutableArray<DateTimeOffset> WithSent(Section state, DateTimeOffset at) =>
        [.. state.Sent.Where(sent => sent > at.AddDays(-1)), at];

    private static Refusal? Flood(Section state, DateTimeOffset at) =>
        state.Sent.Count(sent => sent > at.AddDays(-1)) >= Section.SendingsPerDayMax
            ? CommonRefusals.LimitReached(nameof(Section.SendingsPerDayMax), Section.SendingsPerDayMax,
                $"section {state.Id} has sent out too many calls, warnings and reminders in 24 hours; wait, or put "
                + "into one call what several would say")
            : null;

    private static Decision<SectionEvent> OnCall(Section state, CallForAid command, DateTimeOffset at)
    {
        if (CheckShape(state, command) is { } no)
            return no;
        if (!state.Strikes.TryGetValue(command.Strike, out var strike))
            return SectionRefusals.UnknownStrike(state.Id, command.Strike);
        if (strike.Outcome is { } outcome)
            return SectionRefusals.StrikeOver(command.Strike, outcome);
        // A call only ever widens by being sent again: what was asked of someone is not taken back by asking others.
        var scope = strike.Call is { } before && before.Scope > command.Scope ? before.Scope : command.Scope;
        if (command.Terms is { } terms && terms.Widest < scope)
            return CommonRefusals.Malformed("widest", $"is {terms.Widest}, but the call goes to {scope} already");
        var call = new Call(command.Strike, state.Id, (strike.Call?.Number ?? 0) + 1, scope,
            command.Asks, command.Need ?? strike.Call?.Need, strike.Facts,
            Support: (command.Support ?? strike.Call?.Support) is { IsEmpty: false } support ? support : null);
        var recipients = strike.Recipients.Union(command.Recipients).Union(Federations(state));
        if (recipients.Count > Section.RecipientsMax)
            return CommonRefusals.LimitReached(nameof(Section.RecipientsMax), Section.RecipientsMax,
                $"the call of strike {command.Strike} goes to too many; let federations relay it");
        return Flood(state, at) is { } flood ? flood : new CalledForAid(call, [.. recipients], at, command.Terms);
    }

    private static Refusal? CheckShape(Section state, CallForAid command) =>
        Texts.Check("asks", command.Asks, Texts.MemoCharsMax, required: false)
        ?? (command.Need is { } need ? SectionDecider.CheckNeed(state, need) : null)
        ?? CheckBodies(state, "recipients", command.Recipients)
        ?? (command.Terms is { } terms ? CheckTerms(state, terms) : null);

    private static Refusal? CheckTerms(Section state, CallTerms terms)
    {
        if (terms.WaveHours is < 1 or > CallTerms.WaveHoursMax)
            return CommonRefusals.Malformed("wave_hours", $"is {terms.WaveHours}; 1 to {CallTerms.WaveHoursMax}");
        if (terms.RunwayDays is < 1 or > CallTerms.RunwayDaysMax)
            return CommonRefusals.Malformed("runway_days", $"is {terms.RunwayDays}; 1 to {CallTerms.RunwayDaysMax}");
        if (terms is { RunwayDays: not null, Pay: null })
            return CommonRefusals.Malformed("runway_days", "needs the strike pay that the runway is reckoned with");
        if (terms.Pay is { Strikers: < 1 or > StrikeFacts.StrikersMax } pay)
            return CommonRefusals.Malformed("strikers", $"is {pay.Strikers}; 1 to {StrikeFacts.StrikersMax}");
        return DayRange.Check("from", terms.Pay?.From)
            ?? (terms.Pay is { } paid ? SectionDecider.CheckAmount(state, paid.Weekly) : null)
            ?? CheckBodies(state, "foreign", terms.Foreign);
    }

    private static Refusal? CheckBodies(Section state, string field, ImmutableArray<Address> bodies)
    {
        if (bodies.IsDefault || bodies.Length > Section.RecipientsMax)
            return CommonRefusals.Malformed(field, $"at most {Section.RecipientsMax} may be named");
        foreach (var body in bodies)
            if (body.Kind is not (BodyKind.Section or BodyKind.Federation) || body == (Address)state.Id)
                return CommonRefusals.Malformed(field, $"{body} is no other section and no federation");
        return null;
    }

    private static Decision<SectionEvent> OnNarrow(Section state, NarrowCall command, DateTimeOffset at)
    {
        if (OpenCall(state, command.Strike, out var call) is { } no)
            return no;
        if (command.Scope >= call!.Scope)
            return SectionRefusals.NotNarrower(command.Strike, call.Scope, command.Scope);
        return Flood(state, at) is { } flood ? flood : new CallNarrowed(command.Strike, command.Scope, at);
    }

    private static Decision<SectionEvent> OnCancel(Section state, CancelCall command, DateTimeOffset at)
    {
        // To take back what one has asked is never too much.
        var no = Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false)
            ?? OpenCall(state, command.Strike, out _);
        return no is not null ? no : new CallCancelled(command.Strike, command.Reason, at);
    }

    private static Decision<SectionEvent> OnWarning(Section state, GiveWarning command, DateTimeOffset at)
    {
        if (Texts.Check("text", command.Text, Texts.MemoCharsMax) is { } no)
            return no;
        if (!state.Strikes.TryGetValue(command.Strike, out var strike))
            return SectionRefusals.UnknownStrike(state.Id, command.Strike);
        if (strike.Outcome is { } outcome)
            return SectionRefusals.StrikeOver(command.Strike, outcome);
        if (strike.Warned)
            return SectionRefusals.WarnedAlready(command.Strike);
        return Flood(state, at) is { } flood
            ? flood
            : new WarningGiven(command.Strike, command.Text, [.. strike.Recipients.Union(Federations(state))], at);
    }

    private static Refusal? OpenCall(Section state, StrikeId id, out Call? call)
    {
        call = null;
        if (!state.Strikes.TryGetValue(id, out var strike))
            return SectionRefusals.UnknownStrike(state.Id, id);
        if (strike.Outcome is { } outcome)
            return SectionRefusals.StrikeOver(id, outcome);
        call = strike.Call;
        return call is null ? SectionRefusals.NotCalled(id) : null;
    }

    private static IEnumerable<Address> Federations(Section state) => state.Affiliations
        .Where(a => a.Value == AffiliationStatus.Member).Select(a => (Address)a.Key);
}
