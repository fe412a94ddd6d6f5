using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Money;
using static Solidarity.Domain.Federations.Successions.DuesTransferEvent;
using static Solidarity.Domain.Federations.Successions.SuccessionEvent;
using static Solidarity.Domain.Federations.Successions.SuccessorEvent;

namespace Solidarity.Domain.Federations.Successions;

/// <summary>The part of a federation's fold that is about those before and after it.</summary>
internal static class SuccessionEvolution
{
    public static Federation Evolve(Federation state, SuccessionEvent @event) => @event switch
    {
        SuccessionAnnounced e => OnAnnounced(state, e),
        SuccessionWithdrawn => WithFormer(state, state.Lineage.Succession!.Agreed) with
        {
            Lineage = state.Lineage with { Succession = null },
        },
        SuccessorAnswered e => With(state, s => s with
        {
            BeganDrain = s.BeganDrain || e.BeginsDrain == true,
            Successors = s.Successors.SetItem(e.Successor, new Successor(
                e.Agreed ? SuccessorStatus.Agreed : SuccessorStatus.Declined, e.Reason)),
        }),
        Dissolved e => With(state, s => s with { Closing = e.Closing }),
        CorridorsCleared => state,
        _ => throw new UnreachableException($"succession event {@event.GetType().Name}"),
    };

    public static Federation Evolve(Federation state, DuesTransferEvent @event) => @event switch
    {
        DuesTransferred e => With(state, s => Sent(s, e.Number, e.To, e.Amount)),
        CollectionTransferred e => With(state, s => Sent(s, e.Number, e.To, e.Amount)) with
        {
            Collections = state.Collections.SetItem(e.Collection, state.Collections[e.Collection] with
            {
                State = AidState.Withdrawn,
                Reason = InEnglish($"handed over to federation {e.To}, as {e.Renamed}"),
                AgainAt = null,
            }),
        },
        DuesTransferConfirmed e => With(state, s => s with { UnderWay = s.UnderWay.Remove(e.Number) }),
        DuesTakenOver e => With(state, e.From, p => Received(p, e.Amount)),
        CollectionTakenOver e => With(state, e.From, p => Received(p, e.Amount)) with
        {
            Collections = state.Collections.Add(e.Collection, new Collection(
                e.Strike, e.To, e.Kind, e.Amount, AidState.Pledged, Runs: 0, Reason: "")),
        },
        _ => throw new UnreachableException($"dues transfer event {@event.GetType().Name}"),
    };

    public static Federation Evolve(Federation state, SuccessorEvent @event) => @event switch
    {
        SuccessionProposed e => With(state, e.Predecessor, _ => Predecessor.Unasked with
        {
            Round = e.Round,
            Authority = e.Authority,
            Members = [.. e.Members],
            Parents = [.. e.Parents],
        }),
        ProposalWithdrawn e => WithFormer(state, Agreed(state, e.Predecessor)) with
        {
            Lineage = Without(state.Lineage, e.Predecessor),
        },
        SuccessionDeclined e => state with { Lineage = Without(state.Lineage, e.Predecessor) },
        SuccessionAgreed e => With(state, e.Predecessor, p => p with { Status = PredecessorStatus.Agreed }),
        PredecessorClosed e => With(WithFormer(state, Agreed(state, e.Predecessor)), e.Predecessor, p => p with
        {
            Status = PredecessorStatus.Closed,
            Closing = e.Closing,
            Problem = e.Problem,
            Members = [],
            Parents = [],
        }),
        WaitingLeft => state,
        SuccessionHeard e => state with
        {
            Moves = state.Moves with
            {
                Heard = state.Moves.Heard.SetItem(
                    e.Federation, new HeardSuccession(e.Successors, e.Proposed, e.Authority, e.At)),
            },
        },
        SuccessionCalledOff e => state with
        {
            Moves = state.Moves with { Heard = state.Moves.Heard.Remove(e.Federation) },
        },
        ReassignmentAsked e => state with
        {
            Membership = state.Membership.Asking(e.To, e.Question),
            Moves = state.Moves with { Moving = state.Moves.Moving.SetItem(e.To, e.From) },
        },
        _ => throw new UnreachableException($"successor event {@event.GetType().Name}"),
    };

    private static Federation OnAnnounced(Federation state, SuccessionAnnounced e) => state with
    {
        Lineage = state.Lineage with
        {
            Rounds = e.Round,
            Succession = new Succession(
                e.Round, e.Authority, e.At, BeganDrain: false,
                e.Successors.ToImmutableSortedDictionary(id => id, _ => Successor.Asked),
                e.Proposals.ToImmutableSortedDictionary(p => p.Member, p => p.Successor),
                Number: 0, ImmutableSortedDictionary<int, TransferredSum>.Empty,
                ImmutableSortedDictionary<FederationId, ImmutableSortedDictionary<Currency, Int128>>.Empty,
                Closing: null),
        },
    };

    private static Succession Sent(Succession state, int number, FederationId to, Amount amount) => state with
    {
        Number = number,
        UnderWay = state.UnderWay.Add(number, new TransferredSum(to, amount)),
        Sums = state.Sums.SetItem(to, Plus(
            state.Sums.GetValueOrDefault(to, ImmutableSortedDictionary<Currency, Int128>.Empty), amount)),
    };

    private static Predecessor Received(Predecessor state, Amount amount) =>
        state with { Received = Plus(state.Received, amount) };

    private static ImmutableSortedDictionary<Currency, Int128> Plus(
        ImmutableSortedDictionary<Currency, Int128> sums, Amount amount) =>
        sums.SetItem(amount.Currency, sums.GetValueOrDefault(amount.Currency) + amount.Minor);

    private static IEnumerable<FederationId> Agreed(Federation state, FederationId predecessor) =>
        state.Lineage.Predecessors.GetValueOrDefault(predecessor)?.Status == PredecessorStatus.Agreed
            ? [predecessor]
            : [];

    private static Federation WithFormer(Federation state, IEnumerable<FederationId> left)
    {
        foreach (var federation in left)
            state = state with { Membership = state.Membership.WithFormer(federation, state.Relays) };
        return state;
    }

    private static Lineage Without(Lineage lineage, FederationId predecessor) =>
        lineage with { Predecessors = lineage.Predecessors.Remove(predecessor) };

    private static Federation With(Federation state, Func<Succession, Succession> change) => state with
    {
        Lineage = state.Lineage with { Succession = change(state.Lineage.Succession!) },
    };

    private static Federation With(
        Federation state, FederationId predecessor, Func<Predecessor, Predecessor> change) => state with
        {
            Lineage = state.Lineage with
            {
                Predecessors = state.Lineage.Predecessors.SetItem(predecessor, change(
                    state.Lineage.Predecessors.GetValueOrDefault(predecessor, Predecessor.Unasked))),
            },
        };
}
