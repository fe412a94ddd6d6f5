using Solidarity.Routing.Flows;

namespace Solidarity.Routing.Tests.Flows;

/// <summary>
/// The slow obvious way to a cheapest flow, to hold the fast one against: all supply stays at first, and as long as
/// there is a way round with room that costs less than nothing (Bellman and Ford find it), as much as fits goes round.
/// </summary>
internal static class SlowFlow
{
    private sealed record Arc(int Tail, int Head, long Cost, int Back)
    {
        public long Room { get; set; }
    }

    /// <summary>What shipping costs at least, and how many units stay.</summary>
    public static (long Cost, long Stays) Solve(FlowProblem problem)
    {
        var (arcs, root) = (new List<Arc>(), problem.Nodes);
        for (var arc = 0; arc < problem.Arcs; arc++)
            Add(arcs, problem.Tails[arc], problem.Heads[arc], problem.Costs[arc], problem.Capacities[arc], 0);
        var firstStay = arcs.Count;
        for (var node = 0; node < root; node++)
        {
            var supply = problem.Supplies[node];
            if (supply < 0)
                Add(arcs, root, node, problem.StayCost, FlowProblem.Unlimited, -supply);
            else
                Add(arcs, node, root, 0, FlowProblem.Unlimited, supply);
        }
        while (FindRound(arcs, root + 1) is { } round)
        {
            var room = round.Min(arc => arcs[arc].Room);
            foreach (var arc in round)
            {
                arcs[arc].Room -= room;
                arcs[arcs[arc].Back].Room += room;
            }
        }
        // A turned arc has as much room as the arc has flow.
        var turned = Enumerable.Range(0, arcs.Count).Where(arc => arc % 2 == 1).ToList();
        return (
            turned.Where(arc => arc < firstStay).Sum(arc => -arcs[arc].Cost * arcs[arc].Room),
            turned.Where(arc => arc >= firstStay && arcs[arc].Cost < 0).Sum(arc => arcs[arc].Room));
    }

    private static void Add(List<Arc> arcs, int tail, int head, long cost, long capacity, long flow)
    {
        arcs.Add(new Arc(tail, head, cost, arcs.Count + 1) { Room = capacity - flow });
        arcs.Add(new Arc(head, tail, -cost, arcs.Count - 1) { Room = flow });
    }

    private static List<int>? FindRound(List<Arc> arcs, int nodes)
    {
        var (distances, before) = (new long[nodes], new int[nodes]);
        Array.Fill(before, -1);
        var changed = -1;
        for (var round = 0; round < nodes; round++)
        {
            changed = -1;
            for (var arc = 0; arc < arcs.Count; arc++)
                if (arcs[arc].Room > 0 && distances[arcs[arc].Tail] + arcs[arc].Cost < distances[arcs[arc].Head])
                {
                    distances[arcs[arc].Head] = distances[arcs[arc].Tail] + arcs[arc].Cost;
                    (before[arcs[arc].Head], changed) = (arc, arcs[arc].Head);
                }
            if (changed < 0)
                return null;
        }
        for (var step = 0; step < nodes; step++)
            changed = arcs[before[changed]].Tail;
        var way = new List<int>();
        var node = changed;
        do
        {
            way.Add(before[node]);
            node = arcs[before[node]].Tail;
        }
        while (node != changed);
        return way;
    }
}
