using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using static Solidarity.Domain.Sections.Answers.AnswerEvent;

namespace Solidarity.Domain.Sections.Answers;

/// <summary>How a section answered a call or a warning otherwise than by money.</summary>
[JsonDerivedType(typeof(CallDeclined), "section.call-declined.v1")]
[JsonDerivedType(typeof(SupportOffered), "section.support-offered.v1")]
[JsonDerivedType(typeof(SupportWithdrawn), "section.support-withdrawn.v1")]
[JsonDerivedType(typeof(SightingReported), "section.sighting-reported.v1")]
public abstract record AnswerEvent : SectionEvent
{
    private AnswerEvent() { }

    public sealed record CallDeclined(PledgeId Decline, StrikeId Strike, string Reason) : AnswerEvent;

    public sealed record SupportOffered(PledgeId Offer, StrikeId Strike, Support Support) : AnswerEvent;

    public sealed record SupportWithdrawn(PledgeId Offer, string Reason) : AnswerEvent;

    public sealed record SightingReported(PledgeId Key, StrikeId Strike, Sighting Sighting) : AnswerEvent;
}

internal static class AnswerEvolution
{
    public static Section Evolve(Section state, AnswerEvent @event) => @event switch
    {
        CallDeclined e => state with
        {
            Promises = state.Promises.WithAid(e.Strike, 1),
            Inbox = state.Inbox.WithAnswer(e.Strike, Answer.Declined, e.Reason),
        },
        SupportOffered e => state with
        {
            Promises = state.Promises.With(e.Strike, told => told with { Support = told.Support + 1 }) with
            {
                Support = state.Promises.Support.Add(e.Offer, new SupportOffer(e.Strike, e.Support)),
            },
            Inbox = state.Promises.HasPledgedTo(e.Strike)
                ? state.Inbox
                : state.Inbox.WithAnswer(e.Strike, Answer.Supported, ""),
        },
        SupportWithdrawn e => Withdrawn(state, e),
        SightingReported e => state with
        {
            Promises = state.Promises.With(e.Strike, told => told with { Sightings = told.Sightings + 1 }) with
            {
                Sightings = state.Promises.Sightings.Add(e.Key),
            },
        },
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static Section Withdrawn(Section state, SupportWithdrawn e)
    {
        var offer = state.Promises.Support[e.Offer];
        var promises = state.Promises with
        {
            Support = state.Promises.Support.SetItem(
                e.Offer, offer with { Support = offer.Support with { Withdrawn = true } }),
        };
        return state with
        {
            Promises = promises,
            Inbox = promises.HasPledgedTo(offer.Strike) || promises.HasSupported(offer.Strike)
                ? state.Inbox
                : state.Inbox.WithAnswer(offer.Strike, Answer.Declined, e.Reason),
        };
    }
}
