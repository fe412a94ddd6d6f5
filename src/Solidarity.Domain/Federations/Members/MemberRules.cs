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
            LeaveFederation c => state.Membership.Parents.ContainsKey(c.Federation)
                ? new AffiliationEnded(c.Federation, Left: true, "")
                : MemberRefusals.NotAffiliated(state.Id, c.Federation),
            Admit c => OnAdmit(state, c.Member, at),
            RefuseMember c => state.Membership.Questions.TryGetValue(c.Member, out var question)
                ? new MemberRefused(c.Member, question, c.Reason)
                : MemberRefusals.HasNotAsked(state.Id, c.Member),
            LearnAsked c => OnAsked(state, c, at),
            LearnLeft c => state.Membership.Members.ContainsKey(c.Member) ? new MemberLeft(c.Member) : Nothing,
            LearnAffiliation c => OnAffiliation(state, c, at),
            LearnAncestry c => Ancestry.OnChange(state, c),
            _ => throw new UnreachableException($"member command {command.GetType().Name}"),
        };

    /// <param name="relays">What is open in the federation: members that leave may have it from here.</param>
    public static Membership Evolve(Membership state, MemberEvent @event, FederationRelays relays) => @event switch
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
        MemberRefused e => Without(state, e.Member, relays),
        MemberLeft e => Without(state, e.Member, relays),
        AffiliationAsked e => state.Asking(e.Federation, e.Question) with
        {
            AskedAt = e.At is not { } at
                ? state.AskedAt
                : [.. state.AskedAt.Where(asked => asked > at.AddDays(-1)), at],
        },
        AffiliationGranted e => Ancestry.Granted(state, e),
        AncestryChanged e => Ancestry.Changed(state, e),
        AffiliationEnded e => Ancestry.Ended(state, e, relays),
        _ => throw new UnreachableException($"member event {@event.GetType().Name}"),
    };

    public static Moves Evolve(Moves state, MemberEvent @event) => @event switch
    {
        AffiliationGranted e => state.Granted(e.Federation),
        AffiliationEnded e => state.Ended(e.Federation),
        MemberAsked or MemberAdmitted or MemberRefused or MemberLeft or AffiliationAsked or AncestryChanged => state,
        _ => throw new UnreachableException($"member event {@event.GetType().Name}"),
    };

    private static Decision<FederationEvent> OnAskAffiliation(
        Federation state, FederationId other, DateTimeOffset at)
    {
        // A member that has only asked is not contained yet, and this one then loses its place when it is admitted.
        if (other == state.Id || state.Membership.HasAdmitted(other))
            return MemberRefusals.WouldContainItself(state.Id, other);
        if (state.Membership.Parents.ContainsKey(other))
            return MemberRefusals.AlreadyAffiliated(state.Id, other);
        if (state.Membership.Parents.Count >= Membership.ParentsMax)
            return CommonRefusals.LimitReached(nameof(Membership.ParentsMax), Membership.ParentsMax,
                $"federation {state.Id} is in, or has asked, as many federations as it can; leave one first");
        if (state.Membership.AskedAt.Count(asked => asked > at.AddDays(-1)) >= Membership.AsksPerDayMax)
            return CommonRefusals.LimitReached(nameof(Membership.AsksPerDayMax), Membership.AsksPerDayMax,
                $"federation {state.Id} has asked {Membership.AsksPerDayMax} times in 24 hours; ask again tomorrow");
        return Ancestry.TooMany(state) is { } no
            ? no
            : new AffiliationAsked(other, state.Membership.QuestionsPut + 1, at);
    }

    private static Decision<FederationEvent> OnAsked(Federation state, LearnAsked command, DateTimeOffset at)
    {
        var (member, question) = (command.Member, command.Question);
        // Who moves here may have asked before, and waits for the answer to this question now.
        var isKnown = state.Membership.Members.TryGetValue(member, out var status);
        if (isKnown && command.Leaving is null)
            return Nothing;
        if (Ancestry.Contains(state, member))
            return new MemberRefused(
                member, question, InEnglish($"{member} contains federation {state.Id}; no body contains itself"));
        var isIn = isKnown && status == AffiliationStatus.Member;
        if (!isIn && Ancestry.TooDeep(state, member) is { } tooDeep)
            return new MemberRefused(member, question, tooDeep.Message);
        if (!isIn && IsFull(state))
            return new MemberRefused(member, question, InEnglish(
                $"federation {state.Id} has as many members as it can (MembersMax = {Membership.MembersMax})"));
        if (isIn || SuccessorRules.TakesIn(state, member, command.Leaving))
            return new MemberAdmitted(member, question, at);
        return !isKnown && state.Membership.Questions.Count >= Membership.AskedMax
            ? new MemberRefused(member, question,
                InEnglish($"{Membership.AskedMax} wait for federation {state.Id} to take them in (AskedMax = "
                    + $"{Membership.AskedMax}); ask again once it has answered some of them"))
            : new MemberAsked(member, question);
    }

    private static Decision<FederationEvent> OnAdmit(Federation state, Address member, DateTimeOffset at)
    {
        if (member == (Address)state.Id || Ancestry.Contains(state, member))
            return MemberRefusals.WouldContainItself(state.Id, member);
        if (!state.Membership.Members.TryGetValue(member, out var status))
            return MemberRefusals.HasNotAsked(state.Id, member);
        if (status == AffiliationStatus.Member)
            return Nothing;
        if (Ancestry.TooDeep(state, member) is { } tooDeep)
            return tooDeep;
        return IsFull(state)
            ? CommonRefusals.LimitReached(nameof(Membership.MembersMax), Membership.MembersMax,
                $"federation {state.Id} has as many members as it can; found a federation of some of them first")
            : new MemberAdmitted(member, state.Membership.Questions[member], at);
    }

    // Those that wait to be taken in are no members.
    private static bool IsFull(Federation state) =>
        state.Membership.Members.Count - state.Membership.Questions.Count >= Membership.MembersMax;

    private static Decision<FederationEvent> OnAffiliation(
        Federation state, LearnAffiliation command, DateTimeOffset at)
    {
        // An answer to a question that was taken back comes too late to matter, also where it was put again since.
        var awaited = state.Membership.Parents.TryGetValue(command.Federation, out var parent)
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
        state.Moves.Moving.TryGetValue(granted.Federation, out var from) && state.Membership.Parents.ContainsKey(from)
            ? ImmutableArray.Create<FederationEvent>(
                granted, new AffiliationEnded(
                    from, Left: true, InEnglish($"it has moved to its successor {granted.Federation}")))
            : granted;

    // Also one that is refused may have been a member: it did not know that yet, and asked again.
    private static Membership Without(Membership state, Address member, FederationRelays relays) =>
        (state.HasAdmitted(member) ? state.WithFormer(member, relays) : state) with
        {
            Members = state.Members.Remove(member),
            Questions = state.Questions.Remove(member),
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
