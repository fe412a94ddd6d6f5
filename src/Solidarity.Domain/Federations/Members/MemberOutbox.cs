using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Sections.Affiliations;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Federations.Members.MemberEvent;

namespace Solidarity.Domain.Messages;

/// <summary>What a federation asks of others and answers them, and whom it tells that the set of those above it has
/// changed.</summary>
internal static class MemberOutbox
{
    public static IEnumerable<Message> Of(Federation before, MemberEvent @event, Federation after) => @event switch
    {
        AffiliationAsked e => [new Message(e.Federation, new LearnAsked(after.Id, e.Question))],
        AffiliationEnded { Left: true } e =>
            [new Message(e.Federation, new LearnLeft(after.Id)), .. OfAncestry(before, after)],
        AffiliationGranted e =>
            [.. OfAncestry(before, after), .. NewcomerOutbox.Messages(after, e.Federation, e.At)],
        AncestryChanged => OfAncestry(before, after),
        MemberAdmitted e =>
        [
            Answer(after, e.Member, e.Question, admitted: true, ""),
            .. NewcomerOutbox.Messages(after, e.Member, e.At),
        ],
        MemberRefused e => [Answer(after, e.Member, e.Question, admitted: false, e.Reason)],
        MemberAsked or MemberLeft or AffiliationEnded => [],
        _ => throw new UnreachableException($"member event {@event.GetType().Name}"),
    };

    private static Message Answer(
        Federation state, Address member, int question, bool admitted, string reason) => member.Kind switch
        {
            BodyKind.Section => new Message(
                member, new AffiliationCommand.LearnAffiliation(state.Id, question, admitted, reason)),
            BodyKind.Federation => new Message(member, new LearnAffiliation(
                state.Id, question, admitted, state.Profile.Level, state.Membership.Ancestors, reason)),
            _ => throw new UnreachableException($"{member} cannot be a member"),
        };

    /// <summary>What the members that are federations are told: one command for all, and nothing where the set of all
    /// above is what it was.</summary>
    private static IEnumerable<Message> OfAncestry(Federation before, Federation after)
    {
        var (was, now) = (before.Membership.Above, after.Membership.Above);
        if (ReferenceEquals(was, now))
            return [];
        ImmutableSortedSet<FederationId> added = [.. now.Keys.Where(id => !was.ContainsKey(id))];
        ImmutableSortedSet<FederationId> removed = [.. was.Keys.Where(id => !now.ContainsKey(id))];
        if (added.IsEmpty && removed.IsEmpty)
            return [];
        var told = new LearnAncestry(after.Id, added, removed);
        return after.Membership.Admitted().Where(member => member.IsFederation)
            .Select(member => new Message(member, told));
    }
}
