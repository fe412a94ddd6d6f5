using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations.Relays;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Federations.Members.MemberEvent;

namespace Solidarity.Domain.Federations.Members;

/// <summary>
/// How a federation knows all those above it, so that no body contains itself. It keeps, for each federation that it is
/// in, what is above that one, and of all together over how many of its affiliations each is above it. It tells its own
/// members when the set of all has changed, and only what has come and gone; so a change is told once over each
/// affiliation below, however many ways lead there. What it tells arrives in order, so each knows of a parent what the
/// parent knew.
/// </summary>
internal static class Ancestry
{
    private static readonly Decision<FederationEvent> Nothing = Decision<FederationEvent>.Nothing;

    /// <summary>The most federations that may be above one of a level. It is less for wider levels, so that what a wide
    /// federation joins is too much for itself before it is for those below it.</summary>
    public static int Max(Level level) => Membership.AncestorsMax - (int)level * Membership.AncestorsMax / 5;

    public static bool Contains(Federation state, Address member) =>
        member.IsFederation && (member.Federation == state.Id || state.Membership.Above.ContainsKey(member.Federation));

    /// <summary>Why a federation has too many above it as a member here; null: it has not.</summary>
    public static Refusal? TooDeep(Federation state, Address member) =>
        member.IsFederation && state.Membership.Above.Count >= Membership.AncestorsMax
            ? LimitReached(state, $"{member} would have more than that above it as a member")
            : null;

    /// <summary>Why this federation cannot ask one more to admit it; null: it can.</summary>
    public static Refusal? TooMany(Federation state) =>
        state.Membership.Above.Count >= Max(state.Profile.Level) ? LimitReached(state, "leave one first") : null;

    public static Decision<FederationEvent> OnChange(Federation state, LearnAncestry command)
    {
        if (!state.Membership.Parents.TryGetValue(command.Federation, out var parent)
            || parent.Status != AffiliationStatus.Member)
            return Nothing;
        var added = command.Added.Except(parent.Ancestors);
        var removed = command.Removed.Intersect(parent.Ancestors);
        if (added.IsEmpty && removed.IsEmpty)
            return Nothing;
        return StepsOut(state, command.Federation, added)
            ?? new AncestryChanged(command.Federation, added, removed);
    }

    /// <summary>
    /// Two admissions at the same time can each be right alone and close a ring together. Whoever finds itself above
    /// itself steps out of the affiliation that it learns it from; so does who would have too many above it.
    /// </summary>
    /// <returns>Null where it stays.</returns>
    public static Decision<FederationEvent>? StepsOut(
        Federation state, FederationId parent, ImmutableSortedSet<FederationId> added)
    {
        if (parent == state.Id || added.Contains(state.Id))
            return new AffiliationEnded(parent, Left: true, InEnglish("it would have contained itself"));
        var (above, level) = (state.Membership.Above, state.Profile.Level);
        var more = added.Count(id => !above.ContainsKey(id)) + (above.ContainsKey(parent) ? 0 : 1);
        return above.Count + more > Max(level)
            ? new AffiliationEnded(parent, Left: true,
                InEnglish($"by it federation {state.Id} would have {above.Count + more} federations above it; "
                    + $"{Max(level)} is the most for one that is {level} "
                    + $"(AncestorsMax = {Membership.AncestorsMax})"))
            : (Decision<FederationEvent>?)null;
    }

    public static Membership Granted(Membership state, AffiliationGranted e)
    {
        var before = state.Parents[e.Federation];
        var known = before.Status == AffiliationStatus.Member ? before.Ancestors.Add(e.Federation) : [];
        var now = e.Ancestors.Add(e.Federation);
        return state with
        {
            Parents = state.Parents.SetItem(e.Federation, before with
            {
                Status = AffiliationStatus.Member,
                Level = e.Level,
                Ancestors = e.Ancestors,
            }),
            Above = Counted(state.Above, now.Except(known), known.Except(now)),
        };
    }

    public static Membership Changed(Membership state, AncestryChanged e)
    {
        var parent = state.Parents[e.Federation];
        return state with
        {
            Parents = state.Parents.SetItem(e.Federation, parent with
            {
                Ancestors = parent.Ancestors.Except(e.Removed).Union(e.Added),
            }),
            Above = Counted(state.Above, e.Added, e.Removed),
        };
    }

    public static Membership Ended(Membership state, AffiliationEnded e, FederationRelays relays)
    {
        var parent = state.Parents[e.Federation];
        var after = state with { Parents = state.Parents.Remove(e.Federation) };
        return parent.Status != AffiliationStatus.Member
            ? after
            : after.WithFormer(e.Federation, relays) with
            {
                Above = Counted(state.Above, [], parent.Ancestors.Add(e.Federation)),
            };
    }

    private static ImmutableSortedDictionary<FederationId, int> Counted(
        ImmutableSortedDictionary<FederationId, int> above, IReadOnlyCollection<FederationId> added,
        IReadOnlyCollection<FederationId> removed)
    {
        var counts = above.ToBuilder();
        foreach (var id in added)
            counts[id] = counts.GetValueOrDefault(id) + 1;
        foreach (var id in removed)
            if (counts[id] == 1)
                counts.Remove(id);
            else
                counts[id]--;
        return counts.ToImmutable();
    }

    private static Refusal LimitReached(Federation state, Wording what) => CommonRefusals.LimitReached(
        nameof(Membership.AncestorsMax), Membership.AncestorsMax,
        $"federation {state.Id} has {state.Membership.Above.Count} federations above it; {what}");
}
