using Solidarity.Domain.Money;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Access;

/// <summary>
/// Puts groups together that are too small to hide anybody. All with fewer than <see cref="GroupGiversMin"/> givers
/// become one group, "others". Where that would be too small itself, what it holds could be worked out from the totals
/// by subtraction, so the next smallest group joins it. Costs one sort of the groups.
/// </summary>
/// <remarks>Groups that overlap (a section may be in two federations) can hold the same givers: then together they have
/// at least as many as the largest of them, and no more is relied on. Their sums may count a giver twice.</remarks>
public static class SmallGroups
{
    /// <summary>The fewest givers that a group which is shown may have.</summary>
    public const int GroupGiversMin = 3;

    public const string Others = "others";

    /// <param name="groups">All that there are, with those of whom it is not known where they belong.</param>
    public static ImmutableArray<BoardGroup> PutTogether(ImmutableArray<BoardGroup> groups, bool overlapping)
    {
        var bySize = groups.OrderBy(group => group.Givers).ThenBy(group => group.Name, StringComparer.Ordinal)
            .ToArray();
        var (count, certain) = (0, 0);
        foreach (var group in bySize)
        {
            if (group.Givers >= GroupGiversMin && (count == 0 || certain >= GroupGiversMin))
                break;
            certain = overlapping ? group.Givers : certain + group.Givers;
            count++;
        }
        if (count == 0)
            return groups;
        var kept = bySize.Skip(count).ToHashSet();
        return [.. groups.Where(kept.Contains), Together(bySize.AsSpan(0, count))];
    }

    private static BoardGroup Together(ReadOnlySpan<BoardGroup> groups)
    {
        var all = new BoardGroup(
            Others, 0, 0, AnswerCounts.None, ImmutableSortedDictionary<Domain.Money.Currency, AidTotals>.Empty);
        foreach (var group in groups)
            all = new BoardGroup(
                Others, all.Groups + group.Groups, all.Reached + group.Reached,
                new AnswerCounts(
                    all.Answers.Pledged + group.Answers.Pledged, all.Answers.Supported + group.Answers.Supported,
                    all.Answers.Declined + group.Answers.Declined, all.Answers.Unanswered + group.Answers.Unanswered),
                Sums.Plus(all.Totals, group.Totals, 1));
        return all;
    }
}

/// <summary>Those of one country or federation. A section in two federations is in both, so federations do not add up
/// to the whole.</summary>
/// <param name="Groups">How many were put together under this name.</param>
public sealed record BoardGroup(
    string Name, int Groups, int Reached, AnswerCounts Answers, ImmutableSortedDictionary<Currency, AidTotals> Totals)
{
    /// <summary>Who has answered in it.</summary>
    public int Givers => Answers.Pledged + Answers.Supported + Answers.Declined + Answers.Unanswered;

    internal static BoardGroup Of(string name, GroupCounters figures) =>
        new(name, 1, figures.Reached, figures.Answers, figures.Totals);
}
