using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Sections;

/// <summary>The part of a section's fold that is about calls: its own, and those in its inbox.</summary>
internal static class SectionCallEvolution
{
    public static Section OnOwnCall(Section state, SectionEvent @event) => @event switch
    {
        CalledForAid e => SectionEvolution.With(state, e.Call.Strike, strike => strike with
        {
            Call = e.Call,
            Recipients = [.. e.Recipients],
        }) with
        {
            Sent = SectionCalls.WithSent(state, e.At),
        },
        CallNarrowed e => SectionEvolution.With(state, e.Strike, strike => strike with
        {
            Call = strike.Call! with { Scope = e.Scope },
        }) with
        {
            Sent = SectionCalls.WithSent(state, e.At),
        },
        CallCancelled e => SectionEvolution.With(state, e.Strike, strike => strike with { Call = null }),
        CallWidened e => SectionEvolution.With(state, e.Call.Strike, strike => strike with { Call = e.Call }),
        RemindersAsked e => state with { Sent = SectionCalls.WithSent(state, e.At) },
        WarningGiven e => SectionEvolution.With(state, e.Strike, strike => strike with
        {
            Warned = true,
            Recipients = [.. e.Recipients],
        }) with
        {
            Sent = SectionCalls.WithSent(state, e.At),
        },
        _ => OnInbox(state, @event),
    };

    private static Section OnInbox(Section state, SectionEvent @event) => @event switch
    {
        CallHeard e => state with
        {
            Inbox = (e.GivesWay is { } old ? state.Inbox.Remove(old) : state.Inbox)
                .SetItem(e.Call.Strike, Heard(state, e)),
        },
        CallClosed e => With(state, e.Strike, call => call with { Closed = true }),
        CallEnded e => OnEnded(state, e),
        CallSeen e => With(state, e.Strike, call => call with { SeenAt = e.At }),
        Reminded e => With(state, e.Strike, call => call with
        {
            Reminders = call.Reminders + 1,
            RemindedAt = e.At,
        }),
        ReminderPutOff => state,
        CallDeclined e => SectionEvolution.WithAnswer(
            ToldStrikes.WithAid(state, e.Strike, 1), e.Strike, Answer.Declined, e.Reason),
        WarningHeard e => state with
        {
            Warnings = (e.GivesWay is { } old ? state.Warnings.Remove(old) : state.Warnings).Add(
                e.Warning.Strike, new HeardWarning(
                e.Warning, e.From, e.At, AcknowledgedAt: null, Over: false)),
        },
        WarningAcknowledged e => state with
        {
            Warnings = state.Warnings.SetItem(
                e.Strike, state.Warnings[e.Strike] with { AcknowledgedAt = e.At }),
        },
        SightingReported e => ToldStrikes.With(
            state with { Sightings = state.Sightings.Add(e.Key) },
            e.Strike, told => told with { Sightings = told.Sightings + 1 }),
        SupportOffered e => OnOffered(state, e),
        SupportWithdrawn e => OnWithdrawn(state, e),
        RemindersSet e => state with { Reminders = e.Settings },
        OpennessSet e => state with { Openness = e.Openness },
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    // A later sending opens a call again that was taken back. Once a federation vouches for a call it is not a
    // stranger's any more, also where the stranger sends it again.
    private static InboxCall Heard(Section state, CallHeard e) => state.Inbox.TryGetValue(e.Call.Strike, out var known)
        ? known with
        {
            Call = e.Call,
            From = e.From.IsFederation ? e.From : known.From,
            Closed = known.HowEnded is CallEnd.StrikeOver,
            HowEnded = known.HowEnded is CallEnd.StrikeOver ? CallEnd.StrikeOver : null,
        }
        : new InboxCall(e.Call, e.From, e.At, Answer.Unanswered, "", Closed: false);

    // Of what is over, only the first keep all that they said.
    private static Call Kept(Section state, Call call) => state.Inbox.Count <= Section.WholeCallsMax ? call : call with
    {
        Asks = "",
        Facts = call.Facts with { Employers = [], Demands = "" },
    };

    private static Section OnEnded(Section state, CallEnded e)
    {
        if (e.How == CallEnd.StrikeOver && state.Warnings.TryGetValue(e.Strike, out var warning))
            state = state with { Warnings = state.Warnings.SetItem(e.Strike, warning with { Over = true }) };
        return !state.Inbox.ContainsKey(e.Strike) ? state : With(state, e.Strike, call => call with
        {
            Call = Kept(state, call.Call),
            Closed = true,
            HowEnded = e.How,
            Ended = e.Number,
        });
    }

    private static Section OnOffered(Section state, SupportOffered e)
    {
        state = ToldStrikes.With(
            state with { Support = state.Support.Add(e.Offer, new SupportOffer(e.Strike, e.Support)) },
            e.Strike, told => told with { Support = told.Support + 1 });
        return state.HasPledgedTo(e.Strike)
            ? state
            : SectionEvolution.WithAnswer(state, e.Strike, Answer.Supported, "");
    }

    private static Section OnWithdrawn(Section state, SupportWithdrawn e)
    {
        var offer = state.Support[e.Offer];
        var withdrawn = offer with { Support = offer.Support with { Withdrawn = true } };
        state = state with { Support = state.Support.SetItem(e.Offer, withdrawn) };
        return state.HasPledgedTo(offer.Strike) || state.HasSupported(offer.Strike)
            ? state
            : SectionEvolution.WithAnswer(state, offer.Strike, Answer.Declined, e.Reason);
    }

    private static Section With(Section state, StrikeId strike, Func<InboxCall, InboxCall> change) =>
        state with { Inbox = state.Inbox.SetItem(strike, change(state.Inbox[strike])) };
}
