using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Federations.Members.MemberEvent;

namespace Solidarity.Domain.Federations.Members;

/// <summary>Who asks to be a member, is admitted and leaves; and where this federation asks itself.</summary>
internal static class MemberRules
{
    private static readonly Decision<FederationEvent> Nothing = Decision<FederationEvent>.Nothing;

    public static Decision<FederationEvent> Decide(Federation state, MemberCommand command, DateTimeOffset at) =>
        command switch
        {
            AskAffiliation c => OnAskAffiliation(state, c.Federation, at),
            LeaveFederation c => state.Parents.ContainsKey(c.Federation)
                ? new AffiliationEnded(c.Federation, Left: true, "")
                : MemberRefusals.NotAffiliated(state.Id, c.Federation),
            Admit c => OnAdmit(state, c.Member, at),
            RefuseMember c => state.Questions.TryGetValue(c.Member, out var question)
                ? new MemberRefused(c.Member, question, c.Reason)
                : MemberRefusals.HasNotAsked(state.Id, c.Member),
            LearnAsked c => OnAsked(state, c, at),
            LearnLeft c => state.Members.ContainsKey(c.Member) ? new MemberLeft(c.Member) : Nothing,
            LearnAffiliation c => OnAffiliation(state, c, at),
            LearnAncestry c => Ancestry.OnChange(state, c),
            _ => throw new UnreachableException($"member command {command.GetType().Name}"),
        };

    public static Federation Evolve(Federation state, MemberEvent @event) => @event switch
    {
        MemberAsked e => state with
        {
            Members = state.Members.SetItem(e.Member, AffiliationStatus.Asked),
            Questions = state.Questions.SetItem(e.Member, e.Question),
        },
        MemberAdmitted e => state with
        {
            Members = state.Members.SetItem(e.Member, AffiliationStatus.Member),
            Questions = state.Questions.Remove(e.Member),
            Former = state.Former.Remove(e.Member),
        },
        MemberRefused e => Without(state, e.Member),
        MemberLeft e => Without(state, e.Member),
        AffiliationAsked e => state with
        {
            QuestionsPut = e.Question,
            AskedAt = e.At is not { } at
                ? state.AskedAt
                : [.. state.AskedAt.Where(asked => asked > at.AddDays(-1)), at],
            Parents = state.Parents.SetItem(
                e.Federation, new Parent(e.Question, AffiliationStatus.Asked, Level.Local, [])),
        },
        AffiliationGranted e => Ancestry.Granted(state, e),
        AncestryChanged e => Ancestry.Changed(state, e),
        AffiliationEnded e => Ancestry.Ended(state, e),
        _ => throw new UnreachableException($"member event {@event.GetType().Name}"),
    };

    private static Decision<FederationEvent> OnAskAffiliation(
        Federation state, FederationId other, DateTimeOffset at)
    {
        // A member that has only asked is not contained yet, and this one then loses its place when it is admitted.
        var isMember = state.Members.TryGetValue(other, out var status) && status == AffiliationStatus.Member;
        if (other == state.Id || isMember)
            return MemberRefusals.WouldContainItself(state.Id, other);
        if (state.Parents.ContainsKey(other))
            return MemberRefusals.AlreadyAffiliated(state.Id, other);
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
        if (isIn || SuccessorRules.TakesIn(state, member, command.Leaving))
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
            return MemberRefusals.WouldContainItself(state.Id, member);
        if (!state.Members.TryGetValue(member, out var status))
            return MemberRefusals.HasNotAsked(state.Id, member);
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

    // Also one that is refused may have been a member: it did not know that yet, and asked again.
    private static Federation Without(Federation state, Address member) => state with
    {
        Members = state.Members.Remove(member),
        Questions = state.Questions.Remove(member),
        Former = state.Members.GetValueOrDefault(member) == AffiliationStatus.Member
            ? RelayRules.WithFormer(state, member)
            : state.Former,
    };
}

/// <summary>The refusals about members.</summary>
internal static class MemberRefusals
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
}
