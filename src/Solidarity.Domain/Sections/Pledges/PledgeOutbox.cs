using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Pledges;
using static Solidarity.Domain.Messages.SectionOutbox;
using static Solidarity.Domain.Sections.Pledges.PledgeEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a section tells a strike of a pledge to it, and itself of when that lapses.</summary>
internal static class PledgeOutbox
{
    public static IEnumerable<Message> Of(PledgeEvent @event, Section after) => @event switch
    {
        Pledged e => Promised(after, e),
        PledgeDivided e => e.Parts.Select(part =>
            Aid(after, part.Pledge, AidState.Pledged, after.Promises.Pledges[part.Pledge].Authority)),
        PledgeSent e => [Moved(after, e.Pledge, MoneyStage.Held, after.Promises.Pledges[e.Pledge].Amount!.Value)],
        PledgeUnsent e => [Moved(after, e.Pledge, MoneyStage.Unsent, e.Left), .. Again(after, e)],
        PledgeWithdrawn e => [Aid(after, e.Pledge, AidState.Withdrawn, e.Reason)],
        PledgeLapsed e => [Aid(after, e.Pledge, AidState.Lapsed, "")],
        PledgeHonoured => [],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> Promised(Section after, Pledged e)
    {
        yield return SectionOutbox.Aid(
            e.Strike, Own(after, e.Pledge), e.Kind, AidState.Pledged, e.Amount, e.Authority);
        if (e.LapsesAt is { } due)
            yield return new Message(after.Id, new PledgeCommand.LapsePledge(e.Pledge), due);
    }

    private static IEnumerable<Message> Again(Section after, PledgeUnsent e) => e.AgainAt is { } due
        ? [new Message(after.Id, new PledgeCommand.SendAgain(e.Pledge, after.Promises.Pledges[e.Pledge].Runs), due)]
        : [];

    private static Message Aid(Section after, PledgeId id, AidState state, string note)
    {
        var pledge = after.Promises.Pledges[id];
        return SectionOutbox.Aid(pledge.Strike, Own(after, id), pledge.Kind, state, pledge.Amount, note);
    }

    private static Message Moved(Section after, PledgeId id, MoneyStage stage, Amount amount)
    {
        var pledge = after.Promises.Pledges[id];
        return SectionOutbox.Moved(pledge.Strike, Own(after, id), pledge.Kind, pledge.Runs, stage, amount);
    }
}
