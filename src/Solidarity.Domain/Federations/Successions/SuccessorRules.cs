using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Money;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Federations.Members.MemberEvent;
using static Solidarity.Domain.Federations.Successions.SuccessorCommand;
using static Solidarity.Domain.Federations.Successions.SuccessorEvent;

namespace Solidarity.Domain.Federations.Successions;

/// <summary>What a federation decides that is named the successor of another one, and what it decides as a member of
/// one that is to be dissolved.</summary>
internal static class SuccessorRules
{
    private static readonly Decision<FederationEvent> Nothing = Decision<FederationEvent>.Nothing;

    public static Decision<FederationEvent> Decide(
        Federation state, SuccessorCommand command, DateTimeOffset at) => command switch
        {
            LearnSuccessionProposed c => OnProposed(state, c),
            LearnSuccessionWithdrawn c => OnWithdrawn(state, c.Federation),
            AgreeToSucceed c => OnAgree(state, c, at),
            TakeInWaiting c => OnTakeIn(state, c.Predecessor, at),
            DeclineToSucceed c => OnDecline(state, c),
            LearnDissolved c => OnDissolved(state, c),
            LearnSuccession c => state.Membership.IsIn(c.Federation)
                ? new SuccessionHeard(c.Federation, c.Successors, c.Proposed, c.Authority, at)
                : Nothing,
            Reassign c => OnReassign(state, c),
            _ => throw new UnreachableException($"successor command {command.GetType().Name}"),
        };

    /// <summary>Whether a member of a predecessor that moves here is taken in at once: this federation has agreed to
    /// that, with the others that were proposed to it.</summary>
    public static bool TakesIn(Federation state, Address member, FederationId? leaving) =>
        leaving is { } from && state.Lineage.Predecessors.TryGetValue(from, out var predecessor)
        && predecessor.Status == PredecessorStatus.Agreed && predecessor.Members.Contains(member);

    private static Decision<FederationEvent> OnProposed(Federation state, LearnSuccessionProposed command)
    {
        var predecessors = state.Lineage.Predecessors;
        if (!predecessors.ContainsKey(command.Predecessor))
        {
            if (predecessors.Count >= Predecessor.PredecessorsMax)
                return Full(state, command, "succeeds as many as it can",
                    nameof(Predecessor.PredecessorsMax), Predecessor.PredecessorsMax);
            // Each may bring the names of all its members; members and parents need not wait for strangers.
            var waiting = predecessors.Count(known => known.Value.Status == PredecessorStatus.Proposed);
            if (!state.IsNear(command.Predecessor) && waiting >= Predecessor.ProposalsMax)
                return Full(state, command, "has as many proposals to answer as it can keep",
                    nameof(Predecessor.ProposalsMax), Predecessor.ProposalsMax);
        }
        return new SuccessionProposed(
            command.Predecessor, command.Round, command.Authority, command.Members, command.Parents);
    }

    private static SuccessionDeclined Full(
        Federation state, LearnSuccessionProposed command, Wording what, string limit, int max) => new(
        command.Predecessor, command.Round,
        InEnglish($"federation {state.Id} {what} ({limit} = {max}); ask its secretary, and announce the succession "
            + $"again"));

    // Told to a successor, to a member, or to one that is both.
    private static Decision<FederationEvent> OnWithdrawn(Federation state, FederationId federation)
    {
        var isSuccessor = state.Lineage.Predecessors.TryGetValue(federation, out var predecessor)
            && predecessor.Status != PredecessorStatus.Closed;
        ImmutableArray<FederationEvent> all =
        [
            .. isSuccessor ? [new ProposalWithdrawn(federation)] : ImmutableArray<FederationEvent>.Empty,
            .. state.Moves.Heard.ContainsKey(federation)
                ? [new SuccessionCalledOff(federation)]
                : ImmutableArray<FederationEvent>.Empty,
        ];
        return all;
    }

    private static Decision<FederationEvent> OnAgree(Federation state, AgreeToSucceed command, DateTimeOffset at)
    {
        if (Texts.Check("authority", command.Authority, Texts.MemoCharsMax) is { } no)
            return no;
        if (state.Lineage.Succession is { } succession)
            return SuccessionRefusals.Dissolving(state.Id, succession);
        if (!state.Lineage.Predecessors.TryGetValue(command.Predecessor, out var predecessor))
            return SuccessionRefusals.NotProposed(state.Id, command.Predecessor);
        if (predecessor.Status != PredecessorStatus.Proposed)
            return Nothing;
        var agreed = new SuccessionAgreed(command.Predecessor, predecessor.Round, command.Authority);
        var after = Federation.Evolve(state, agreed);
        ImmutableArray<FederationEvent> all =
            [agreed, .. TakenIn(after, command.Predecessor, predecessor, at), .. Asked(after, predecessor)];
        return all;
    }

