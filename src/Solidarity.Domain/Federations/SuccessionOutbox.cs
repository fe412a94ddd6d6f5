using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using static Solidarity.Domain.Federations.FederationEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a federation tells when it is dissolved into others, succeeds one, or moves to one.</summary>
internal static class SuccessionOutbox
{
    public static IEnumerable<Message> Of(FederationEvent @event, Federation after) => @event switch
    {
        SuccessionAnnounced e => [.. ToSuccessors(after, e), .. ToMembers(after, e)],
        SuccessionWithdrawn e => Withdrawn(after, e),
        SuccessorAnswered { Agreed: true } e => NewcomerOutbox.Messages(after, e.Successor, e.At),
        SuccessorAnswered or SuccessionProposed or ProposalWithdrawn or SuccessionHeard or SuccessionCalledOff
            or HandOverConfirmed or PredecessorClosed => [],
        SuccessionAgreed e => [Answer(after, e.Predecessor, e.Round, agreed: true, "")],
        SuccessionDeclined e => [Answer(after, e.Predecessor, e.Round, agreed: false, e.Reason)],
        ReassignmentAsked e =>
            [new Message(e.To, new FederationCommand.LearnAsked(after.Id, e.Question, Leaving: e.From))],
        DuesHandedOver e => [HandedOver(after, e.To, e.Number, e.Amount, null)],
        CollectionHandedOver e => OfCollection(after, e),
        DuesTakenOver e => [Taken(after, e.From, e.Number)],
        CollectionTakenOver e =>
        [
            FederationOutbox.Aid(after, e.Strike, e.Collection, e.Kind, AidState.Pledged, e.Amount, e.Note),
            Taken(after, e.From, e.Number),
        ],
        Dissolved e => after.Lineage.Succession!.Agreed.Select(successor =>
            new Message(successor, new FederationCommand.LearnDissolved(after.Id, e.Closing))),
        WaitingLeft e => [new Message(after.Id, new FederationCommand.TakeInWaiting(e.Predecessor))],
        CorridorsCleared e => e.More ? [new Message(after.Id, new FederationCommand.ClearCorridors())] : [],
        _ => throw new UnreachableException($"federation event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> ToSuccessors(Federation after, SuccessionAnnounced e)
    {
        ImmutableArray<FederationId> parents =
        [
            .. after.Parents.Where(p => p.Value.Status == AffiliationStatus.Member).Select(p => p.Key)
                .Except(e.Successors),
        ];
        return e.Successors.Select(successor => new Message(successor, new FederationCommand.LearnSuccessionProposed(
            after.Id, e.Round, e.Authority,
            [.. e.Proposals.Where(p => p.Successor == successor).Select(p => p.Member)], parents)));
    }

    // The same to all to whom the same is proposed, so that the journal keeps it once for each.
    private static IEnumerable<Message> ToMembers(Federation after, SuccessionAnnounced e)
    {
        var proposed = after.Lineage.Succession!.Proposed;
        var groups = FederationRelays.Members(after).GroupBy(member =>
            (member.Kind, Proposed: proposed.TryGetValue(member, out var to) ? (FederationId?)to : null));
        foreach (var group in groups)
        {
            var relay = new Relay(
                new AffiliationCommand.LearnSuccession(after.Id, e.Successors, group.Key.Proposed, e.Authority),
                new FederationCommand.LearnSuccession(after.Id, e.Successors, group.Key.Proposed, e.Authority));
            foreach (var message in Relay.ToEach(group, relay))
                yield return message;
        }
    }

    private static IEnumerable<Message> Withdrawn(Federation after, SuccessionWithdrawn e)
    {
        var relay = new Relay(
            new AffiliationCommand.LearnSuccessionWithdrawn(after.Id),
            new FederationCommand.LearnSuccessionWithdrawn(after.Id));
        return Relay.ToEach(
            e.Successors.Select(successor => (Address)successor).Union(FederationRelays.Members(after)), relay);
    }

    private static Message Answer(Federation after, FederationId to, int round, bool agreed, string reason) =>
        new(to, new FederationCommand.LearnSuccessorAnswer(after.Id, round, agreed, reason));

    private static Message HandedOver(
        Federation after, FederationId to, int number, Amount amount, PassedCollection? passed) =>
        new(to, new FederationCommand.LearnHandOver(after.Id, number, amount, passed));

    private static Message Taken(Federation after, FederationId from, int number) =>
        new(from, new FederationCommand.LearnHandOverTaken(after.Id, number));

    // On the strike's board it stands with its new holder from now on.
    private static IEnumerable<Message> OfCollection(Federation after, CollectionHandedOver e)
    {
        var collection = after.Collections[e.Collection];
        yield return FederationOutbox.Aid(
            after, collection.Strike, e.Collection, collection.Kind, AidState.Withdrawn, e.Amount,
            collection.Reason);
        yield return HandedOver(after, e.To, e.Number, e.Amount, new PassedCollection(
            e.Renamed, collection.Strike, collection.To, collection.Kind,
            $"collected by federation {after.Id} as {e.Collection}"));
    }
}
