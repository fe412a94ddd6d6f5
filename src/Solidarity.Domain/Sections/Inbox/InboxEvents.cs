using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using static Solidarity.Domain.Sections.Inbox.InboxEvent;

namespace Solidarity.Domain.Sections.Inbox;

/// <summary>What reached a section of other strikes, and what its people took note of.</summary>
[JsonDerivedType(typeof(CallHeard), "section.call-heard.v1")]
[JsonDerivedType(typeof(CallClosed), "section.call-closed.v1")]
[JsonDerivedType(typeof(CallEnded), "section.call-ended.v1")]
[JsonDerivedType(typeof(CallSeen), "section.call-seen.v1")]
[JsonDerivedType(typeof(Reminded), "section.reminded.v1")]
[JsonDerivedType(typeof(ReminderPutOff), "section.reminder-put-off.v1")]
[JsonDerivedType(typeof(RemindersSet), "section.reminders-set.v1")]
[JsonDerivedType(typeof(WarningHeard), "section.warning-heard.v1")]
[JsonDerivedType(typeof(WarningAcknowledged), "section.warning-acknowledged.v1")]
public abstract record InboxEvent : SectionEvent
{
    private InboxEvent() { }

    /// <param name="GivesWay">The strike whose call is not kept any more, for want of room; null: none.</param>
    public sealed record CallHeard(Call Call, Address From, DateTimeOffset At, StrikeId? GivesWay = null) : InboxEvent;

    /// <summary>A stranger's call that gives way to another one.</summary>
    public sealed record CallClosed(StrikeId Strike) : InboxEvent;

    /// <summary>A call was taken back from this section, or its strike is over.</summary>
    public sealed record CallEnded(StrikeId Strike, int Number, CallEnd How) : InboxEvent;

    public sealed record CallSeen(StrikeId Strike, DateTimeOffset At) : InboxEvent;

    public sealed record Reminded(StrikeId Strike, int Number, DateTimeOffset At) : InboxEvent;

    /// <summary>A reminder came in quiet hours.</summary>
    public sealed record ReminderPutOff(StrikeId Strike, int Number, DateTimeOffset Until) : InboxEvent;

    public sealed record RemindersSet(ReminderSettings Settings) : InboxEvent;

    /// <param name="GivesWay">As in <see cref="CallHeard"/>, of a warning.</param>
    public sealed record WarningHeard(Warning Warning, Address From, DateTimeOffset At, StrikeId? GivesWay = null)
        : InboxEvent;

    public sealed record WarningAcknowledged(StrikeId Strike, DateTimeOffset At) : InboxEvent;
}

internal static class InboxEvolution
{
    public static SectionInbox Evolve(SectionInbox state, InboxEvent @event) => @event switch
    {
        CallHeard e => state with
        {
            Calls = (e.GivesWay is { } old ? state.Calls.Remove(old) : state.Calls)
                .SetItem(e.Call.Strike, Heard(state, e)),
        },
        CallClosed e => state.With(e.Strike, (InboxCall call) => call with { Closed = true }),
        CallEnded e => Ended(state, e),
        CallSeen e => state.With(e.Strike, (InboxCall call) => call with { SeenAt = e.At }),
        Reminded e => state.With(e.Strike, (InboxCall call) => call with
        {
            Reminders = call.Reminders + 1,
            RemindedAt = e.At,
        }),
        ReminderPutOff => state,
        RemindersSet e => state with { Reminders = e.Settings },
        WarningHeard e => state with
        {
            Warnings = (e.GivesWay is { } old ? state.Warnings.Remove(old) : state.Warnings).SetItem(
                e.Warning.Strike,
                state.Warnings.TryGetValue(e.Warning.Strike, out var known)
                    ? known with { Warning = e.Warning, Over = false }
                    : new HeardWarning(e.Warning, e.From, e.At, AcknowledgedAt: null, Over: false)),
        },
        WarningAcknowledged e => state.With(
            e.Strike, (HeardWarning warning) => warning with { AcknowledgedAt = e.At }),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    // A later sending opens a call again that was taken back. Once a federation vouches for a call it is not a
    // stranger's any more, also where the stranger sends it again.
    private static InboxCall Heard(SectionInbox state, CallHeard e) =>
        state.Calls.TryGetValue(e.Call.Strike, out var known)
            ? known with
            {
                Call = e.Call,
                From = e.From.IsFederation ? e.From : known.From,
                Closed = IsOver(known, e.Call),
                HowEnded = IsOver(known, e.Call) ? known.HowEnded : null,
            }
            : new InboxCall(e.Call, e.From, e.At, Answer.Unanswered, "", Closed: false);

    // A strike that is over sends no calls: a later one says that it goes on.
    private static bool IsOver(InboxCall known, Call call) =>
        known.HowEnded is CallEnd.StrikeOver && call.Number < known.Ended;

    private static SectionInbox Ended(SectionInbox state, CallEnded e)
    {
        if (e.How is CallEnd.StrikeOver or CallEnd.Reopened && state.Warnings.ContainsKey(e.Strike))
            state = state.With(e.Strike, (HeardWarning warning) => warning with
            {
                Over = e.How == CallEnd.StrikeOver,
                Ended = e.Number,
            });
        var isNews = state.Calls.TryGetValue(e.Strike, out var known)
            && e.Number > known.Ended && e.Number > known.Call.Number;
        return !isNews ? state : state.With(e.Strike, (InboxCall call) => call with
        {
            Call = Kept(state, call.Call),
            Closed = true,
            HowEnded = e.How,
            Ended = e.Number,
        });
    }

    // Of what is over, only the first keep all that they said.
    private static Call Kept(SectionInbox state, Call call) =>
        state.Calls.Count <= SectionInbox.WholeCallsMax ? call : call with
        {
            Asks = "",
            Facts = call.Facts with { Employers = [], Demands = "" },
        };
}
