using Solidarity.Routing.Flows;

namespace Solidarity.Routing;

/// <summary>
/// How far places are from some others, in hops and in hours, each for itself: the fewest hops may be on another way
/// than the fewest hours. Breadth first for the hops, Dijkstra for the hours; O(m + n log n).
/// </summary>
internal sealed class Reach
{
    /// <summary>Farther than any way.</summary>
    public const long Never = long.MaxValue;

    private Reach(long[] hops, long[] hours) => (Hops, Hours) = (hops, hours);

    /// <summary>The fewest hops for each place; <see cref="Never"/> where no way leads.</summary>
    public long[] Hops { get; }

    /// <summary>The fewest hours for each place; <see cref="Never"/> where no way leads.</summary>
    public long[] Hours { get; }

    /// <param name="graph">The corridors.</param>
    /// <param name="places">Where to begin.</param>
    /// <param name="isBackward">Whether ways to those places are meant; else ways from them.</param>
    /// <param name="isUsable">Whether a corridor counts.</param>
    /// <param name="isPassable">Whether money may pass through a place.</param>
    public static Reach Of(
        CorridorGraph graph, IEnumerable<int> places, bool isBackward, Func<int, bool> isUsable,
        Func<int, bool> isPassable)
    {
        var starts = places.Where(place => place >= 0).ToHashSet();
        int First(int place) => isBackward ? graph.FirstInto(place) : graph.FirstOut(place);
        int Following(int corridor) => isBackward ? graph.NextInto(corridor) : graph.NextOut(corridor);
        int Other(int corridor) => isBackward ? graph.From(corridor) : graph.To(corridor);

        long[] Search(Func<int, long> length)
        {
            var distances = new long[graph.Places];
            Array.Fill(distances, Never);
            var queue = new NodeQueue(graph.Places);
            foreach (var start in starts.Order())
                queue.Lower(start, distances[start] = 0);
            while (queue.TryTake(out var place, out var distance))
            {
                if (!starts.Contains(place) && !isPassable(place))
                    continue;
                for (var corridor = First(place); corridor >= 0; corridor = Following(corridor))
                {
                    if (!isUsable(corridor) || distance + length(corridor) >= distances[Other(corridor)])
                        continue;
                    distances[Other(corridor)] = distance + length(corridor);
                    queue.Lower(Other(corridor), distances[Other(corridor)]);
                }
            }
            return distances;
        }

        return new Reach(Search(_ => 1), Search(corridor => graph.Edge(corridor).Terms.DelayHours));
    }

    /// <summary>Whether what stands at a place can be within reach in so many hops and hours; one way may keep to the
    /// one and another to the other, so a yes is not yet a way.</summary>
    public bool IsWithin(int place, long hops, long hours) => Hops[place] <= hops && Hours[place] <= hours;
}
