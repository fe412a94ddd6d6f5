using System.Collections.Immutable;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Federations.FederationCommand;
using static Solidarity.Domain.Federations.FederationEvent;

namespace Solidarity.Domain.Federations;

/// <summary>What a federation decides: founding and members here; relaying in <see cref="FederationRelays"/>,
/// collections in <see cref="FederationCollections"/>, successions in <see cref="SuccessionDecider"/>.</summary>
public static class FederationDecider
{
    private static readonly Decision<FederationEvent> Nothing = Decision<FederationEvent>.Nothing;

    public static Decision<FederationEvent> Decide(Federation state, FederationCommand command, DateTimeOffset at)
    {
        if (command is Found found)
            return OnFound(state, found, at);
        if (!state.Founded && command is LearnAsked asked)
            return new MemberRefused(asked.Member, asked.Question, $"federation {state.Id} does not exist");
        if (!state.Founded && command is LearnCall lost)
            return new CallNotRelayed(lost.Call, $"federation {state.Id} does not exist");
        if (!state.Founded && command is LearnSuccessionProposed named)
            return new SuccessionDeclined(named.Predecessor, named.Round, $"federation {state.Id} does not exist");
        // A neighbour may speak to a treasury before its owner has: an offer waits, and money is never turned away.
        if (!state.Founded && command is not (ToTreasury { Asked.ByOwner: false } or LearnDues))
            return CommonRefusals.NotFounded($"federation {state.Id}");
        return SuccessionDecider.InsteadOf(state, command, at) ?? command switch
        {
            AskAffiliation c => OnAskAffiliation(state, c.Federation, at),
            LeaveFederation c => state.Parents.ContainsKey(c.Federation)
                ? new AffiliationEnded(c.Federation, Left: true, "")
                : FederationRefusals.NotAffiliated(state.Id, c.Federation),
            Admit c => OnAdmit(state, c.Member, at),
            RefuseMember c => state.Members.TryGetValue(c.Member, out var asking) && asking == AffiliationStatus.Asked
                ? new MemberRefused(c.Member, state.Questions[c.Member], c.Reason)
                : FederationRefusals.HasNotAsked(state.Id, c.Member),
            LearnAsked c => OnAsked(state, c, at),
            LearnLeft c => state.Members.ContainsKey(c.Member) ? new MemberLeft(c.Member) : Nothing,
            LearnAffiliation c => OnAffiliation(state, c, at),
            LearnAncestry c => Ancestry.OnChange(state, c),
            TellNewcomer c => Newcomers.OnTell(state, c),
            ToTreasury c => FederationCollections.Decide(state, c.Asked, at),
            LearnDues c => new DuesReceived(
                c.Section, c.Amount, LedgerEntry.Move(c.Amount, Account.From(c.Section), Account.Dues)),
            LearnCall or LearnCallEnd or LearnReminder or LearnWarning => FederationRelays.Decide(state, command, at),
            Collect c => FederationCollections.OnCollect(state, c, at),
            SendCollection c => FederationCollections.OnSend(state, c, at),
            _ => SuccessionDecider.Decide(state, command, at),
        };
    }

    private static Decision<FederationEvent> OnFound(Federation state, Found command, DateTimeOffset at)
    {
        var no = Texts.CheckName("name", command.Name)
            ?? Texts.CheckName("locality", command.Locality, required: false)
            ?? Texts.CheckCountry(command.Country);
        if (no is not null)
            return no;
        return state.Founded
            ? CommonRefusals.AlreadyFounded($"federation {state.Id}")
            : new Founded(state.Id, command.Name, command.Level, command.Locality, command.Country, at);
    }

    private static Decision<FederationEvent> OnAskAffiliation(
        Federation state, FederationId other, DateTimeOffset at)
    {
        // A member that has only asked is not contained yet, and this one then loses its place when it is admitted.
        var isMember = state.Members.TryGetValue(other, out var status) && status == AffiliationStatus.Member;
        if (other == state.Id || isMember)
            return FederationRefusals.WouldContainItself(state.Id, other);
        if (state.Parents.ContainsKey(other))
            return FederationRefusals.AlreadyAffiliated(state.Id, other);
        if (state.Parents.Count >= Federation.ParentsMax)
            return CommonRefusals.LimitReached(nameof(Federation.ParentsMax), Federation.ParentsMax,
                $"federation {state.Id} is in, or has asked, as many federations as it can; leave one first");
        if (state.AskedAt.Count(asked => asked > at.AddDays(-1)) >= Federation.AsksPerDayMax)
            return CommonRefusals.LimitReached(nameof(Federation.AsksPerDayMax), Federation.AsksPerDayMax,
                $"federation {state.Id} has asked {Federation.AsksPerDayMax} times in 24 hours; ask again tomorrow");
        return Ancestry.TooMany(state) is { } no ? no : new AffiliationAsked(other, state.QuestionsPut + 1, at);
    }

