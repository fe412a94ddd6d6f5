using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Warnings;
using static Solidarity.Domain.Messages.SectionOutbox;
using static Solidarity.Domain.Sections.Answers.AnswerEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a section tells a strike that it answers otherwise than by money.</summary>
internal static class AnswerOutbox
{
    public static IEnumerable<Message> Of(AnswerEvent @event, Section after) => @event switch
    {
        CallDeclined e =>
            [Aid(e.Strike, Own(after, e.Decline), AidKind.Unspecified, AidState.Declined, null, e.Reason)],
        SupportOffered e => [Support(after, e.Offer)],
        SupportWithdrawn e => [Support(after, e.Offer)],
        SightingReported e =>
            [new Message(e.Strike, new WarningCommand.LearnSighting(Own(after, e.Key), e.Sighting))],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static Message Support(Section after, PledgeId id)
    {
        var offer = after.Promises.Support[id];
        return new Message(offer.Strike, new AidCommand.LearnSupport(Own(after, id), offer.Support));
    }
}
