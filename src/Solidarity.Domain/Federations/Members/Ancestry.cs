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
    public static int Max(Level level) => Federation.AncestorsMax - (int)level * Federation.AncestorsMax / 5;

    public static bool Contains(Federation state, Address member) =>
        member.IsFederation && (member.Federation == state.Id || state.Above.ContainsKey(member.Federation));

    /// <summary>Why a federation has too many above it as a member here; null: it has not.</summary>
    public static Refusal? TooDeep(Federation state, Address member) =>
        member.IsFederation && state.Above.Count >= Federation.AncestorsMax
            ? LimitReached(state, $"{member} would have more than that above it as a member")
            : null;

    /// <summary>Why this federation cannot ask one more to admit it; null: it can.</summary>
    public static Refusal? TooMany(Federation state) =>
        state.Above.Count >= Max(state.Level) ? LimitReached(state, "leave one first") : null;

    public static Decision<FederationEvent> OnChange(Federation state, LearnAncestry command)
    {
        if (!state.Parents.TryGetValue(command.Federation, out var parent)
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
            return new AffiliationEnded(parent, Left: true, "it would have contained itself");
        var more = added.Count(id => !state.Above.ContainsKey(id)) + (state.Above.ContainsKey(parent) ? 0 : 1);
        return state.Above.Count + more > Max(state.Level)
            ? new AffiliationEnded(parent, Left: true,
                $"by it federation {state.Id} would have {state.Above.Count + more} federations above it; "
                + $"{Max(state.Level)} is the most for one that is {state.Level} "
                + $"(AncestorsMax = {Federation.AncestorsMax})")
            : (Decision<FederationEvent>?)null;
    }

    public static Federation Granted(Federation state, AffiliationGranted e)
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
            Moves = state.Moves.Granted(e.Federation),
        };
    }

    public static Federation Changed(Federation state, AncestryChanged e)
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

    public static Federation Ended(Federation state, AffiliationEnded e)
    {
        var parent = state.Parents[e.Federation];
        var wasIn = parent.Status == AffiliationStatus.Member;
        return state with
        {
            Parents = state.Parents.Remove(e.Federation),
            Above = wasIn ? Counted(state.Above, [], parent.Ancestors.Add(e.Federation)) : state.Above,
            Moves = state.Moves.Ended(e.Federation),
            Former = wasIn ? RelayRules.WithFormer(state, e.Federation) : state.Former,
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

    private static Refusal LimitReached(Federation state, string what) => CommonRefusals.LimitReached(
        nameof(Federation.AncestorsMax), Federation.AncestorsMax,
        $"federation {state.Id} has {state.Above.Count} federations above it; {what}");
}
