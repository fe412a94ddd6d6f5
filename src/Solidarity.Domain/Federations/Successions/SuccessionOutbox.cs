using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Affiliations;
using static Solidarity.Domain.Federations.Successions.DuesTransferEvent;
using static Solidarity.Domain.Federations.Successions.SuccessionEvent;
using static Solidarity.Domain.Federations.Successions.SuccessorEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a federation tells when it is dissolved into others, succeeds one, or moves to one.</summary>
internal static class SuccessionOutbox
{
    public static IEnumerable<Message> Of(SuccessionEvent @event, Federation after) => @event switch
    {
        SuccessionAnnounced e => [.. ToSuccessors(after, e), .. ToMembers(after, e)],
        SuccessionWithdrawn e => Withdrawn(after, e),
        SuccessorAnswered { Agreed: true } e => NewcomerOutbox.Messages(after, e.Successor, e.At),
        SuccessorAnswered => [],
        Dissolved e => after.Lineage.Succession!.Agreed.Select(successor =>
            new Message(successor, new SuccessorCommand.LearnDissolved(after.Id, e.Closing))),
        CorridorsCleared e => e.More ? [new Message(after.Id, new SuccessionCommand.ClearCorridors())] : [],
        _ => throw new UnreachableException($"succession event {@event.GetType().Name}"),
    };

    public static IEnumerable<Message> Of(DuesTransferEvent @event, Federation after) => @event switch
    {
        DuesTransferred e => [Transferred(after, e.To, e.Number, e.Amount, null)],
        CollectionTransferred e => OfCollection(after, e),
        DuesTakenOver e => [Taken(after, e.From, e.Number)],
        CollectionTakenOver e =>
        [
            CollectionOutbox.Aid(after, e.Strike, e.Collection, e.Kind, AidState.Pledged, e.Amount, e.Note),
            Taken(after, e.From, e.Number),
        ],
        DuesTransferConfirmed => [],
        _ => throw new UnreachableException($"dues transfer event {@event.GetType().Name}"),
    };

    public static IEnumerable<Message> Of(SuccessorEvent @event, Federation after) => @event switch
    {
        SuccessionAgreed e => [Answer(after, e.Predecessor, e.Round, agreed: true, "")],
        SuccessionDeclined e => [Answer(after, e.Predecessor, e.Round, agreed: false, e.Reason)],
        ReassignmentAsked e =>
            [new Message(e.To, new MemberCommand.LearnAsked(after.Id, e.Question, Leaving: e.From))],
        WaitingLeft e => [new Message(after.Id, new SuccessorCommand.TakeInWaiting(e.Predecessor))],
        SuccessionProposed or ProposalWithdrawn or SuccessionHeard or SuccessionCalledOff or PredecessorClosed => [],
        _ => throw new UnreachableException($"successor event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> ToSuccessors(Federation after, SuccessionAnnounced e)
    {
        ImmutableArray<FederationId> parents =
        [
            .. after.Membership.Parents.Where(p => p.Value.Status == AffiliationStatus.Member).Select(p => p.Key)
                .Except(e.Successors),
        ];
        return e.Successors.Select(successor => new Message(successor, new SuccessorCommand.LearnSuccessionProposed(
            after.Id, e.Round, e.Authority,
            [.. e.Proposals.Where(p => p.Successor == successor).Select(p => p.Member)], parents)));
    }

    // The same to all to whom the same is proposed, so that the journal keeps it once for each.
    private static IEnumerable<Message> ToMembers(Federation after, SuccessionAnnounced e)
    {
        var proposed = after.Lineage.Succession!.Proposed;
        var groups = after.Membership.Admitted().GroupBy(member =>
            (member.Kind, Proposed: proposed.TryGetValue(member, out var to) ? (FederationId?)to : null));
        foreach (var group in groups)
        {
            var relay = new Relay(
                new AffiliationCommand.LearnSuccession(after.Id, e.Successors, group.Key.Proposed, e.Authority),
                new SuccessorCommand.LearnSuccession(after.Id, e.Successors, group.Key.Proposed, e.Authority));
            foreach (var message in Relay.ToEach(group, relay))
                yield return message;
        }
    }

    private static IEnumerable<Message> Withdrawn(Federation after, SuccessionWithdrawn e)
    {
        var relay = new Relay(
            new AffiliationCommand.LearnSuccessionWithdrawn(after.Id),
            new SuccessorCommand.LearnSuccessionWithdrawn(after.Id));
        return Relay.ToEach(
            e.Successors.Select(successor => (Address)successor).Union(after.Membership.Admitted()), relay);
    }

    private static Message Answer(Federation after, FederationId to, int round, bool agreed, string reason) =>
        new(to, new SuccessionCommand.LearnSuccessorAnswer(after.Id, round, agreed, reason));

    private static Message Transferred(
        Federation after, FederationId to, int number, Amount amount, PassedCollection? passed) =>
        new(to, new DuesTransferCommand.LearnDuesTransfer(after.Id, number, amount, passed));

    private static Message Taken(Federation after, FederationId from, int number) =>
        new(from, new DuesTransferCommand.LearnDuesTransferTaken(after.Id, number));

    // On the strike's board it stands with its new holder from now on.
    private static IEnumerable<Message> OfCollection(Federation after, CollectionTransferred e)
    {
        var collection = after.Collections[e.Collection];
        yield return CollectionOutbox.Aid(
            after, collection.Strike, e.Collection, collection.Kind, AidState.Withdrawn, e.Amount,
            collection.Reason);
        yield return Transferred(after, e.To, e.Number, e.Amount, new PassedCollection(
            e.Renamed, collection.Strike, collection.To, collection.Kind,
            InEnglish($"collected by federation {after.Id} as {e.Collection}")));
    }
}