    private static Decision<FederationEvent> OnTakeIn(Federation state, FederationId predecessor, DateTimeOffset at) =>
        state.Lineage.Predecessors.TryGetValue(predecessor, out var known)
        && known.Status == PredecessorStatus.Agreed
            ? TakenIn(state, predecessor, known, at)
            : Nothing;

    // Those that were quicker than this decision, some at a time: each is told what is open here.
    private static ImmutableArray<FederationEvent> TakenIn(
        Federation state, FederationId id, Predecessor predecessor, DateTimeOffset at)
    {
        var waiting = state.Membership.Questions
            .Where(asked => predecessor.Members.Contains(asked.Key)
                && !Ancestry.Contains(state, asked.Key) && Ancestry.TooDeep(state, asked.Key) is null)
            .Take(Succession.TakenInMax + 1).ToArray();
        return
        [
            .. waiting.Take(Succession.TakenInMax).Select(asked => new MemberAdmitted(asked.Key, asked.Value, at)),
            .. waiting.Length > Succession.TakenInMax ? [new WaitingLeft(id)]
                : ImmutableArray<FederationEvent>.Empty,
        ];
    }

    // The predecessor's place in other federations is taken over where these agree.
    private static IEnumerable<FederationEvent> Asked(Federation state, Predecessor predecessor)
    {
        var known = state.Membership;
        var question = known.QuestionsPut;
        foreach (var parent in predecessor.Parents)
        {
            var isNear = parent == state.Id || known.Parents.ContainsKey(parent) || known.Members.ContainsKey(parent);
            if (!isNear && known.Parents.Count + question - known.QuestionsPut < Membership.ParentsMax)
                yield return new AffiliationAsked(parent, ++question);
        }
    }

    private static Decision<FederationEvent> OnDecline(Federation state, DeclineToSucceed command)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax) is { } no)
            return no;
        if (!state.Lineage.Predecessors.TryGetValue(command.Predecessor, out var predecessor))
            return SuccessionRefusals.NotProposed(state.Id, command.Predecessor);
        return predecessor.Status == PredecessorStatus.Proposed
            ? new SuccessionDeclined(command.Predecessor, predecessor.Round, command.Reason)
            : SuccessionRefusals.AgreedAlready(state.Id, command.Predecessor);
    }

    private static Decision<FederationEvent> OnDissolved(Federation state, LearnDissolved command)
    {
        var known = state.Lineage.Predecessors.GetValueOrDefault(command.Predecessor, Predecessor.Unasked);
        if (known.Status == PredecessorStatus.Closed)
            return Nothing;
        // What was transferred came before this message, in order.
        var stated = command.Closing.Sums.Where(sum => sum.To == state.Id)
            .ToDictionary(sum => sum.Amount.Currency, sum => sum.Amount.Minor);
        Currency? differs = stated.Keys.Union(known.Received.Keys)
            .Where(currency => stated.GetValueOrDefault(currency) != known.Received.GetValueOrDefault(currency))
            .Select(currency => (Currency?)currency).FirstOrDefault();
        var problem = differs is { } one
            ? InEnglish($"federation {command.Predecessor} says that it has handed over "
                + $"{new Total(stated.GetValueOrDefault(one), one)}, and "
                + $"{new Total(known.Received.GetValueOrDefault(one), one)} has come")
            : null;
        return new PredecessorClosed(command.Predecessor, command.Closing, problem);
    }

    private static Decision<FederationEvent> OnReassign(Federation state, Reassign command)
    {
        var (from, to) = (command.From, command.To);
        if (state.Moves.Check(state.Id, from, to, command.Authority) is { } no)
            return no;
        if (to == state.Id || state.Membership.HasAdmitted(to))
            return MemberRefusals.WouldContainItself(state.Id, to);
        if (state.Membership.IsIn(to))
            return new AffiliationEnded(from, Left: true, InEnglish($"it is in its successor {to}"));
        if (state.Moves.Moving.TryGetValue(to, out var moving) && moving == from)
            return Nothing;
        if (state.Membership.Parents.Count >= Membership.ParentsMax && !state.Membership.Parents.ContainsKey(to))
            return CommonRefusals.LimitReached(nameof(Membership.ParentsMax), Membership.ParentsMax,
                $"federation {state.Id} is in too many federations");
        ImmutableArray<FederationEvent> all =
        [
            .. state.Moves.InsteadOf(from, to).Select(other =>
                new AffiliationEnded(other, Left: true, InEnglish($"it moves to {to} instead"))),
            new ReassignmentAsked(from, to, state.Membership.QuestionsPut + 1, command.Authority),
        ];
        return all;
    }
}
