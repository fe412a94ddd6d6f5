using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections.Affiliations;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What must hold of federations that were dissolved into others: nothing is orphaned, and both sides have the
/// same sums.</summary>
internal static class Successions
{
    /// <summary>What happens to bodies in a succession.</summary>
    public static readonly Type[] Cases =
    [
        typeof(SuccessionEvent.SuccessionAnnounced), typeof(SuccessionEvent.SuccessionWithdrawn),
        typeof(SuccessionEvent.SuccessorAnswered), typeof(SuccessorEvent.SuccessionProposed),
        typeof(SuccessorEvent.ProposalWithdrawn), typeof(SuccessorEvent.SuccessionAgreed),
        typeof(SuccessorEvent.SuccessionDeclined), typeof(SuccessorEvent.SuccessionHeard),
        typeof(SuccessorEvent.SuccessionCalledOff), typeof(SuccessorEvent.ReassignmentAsked),
        typeof(DuesTransferEvent.DuesTransferred), typeof(DuesTransferEvent.CollectionTransferred),
        typeof(DuesTransferEvent.DuesTransferConfirmed), typeof(DuesTransferEvent.DuesTakenOver),
        typeof(DuesTransferEvent.CollectionTakenOver), typeof(SuccessionEvent.Dissolved),
        typeof(SuccessionEvent.CorridorsCleared), typeof(SuccessorEvent.PredecessorClosed),
        typeof(AffiliationEvent.SuccessionHeard), typeof(AffiliationEvent.SuccessionCalledOff),
        typeof(AffiliationEvent.ReassignmentAsked),
    ];

    /// <summary>At any moment: what has a successor drains, and what is dissolved has no member.</summary>
    public static void CheckAlways(World world)
    {
        foreach (var (id, stream) in world.Federations)
        {
            var succession = stream.State.Lineage.Succession;
            if (succession?.Agreed.Any() == true)
                stream.State.Treasury.Carriage.Draining.ShouldBeTrue(id);
            if (succession?.Closing is not null)
                Members(stream.State).ShouldBeEmpty(id);
        }
    }

    /// <summary>At rest.</summary>
    public static void CheckAtRest(World world)
    {
        foreach (var (id, stream) in world.Federations)
        {
            var (federation, state) = (new FederationId(id), stream.State);
            if (state.Lineage.Succession is { } succession)
                CheckPredecessor(world, federation, state, succession);
            foreach (var (predecessor, known) in state.Lineage.Predecessors)
                CheckSuccessor(world, federation, predecessor, known);
            CheckMoves(world, federation, state.Moves);
        }
        foreach (var (id, stream) in world.Sections)
            CheckMoves(world, new SectionId(id), stream.State.Affiliations.Moves);
        CheckPledges(world);
    }

    private static IEnumerable<Address> Members(Federation state) =>
        state.Membership.Members.Where(m => m.Value == AffiliationStatus.Member).Select(m => m.Key);

    private static void CheckPredecessor(World world, FederationId id, Federation state, Succession succession)
    {
        succession.UnderWay.ShouldBeEmpty(id.Value);
        foreach (var (to, sums) in succession.Sums)
            world.Federation(to).Lineage.Predecessors[id].Received.ShouldBe(sums, $"{id} to {to}");
        foreach (var (to, successor) in succession.Successors)
            if (successor.Status == SuccessorStatus.Agreed)
                world.Federation(to).Lineage.Predecessors[id].Status.ShouldBe(
                    succession.Closing is null ? PredecessorStatus.Agreed : PredecessorStatus.Closed, $"{id} to {to}");
        if (succession.Closing is null)
            return;
        state.Membership.Parents.ShouldBeEmpty(id.Value);
        state.Membership.Members.ShouldBeEmpty(id.Value);
        foreach (var section in world.Sections.Values)
            section.State.Affiliations.Federations.Keys.ShouldNotContain(id, section.State.Id.Value);
        foreach (var federation in world.Federations.Values)
            federation.State.Membership.Parents.Keys.ShouldNotContain(id, federation.State.Id.Value);
        foreach (var (currency, accounts) in state.Treasury.Book.Balances)
            foreach (var (account, minor) in accounts.Where(a => a.Key.Class == AccountClass.Holding))
                minor.ShouldBe(0, $"{account} of {id} in {currency}");
    }

    private static void CheckSuccessor(World world, FederationId id, FederationId predecessor, Predecessor known)
    {
        known.Problem.ShouldBeNull($"{id} after {predecessor}");
        var succession = world.Federation(predecessor).Lineage.Succession;
        succession.ShouldNotBeNull($"{id} after {predecessor}");
        succession.Round.ShouldBe(known.Round, $"{id} after {predecessor}");
        (known.Status == PredecessorStatus.Closed).ShouldBe(
            succession.Closing is not null, $"{id} after {predecessor}");
        if (known.Closing is { } closing)
            closing.BookHash.ShouldBe(succession.Closing!.BookHash, $"{id} after {predecessor}");
    }

    // Who moves is in the one federation until it is in the other.
    private static void CheckMoves(World world, Address member, Domain.Affiliations.Moves moves)
    {
        foreach (var (to, from) in moves.Moving)
        {
            world.Federation(from).Membership.Members[member]
                .ShouldBe(AffiliationStatus.Member, $"{member} from {from}");
            world.Federation(to).Membership.Members[member].ShouldBe(AffiliationStatus.Asked, $"{member} to {to}");
        }
        foreach (var (federation, _) in moves.Heard)
            world.Federation(federation).Lineage.Stage.ShouldNotBe(FederationStage.Dissolved, $"{member}");
    }

    // A pledge is its section's own, whatever became of the federations that it went through.
    private static void CheckPledges(World world)
    {
        foreach (var (strike, stream) in world.Strikes)
            foreach (var (key, aid) in stream.State.Aid.Pieces)
                if (aid is { Counted: true, IsPromised: true } && key.From.Body is { } body)
                    Owns(world, body, key.Id).ShouldBeTrue($"{body} {key.Id} to {strike}");
    }

    private static bool Owns(World world, Address body, PledgeId id) => body.IsSection
        ? world.Section(body.Section).HasUsed(id)
        : world.Federation(body.Federation).Collections.ContainsKey(id);
}
