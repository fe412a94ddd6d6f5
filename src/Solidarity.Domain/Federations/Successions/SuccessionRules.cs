using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using static Solidarity.Domain.Federations.Collections.CollectionCommand;
using static Solidarity.Domain.Federations.FederationCommand;
using static Solidarity.Domain.Federations.FederationEvent;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Federations.Members.MemberEvent;
using static Solidarity.Domain.Federations.Successions.SuccessionCommand;
using static Solidarity.Domain.Federations.Successions.SuccessionEvent;
using static Solidarity.Domain.Federations.Successions.SuccessorCommand;
using static Solidarity.Domain.Federations.Successions.SuccessorEvent;

namespace Solidarity.Domain.Federations.Successions;

/// <summary>
/// What a federation decides that is to be dissolved into its successors. It announces them, and drains from when the
/// first has agreed; each of its members moves by its own consent, and until the last one has, calls go on through it,
/// also over to the successors and from there. What is under way is carried to its end; what is its own is transferred
/// (<see cref="DuesTransferRules"/>). When nothing is left it closes, with a last statement that its successors keep.
/// What a successor decides is in <see cref="SuccessorRules"/>.
/// </summary>
internal static class SuccessionRules
{
    private static readonly Decision<FederationEvent> Nothing = Decision<FederationEvent>.Nothing;

    public static Decision<FederationEvent> Decide(
        Federation state, SuccessionCommand command, DateTimeOffset at) => command switch
        {
            AnnounceSuccession c => OnAnnounce(state, c, at),
            WithdrawSuccession c => OnWithdraw(state, c),
            LearnSuccessorAnswer c => OnAnswer(state, c, at),
            Dissolve => OnDissolve(state, at),
            ClearCorridors => state.Lineage.Stage == FederationStage.Dissolved ? Cleared(state.Treasury) : Nothing,
            _ => throw new UnreachableException($"succession command {command.GetType().Name}"),
        };

    /// <summary>
    /// What a federation that is to be dissolved does not do any more, and what answers in its place to messages; null
    /// for all that goes on, which is everything that carries to its end what was begun.
    /// </summary>
    public static Decision<FederationEvent>? InsteadOf(
        Federation state, FederationCommand command, DateTimeOffset at)
    {
        if (state.Lineage.Succession is not { } succession)
            return null;
        var isOver = succession.Closing is not null;
        return command switch
        {
            LearnAsked c => new MemberRefused(
                c.Member, c.Question, SuccessionRefusals.Gone(state.Id, succession).English),
            LearnSuccessionProposed c =>
                new SuccessionDeclined(c.Predecessor, c.Round, SuccessionRefusals.Gone(state.Id, succession).English),
            AskAffiliation or Admit => Decision(SuccessionRefusals.Dissolving(state.Id, succession)),
            Collect or ToTreasury { Asked: CarryingCommand.SetDrain { On: false } } when succession.Agreed.Any() =>
                Decision(SuccessionRefusals.Dissolving(state.Id, succession)),
            ToTreasury { Asked: CorridorCommand.OfferCorridor or CorridorCommand.AgreeToCorridor } when isOver =>
                Decision(SuccessionRefusals.Dissolving(state.Id, succession)),
            // The other end's corridor closes again, as if this one had taken back its agreement.
            ToTreasury { Asked: CorridorCommand.LearnOffer c } when isOver => Both(
                new OfTreasury(new CorridorEvent.OfferLearnt(c.Corridor, c.Terms, at)),
                new OfTreasury(new CorridorEvent.OfferEnded(c.Corridor, ByNeighbour: false))),
            _ => (Decision<FederationEvent>?)null,
        };
    }

    private static Decision<FederationEvent> OnAnnounce(
        Federation state, AnnounceSuccession command, DateTimeOffset at)
    {
        if (CheckShape(state, command) is { } no)
            return no;
        if (state.Lineage.Succession is { } known)
            return SuccessionRefusals.Announced(state.Id, known);
        foreach (var proposal in command.Proposals)
            if (state.Membership.Members.GetValueOrDefault(proposal.Member) != AffiliationStatus.Member)
                return SuccessionRefusals.NoMember(state.Id, proposal.Member);
        var announced = new SuccessionAnnounced(
            state.Lineage.Rounds + 1, [.. command.Successors.Order()], Proposals(state, command), command.Authority,
            at);
        // Who has asked to be taken in is told to ask a successor.
        var answer = SuccessionRefusals.Gone(state.Id, Federation.Evolve(state, announced).Lineage.Succession!).English;
        ImmutableArray<FederationEvent> all =
        [
            announced,
            .. state.Membership.Questions.Select(asked => new MemberRefused(asked.Key, asked.Value, answer)),
        ];
        return all;
    }

