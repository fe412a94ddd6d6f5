using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Strikes.Aid;
using static Solidarity.Domain.Messages.SectionOutbox;
using static Solidarity.Domain.Sections.Tranches.TrancheEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a section tells a strike of tranches to come, and itself of when the next one is due.</summary>
internal static class TrancheOutbox
{
    public static IEnumerable<Message> Of(TrancheEvent @event, Section after) => @event switch
    {
        TranchesPromised e => [Ahead(after, e.Pledge)],
        TrancheSent e => Due(after, e.Pledge, e.Number, e.Next),
        TrancheMissed e => Due(after, e.Pledge, e.Number, e.Next),
        TranchesEnded e => [Ahead(after, e.Pledge)],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> Due(Section after, PledgeId id, int number, DateTimeOffset? next)
    {
        yield return Ahead(after, id);
        if (next is { } due)
            yield return new Message(after.Id, new TrancheCommand.PayTranche(id, number + 1), due);
    }

    private static Message Ahead(Section after, PledgeId id)
    {
        var series = after.Promises.Tranches[id];
        return new Message(series.Strike, new AidCommand.LearnTranches(Own(after, id), new TranchesAhead(
            series.Kind, series.Each, series.Left, series.NextDue, series.EveryDays, series.Missed)));
    }
}
