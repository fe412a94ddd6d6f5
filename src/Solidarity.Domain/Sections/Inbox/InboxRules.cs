using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.Founding;
using static Solidarity.Domain.Sections.Inbox.InboxCommand;
using static Solidarity.Domain.Sections.Inbox.InboxEvent;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Inbox;

/// <summary>What reaches a section of other strikes, and what its people do about that in its inbox.</summary>
[JsonDerivedType(typeof(LearnCall), "learn-call")]
[JsonDerivedType(typeof(LearnCallEnd), "learn-call-end")]
[JsonDerivedType(typeof(LearnReminder), "learn-reminder")]
[JsonDerivedType(typeof(RingReminder), "ring-reminder")]
[JsonDerivedType(typeof(LearnWarning), "learn-warning")]
[JsonDerivedType(typeof(SeeCall), "see-call")]
[JsonDerivedType(typeof(SetReminders), "set-reminders")]
[JsonDerivedType(typeof(AcknowledgeWarning), "acknowledge-warning")]
public abstract record InboxCommand : SectionCommand
{
    private InboxCommand() { }

    public sealed record LearnCall(Call Call, Address From) : InboxCommand;

    public sealed record LearnCallEnd(StrikeId Strike, int Number, CallEnd How) : InboxCommand;

    public sealed record LearnReminder(StrikeId Strike, int Number) : InboxCommand;

    /// <summary>The alarm of a reminder that came in quiet hours.</summary>
    public sealed record RingReminder(StrikeId Strike, int Number) : InboxCommand;

    public sealed record LearnWarning(Warning Warning, Address From) : InboxCommand;

    /// <summary>The section's people have taken note of a call.</summary>
    public sealed record SeeCall(StrikeId Strike) : InboxCommand;

    public sealed record SetReminders(ReminderSettings Settings) : InboxCommand;

    public sealed record AcknowledgeWarning(StrikeId Strike) : InboxCommand;
}

/// <summary>What a section decides about calls and warnings that reach it: hearing, taking note, being reminded.
/// </summary>
internal static class InboxRules
{
    private static readonly Decision<SectionEvent> Nothing = Decision<SectionEvent>.Nothing;
    private static readonly Decision<SectionEvent> Redundant = Decision<SectionEvent>.Redundant;

    public static Decision<SectionEvent> Decide(Section state, InboxCommand command, DateTimeOffset at) =>
        command switch
        {
            LearnCall c => OnCall(state, c, at),
            LearnCallEnd c => OnEnd(state.Inbox, c),
            LearnReminder c => OnReminder(state.Inbox, c.Strike, c.Number, at),
            RingReminder c => OnReminder(state.Inbox, c.Strike, c.Number, at),
            LearnWarning c => OnWarning(state, c, at),
            SeeCall c => OnSeen(state, c.Strike, at),
            SetReminders c => c.Settings.Problem() is { } no ? no
                : c.Settings == state.Inbox.Reminders ? Nothing : new RemindersSet(c.Settings),
            AcknowledgeWarning c => OnAcknowledge(state, c.Strike, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnCall(Section state, LearnCall command, DateTimeOffset at)
    {
        var call = command.Call;
        if (call.Section == state.Id)
            return Redundant;
        if (state.Inbox.Calls.TryGetValue(call.Strike, out var known))
        {
            // Also an old sending that was taken back on quicker ways.
            var isOld = call.Number <= known.Call.Number || call.Number < known.Ended;
            return isOld && !InboxQuota.IsVouchedFor(state, known, command.From)
                ? Redundant
                : new CallHeard(isOld ? known.Call : call, command.From, at);
        }
        return InboxQuota.Hear(state, call, command.From, at);
    }

    private static Decision<SectionEvent> OnEnd(SectionInbox state, LearnCallEnd command)
    {
        var isCalled = state.Calls.TryGetValue(command.Strike, out var call);
        var isWarned = state.Warnings.TryGetValue(command.Strike, out var warning)
            && command.Number > warning.Ended
            && (command.How == CallEnd.Reopened || (command.How == CallEnd.StrikeOver && !warning.Over));
        // A narrower sending under the same number says that this section is still asked.
        var isNews = isCalled && command.Number > call!.Ended && command.Number > call.Call.Number;
        return isNews || isWarned ? new CallEnded(command.Strike, command.Number, command.How)
            : isCalled ? Redundant : Nothing;
    }

    private static Decision<SectionEvent> OnReminder(SectionInbox state, StrikeId strike, int number, DateTimeOffset at)
    {
        var isSilent = state.Reminders.On && state.Calls.TryGetValue(strike, out var call)
            && call is { Answer: Answer.Unanswered, Closed: false };
        if (!isSilent)
            return Nothing;
        var time = state.Reminders.NextTime(at);
        return time > at ? new ReminderPutOff(strike, number, time) : new Reminded(strike, number, at);
    }

    private static Decision<SectionEvent> OnWarning(Section state, LearnWarning command, DateTimeOffset at)
    {
        var warning = command.Warning;
        // A mixed section has members of every trade.
        var concerns = state.Profile.Kind == SectionKind.Central
            || string.Equals(state.Profile.Trade, warning.Facts.Trade, StringComparison.OrdinalIgnoreCase);
        // The end may have been quicker on another way.
        var isOver = state.Inbox.Calls.TryGetValue(warning.Strike, out var call) && call.HowEnded == CallEnd.StrikeOver;
        // What the section has been warned of stays, whatever trade it turns out to concern.
        if (state.Inbox.Warnings.TryGetValue(warning.Strike, out var known))
            return warning.Revision > known.Warning.Revision
                ? new WarningHeard(warning, command.From, at)
                : Redundant;
        if (!concerns || isOver || warning.Section == state.Id)
            return Redundant;
        return InboxQuota.Hear(state, warning, command.From, at);
    }

    private static Decision<SectionEvent> OnSeen(Section state, StrikeId strike, DateTimeOffset at)
    {
        if (!state.Inbox.Calls.TryGetValue(strike, out var call))
            return InboxRefusals.CallUnknown(state.Id, strike);
        return call.SeenAt is null ? new CallSeen(strike, at) : Nothing;
    }

    private static Decision<SectionEvent> OnAcknowledge(Section state, StrikeId strike, DateTimeOffset at)
    {
        if (!state.Inbox.Warnings.TryGetValue(strike, out var warning))
            return InboxRefusals.WarningUnknown(state.Id, strike);
        return warning.AcknowledgedAt is null ? new WarningAcknowledged(strike, at) : Nothing;
    }
}

/// <summary>A section's refusals about what has reached it.</summary>
internal static class InboxRefusals
{
    public static Refusal CallUnknown(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.NotFound,
        "CALL_UNKNOWN", $"no call of strike {strike} has reached section {section}. See its inbox.",
        ("section", section), ("strike", strike));

    public static Refusal CallClosed(StrikeId strike, CallEnd? how) => Precondition("CALL_CLOSED",
        how switch
        {
            CallEnd.Cancelled => Wording.Of(
                $"the call of strike {strike} was taken back by its section: it asks nobody any more."),
            CallEnd.Narrowed =>
                $"the call of strike {strike} goes less far now and does not ask this section any more.",
            CallEnd.Reopened => $"the call of strike {strike} is closed: the strike goes on after all, and asks nobody "
                + $"until its section calls again.",
            _ => $"the call of strike {strike} is closed: the strike is over.",
        },
        ("strike", strike));

    public static Refusal WarningUnknown(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.NotFound,
        "WARNING_UNKNOWN", $"no warning of strike {strike} has reached section {section}. See its inbox.",
        ("section", section), ("strike", strike));
}
