using Solidarity.Domain.Money;
using Solidarity.Domain.Strikes.Aid;

namespace Solidarity.Domain.Strikes.Calls;

/// <summary>The sections that a call has reached, as a share is reckoned with them.</summary>
/// <param name="Sections">How many; 1 or more, the one that the share is for among them.</param>
/// <param name="Known">How many of them say how many members they have.</param>
/// <param name="Members">How many members these have in all.</param>
public readonly record struct MembersReached(int Sections, int Known, long Members);

/// <summary>
/// What a section might give, so that all who were asked give alike. It suggests; nobody owes it.
/// <code>
/// uncovered = max(0, need - received - on its way - pledged)          in the need's currency alone, of those asked
/// share     = uncovered * members of the section / members of all sections that the call has reached
/// </code>
/// A section that does not say its number counts as the mean of those that do; where nobody says, all count alike. The
/// share is reckoned exactly, rounded up to a minor unit, and is never more than what is uncovered.
/// </summary>
/// <param name="Uncovered">What the whole call still lacks.</param>
/// <param name="Members">The section's members; null where it does not say.</param>
/// <param name="Reached">Among whom it is divided.</param>
public sealed record SuggestedShare(Amount Share, Amount Uncovered, int? Members, MembersReached Reached)
{
    /// <summary>Null where no need is named or all of it is covered.</summary>
    /// <param name="need">What the call asks for; null where no sum is named.</param>
    /// <param name="totals">The strike's sums in the currency of the need.</param>
    /// <param name="members">The section's own number, 1 or more; null where it does not say.</param>
    public static SuggestedShare? Of(Amount? need, AidTotals totals, int? members, MembersReached reached)
    {
        if (need is not { } asked || totals.Covering >= asked.Minor)
            return null;
        var uncovered = asked.Minor - (long)Int128.Max(0, totals.Covering);
        // Of who does not say its number, the mean is members/known, so that the known cancel out of its fraction.
        var (part, whole) = reached.Known == 0 || members is null
            ? ((Int128)1, (Int128)reached.Sections)
            : ((Int128)members.Value * reached.Known, (Int128)reached.Members * reached.Sections);
        var share = (uncovered * part + whole - 1) / whole;
        return new SuggestedShare(
            asked with { Minor = (long)Int128.Min(share, uncovered) }, asked with { Minor = uncovered }, members,
            reached);
    }

    /// <summary>For people: how the share comes about.</summary>
    public Wording InWords()
    {
        var sections = Counted(Reached.Sections);
        if (Reached.Known == 0)
            return $"{Uncovered} of the need is not covered yet; divided by {sections} that the call has reached, "
                + $"alike, because nobody says how many members there are";
        var all = Reached.Known == Reached.Sections
            ? Wording.Of($"the {Reached.Members} members of {sections} that the call has reached")
            : $"the members of {sections} that the call has reached ({Reached.Members} in the {Reached.Known} that "
                + $"say; the others count as their mean)";
        return Members is { } members
            ? Wording.Of($"{Uncovered} of the need is not covered yet; divided by {all}: {members} of them are here")
            : $"{Uncovered} of the need is not covered yet; divided by {all}: this section does not say how many are "
                + $"here";
    }

    private static Wording Counted(int sections) => sections == 1 ? Wording.Of("1 section") : $"{sections} sections";
}
