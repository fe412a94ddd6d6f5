using System.Numerics;
using Solidarity.Domain.Calls;

namespace Solidarity.Domain.Sections.Surplus;

/// <summary>One of those who gave to a strike, in one currency. Sums in minor units.</summary>
/// <param name="Gave">What arrived from it, without loans; 0 or more.</param>
/// <param name="Returned">What has gone back to it or is on its way; 0 or more.</param>
/// <param name="Times">How many sums were sent back to it, those that came back among them.</param>
public readonly record struct SurplusGiver(Party Party, Int128 Gave, Int128 Returned, int Times = 0);

/// <summary>What a giver has a share in.</summary>
/// <param name="Due">What is still to go back to it; 0 or more.</param>
public readonly record struct SurplusShare(SurplusGiver Giver, Int128 Due);

/// <summary>
/// How what is left of a strike's fund is shared by those who gave. What is left and what has gone back already is one
/// pool, divided by what each gave, rounded down; the minor units that remain go to the largest remainders, on a tie to
/// who comes first. Nobody gets more than it gave. Who has had back more than its share keeps it, and the others share
/// the rest.
/// </summary>
public static class SurplusShares
{
    /// <param name="left">In minor units, 0 or more, once loans are taken off.</param>
    /// <param name="givers">Each once, in the order of their names.</param>
    /// <returns>In the same order. What is due is at most what is left; all of it, where what is left is not more than
    /// was given.</returns>
    public static ImmutableArray<SurplusShare> Of(Int128 left, IReadOnlyCollection<SurplusGiver> givers)
    {
        // Products of totals pass 128 bits.
        BigInteger pool = left, gave = 0;
        foreach (var giver in givers)
            (pool, gave) = (pool + giver.Returned, gave + giver.Gave);
        var sharing = new List<SurplusGiver>(givers.Count);
        foreach (var giver in givers.OrderDescending(Comparer<SurplusGiver>.Create(ByPartReturned)))
            if (giver.Returned * gave > pool * giver.Gave)
                (pool, gave) = (pool - giver.Returned, gave - giver.Gave);
            else
                sharing.Add(giver);
        var shares = Divide(BigInteger.Min(pool, gave), gave, sharing);
        return
        [
            .. givers.Select(giver => new SurplusShare(
                giver, Int128.Max(0, shares.GetValueOrDefault(giver.Party) - giver.Returned))),
        ];
    }

    // Who gave nothing and had something back comes first.
    private static int ByPartReturned(SurplusGiver one, SurplusGiver other) =>
        ((BigInteger)one.Returned * other.Gave).CompareTo((BigInteger)other.Returned * one.Gave);

    private static Dictionary<Party, Int128> Divide(BigInteger pool, BigInteger gave, List<SurplusGiver> sharing)
    {
        var shares = new Dictionary<Party, Int128>(sharing.Count);
        if (gave.IsZero)
            return shares;
        var remainders = new List<(BigInteger Remainder, Party Party)>(sharing.Count);
        var rest = pool;
        foreach (var giver in sharing)
        {
            var share = BigInteger.DivRem(pool * giver.Gave, gave, out var remainder);
            rest -= share;
            shares.Add(giver.Party, (Int128)share);
            remainders.Add((remainder, giver.Party));
        }
        // There are fewer of them than givers.
        foreach (var (_, party) in remainders
            .OrderByDescending(one => one.Remainder).ThenBy(one => one.Party).Take((int)rest))
            shares[party]++;
        return shares;
    }
}