    private static Refusal? CheckShape(Federation state, AnnounceSuccession command)
    {
        if (Texts.Check("authority", command.Authority, Texts.MemoCharsMax) is { } no)
            return no;
        if (command.Successors.IsDefault || command.Successors.Length is 0 or > Succession.SuccessorsMax)
            return CommonRefusals.Malformed("successors", $"1 to {Succession.SuccessorsMax} must be named");
        if (command.Successors.Distinct().Count() != command.Successors.Length)
            return CommonRefusals.Malformed("successors", "one is named twice");
        if (command.Successors.Contains(state.Id))
            return CommonRefusals.Malformed("successors", $"federation {state.Id} does not succeed itself");
        if (command.Proposals.IsDefault || command.Proposals.Length > Membership.MembersMax)
            return CommonRefusals.Malformed("proposals", $"at most {Membership.MembersMax} may be made");
        foreach (var proposal in command.Proposals)
        {
            if (!command.Successors.Contains(proposal.Successor))
                return CommonRefusals.Malformed("proposals", $"{proposal.Successor} is not among the successors");
            if (proposal.Member == (Address)proposal.Successor)
                return CommonRefusals.Malformed("proposals", $"{proposal.Member} cannot become a member of itself");
        }
        return command.Proposals.DistinctBy(proposal => proposal.Member).Count() == command.Proposals.Length
            ? null
            : CommonRefusals.Malformed("proposals", "a member is named twice");
    }

    private static ImmutableArray<Proposal> Proposals(Federation state, AnnounceSuccession command)
    {
        if (command.Successors is not [var only])
            return [.. command.Proposals.OrderBy(proposal => proposal.Member)];
        return [.. state.Membership.Admitted().Where(member => member != (Address)only)
            .Select(member => new Proposal(member, only))];
    }

    private static Decision<FederationEvent> OnWithdraw(Federation state, WithdrawSuccession command)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax) is { } no)
            return no;
        if (state.Lineage.Succession is not { } succession)
            return SuccessionRefusals.NotAnnounced(state.Id);
        if (succession.Closing is not null)
            return SuccessionRefusals.Dissolving(state.Id, succession);
        if (succession.Number > 0)
            return SuccessionRefusals.HandedOverAlready(state.Id);
        var withdrawn = new SuccessionWithdrawn(
            succession.Round, [.. succession.Successors.Keys], command.Reason);
        return succession.BeganDrain
            ? Both(withdrawn, new OfTreasury(new CarryingEvent.DrainEnded()))
            : withdrawn;
    }

    private static Decision<FederationEvent> OnAnswer(Federation state, LearnSuccessorAnswer command, DateTimeOffset at)
    {
        var isAwaited = state.Lineage.Succession is { } succession && succession.Round == command.Round
            && succession.Successors.TryGetValue(command.Successor, out var known)
            && known.Status == SuccessorStatus.Asked;
        if (!isAwaited)
            return Nothing;
        // Until somebody takes over, money of the members' strikes has no other way than this.
        var beginsDrain = command.Agreed && !state.Treasury.Carriage.Draining;
        var answered = new SuccessorAnswered(
            command.Successor, command.Agreed, command.Reason, at, beginsDrain ? true : null);
        return beginsDrain ? Both(answered, new OfTreasury(new CarryingEvent.DrainBegun())) : answered;
    }

    private static Decision<FederationEvent> OnDissolve(Federation state, DateTimeOffset at)
    {
        if (state.Lineage.Succession is not { } succession)
            return SuccessionRefusals.NotAnnounced(state.Id);
        if (succession.Closing is not null)
            return Nothing;
        var open = OpenMatters.Of(state);
        if (open.Any)
            return SuccessionRefusals.StillOpen(state.Id, open);
        var closing = new Closing(
            at, Closing.HashOf(state.Treasury.Book), state.Relays.CallsRelayed,
            state.Collections.Count, DuesTransferRules.Total(succession));
        var parents = state.Membership.Parents.Keys.Select(parent =>
            (FederationEvent)new AffiliationEnded(
                parent, Left: true, InEnglish($"federation {state.Id} is dissolved")));
        ImmutableArray<FederationEvent> all = [new Dissolved(closing), .. parents, .. Cleared(state.Treasury)];
        return all;
    }

    private static ImmutableArray<FederationEvent> Cleared(Treasury treasury)
    {
        const int max = Succession.CorridorsClosedMax;
        var corridors = treasury.Corridors.Out.Where(corridor => corridor.Value.Status != CorridorStatus.Closed)
            .Select(corridor => (TreasuryEvent)new CorridorEvent.CorridorClosed(corridor.Key, ByNeighbour: false));
        var offers = treasury.Corridors.Offers.Keys
            .Select(offer => (TreasuryEvent)new CorridorEvent.OfferEnded(offer, ByNeighbour: false));
        var all = corridors.Concat(offers).Take(max + 1).ToArray();
        return [.. all.Take(max).Select(closed => new OfTreasury(closed)), new CorridorsCleared(all.Length > max)];
    }

    private static Decision<FederationEvent> Both(FederationEvent first, FederationEvent second) =>
        ImmutableArray.Create(first, second);

    private static Decision<FederationEvent> Decision(Refusal refusal) => refusal;
}