    private static Decision<FederationEvent> OnAsked(Federation state, LearnAsked command, DateTimeOffset at)
    {
        var (member, question) = (command.Member, command.Question);
        // Who moves here may have asked before, and waits for the answer to this question now.
        var isKnown = state.Members.TryGetValue(member, out var status);
        if (isKnown && command.Leaving is null)
            return Nothing;
        if (Ancestry.Contains(state, member))
            return new MemberRefused(
                member, question, $"{member} contains federation {state.Id}; no body contains itself");
        var isIn = isKnown && status == AffiliationStatus.Member;
        if (!isIn && Ancestry.TooDeep(state, member) is { } tooDeep)
            return new MemberRefused(member, question, tooDeep.Message);
        if (!isIn && IsFull(state))
            return new MemberRefused(member, question,
                $"federation {state.Id} has as many members as it can (MembersMax = {Federation.MembersMax})");
        if (isIn || SuccessorDecider.TakesIn(state, member, command.Leaving))
            return new MemberAdmitted(member, question, at);
        return !isKnown && state.Questions.Count >= Federation.AskedMax
            ? new MemberRefused(member, question,
                $"{Federation.AskedMax} wait for federation {state.Id} to take them in (AskedMax = "
                + $"{Federation.AskedMax}); ask again once it has answered some of them")
            : new MemberAsked(member, question);
    }

    private static Decision<FederationEvent> OnAdmit(Federation state, Address member, DateTimeOffset at)
    {
        if (member == (Address)state.Id || Ancestry.Contains(state, member))
            return FederationRefusals.WouldContainItself(state.Id, member);
        if (!state.Members.TryGetValue(member, out var status))
            return FederationRefusals.HasNotAsked(state.Id, member);
        if (status == AffiliationStatus.Member)
            return Nothing;
        if (Ancestry.TooDeep(state, member) is { } tooDeep)
            return tooDeep;
        return IsFull(state)
            ? CommonRefusals.LimitReached(nameof(Federation.MembersMax), Federation.MembersMax,
                $"federation {state.Id} has as many members as it can; found a federation of some of them first")
            : new MemberAdmitted(member, state.Questions[member], at);
    }

    // Those that wait to be taken in are no members.
    private static bool IsFull(Federation state) =>
        state.Members.Count - state.Questions.Count >= Federation.MembersMax;

    private static Decision<FederationEvent> OnAffiliation(
        Federation state, LearnAffiliation command, DateTimeOffset at)
    {
        // An answer to a question that was taken back comes too late to matter, also where it was put again since.
        var awaited = state.Parents.TryGetValue(command.Federation, out var parent)
            && parent.Status == AffiliationStatus.Asked && parent.Question == command.Question;
        if (!awaited)
            return Nothing;
        if (!command.Admitted)
            return new AffiliationEnded(command.Federation, Left: false, command.Reason);
        return Ancestry.StepsOut(state, command.Federation, command.Ancestors)
            ?? Granted(state, new AffiliationGranted(command.Federation, command.Level, command.Ancestors, at));
    }

    // Who moves by a succession leaves where it was at the moment in which it is in the other one, and not before.
    private static Decision<FederationEvent> Granted(Federation state, AffiliationGranted granted) =>
        state.Moves.Moving.TryGetValue(granted.Federation, out var from) && state.Parents.ContainsKey(from)
            ? ImmutableArray.Create<FederationEvent>(
                granted, new AffiliationEnded(from, Left: true, $"it has moved to its successor {granted.Federation}"))
            : granted;
}

/// <summary>The refusals of a federation.</summary>
public static class FederationRefusals
{
    public static Refusal WouldContainItself(FederationId federation, object other) => Refusal.Of(
        RefusalKind.FailedPrecondition, "WOULD_CONTAIN_ITSELF",
        $"federation {federation} and {other}: one contains the other already, and no body contains itself.",
        ("federation", federation), ("other", other));

    public static Refusal AlreadyAffiliated(FederationId federation, FederationId other) => Refusal.Of(
        RefusalKind.AlreadyExists, "ALREADY_AFFILIATED",
        $"federation {federation} is in federation {other} already, or has asked.",
        ("federation", federation), ("other", other));

    public static Refusal NotAffiliated(FederationId federation, FederationId other) => Refusal.Of(
        RefusalKind.FailedPrecondition, "NOT_AFFILIATED", $"federation {federation} is not in federation {other}.",
        ("federation", federation), ("other", other));

    public static Refusal HasNotAsked(FederationId federation, Address member) => Refusal.Of(
        RefusalKind.FailedPrecondition, "HAS_NOT_ASKED",
        $"{member} has not asked to join federation {federation}.",
        ("federation", federation), ("member", member));

    public static Refusal NoRoom(FederationId federation, string reason) => Refusal.Of(
        RefusalKind.ResourceExhausted, "LIMIT_REACHED", $"{reason}.", ("federation", federation));

    public static Refusal CollectionExists(FederationId federation, PledgeId collection) => Refusal.Of(
        RefusalKind.AlreadyExists, "COLLECTION_EXISTS",
        $"federation {federation} has a collection {collection} already.", ("collection", collection));

    public static Refusal UnknownCollection(FederationId federation, PledgeId collection) => Refusal.Of(
        RefusalKind.NotFound, "UNKNOWN_COLLECTION", $"federation {federation} has no collection {collection}.",
        ("collection", collection));

    public static Refusal CollectionNotHere(PledgeId collection) => Refusal.Of(
        RefusalKind.FailedPrecondition, "COLLECTION_NOT_HERE",
        $"collection {collection} was sent already.", ("collection", collection));
}
