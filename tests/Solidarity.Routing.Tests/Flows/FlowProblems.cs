using Solidarity.Routing.Flows;

namespace Solidarity.Routing.Tests.Flows;

/// <summary>Flow problems to try things on.</summary>
internal static class FlowProblems
{
    public static FlowProblem Of(long[] supplies, params (int Tail, int Head, long Capacity, long Cost)[] arcs) => new(
        supplies,
        arcs.Select(arc => arc.Tail).ToArray(),
        arcs.Select(arc => arc.Head).ToArray(),
        arcs.Select(arc => arc.Capacity).ToArray(),
        arcs.Select(arc => arc.Cost).ToArray());

    /// <summary>A small one of any kind: arcs side by side, from a node to itself, without room, without limit;
    /// nodes without arcs; more supplied than can be shipped.</summary>
    public static FlowProblem Any(Random chance)
    {
        var nodes = 1 + chance.Next(9);
        var supplies = new long[nodes];
        for (var i = chance.Next(8); i > 0; i--)
        {
            var units = chance.Next(12);
            supplies[chance.Next(nodes)] += units;
            supplies[chance.Next(nodes)] -= units;
        }
        var endless = chance.Next(3);
        var arcs = new (int, int, long, long)[chance.Next(4 * nodes)];
        for (var arc = 0; arc < arcs.Length; arc++)
        {
            var capacity = chance.Next(6) == 0 && endless == 0 ? FlowProblem.Unlimited : chance.Next(15);
            arcs[arc] = (chance.Next(nodes), chance.Next(nodes), capacity, chance.Next(20));
        }
        return Of(supplies, arcs);
    }

    /// <summary>Some hubs, joined by arcs of their own and by nodes that have arcs to and from one or two of them; now
    /// and then such a node supplies or demands, or has more arcs.</summary>
    public static FlowProblem Between(Random chance)
    {
        var (hubs, nodes) = (2 + chance.Next(4), 8 + chance.Next(12));
        var supplies = new long[nodes];
        for (var i = 1 + chance.Next(6); i > 0; i--)
        {
            var units = chance.Next(12);
            supplies[chance.Next(chance.Next(4) == 0 ? nodes : hubs)] += units;
            supplies[chance.Next(chance.Next(6) == 0 ? nodes : hubs)] -= units;
        }
        List<(int, int, long, long)> arcs = [];
        for (var i = chance.Next(6); i > 0; i--)
            Add(chance.Next(hubs), chance.Next(hubs));
        for (var node = hubs; node < nodes; node++)
        {
            var (one, other) = (chance.Next(hubs), chance.Next(hubs));
            foreach (var (tail, head) in new[] { (one, node), (node, one), (other, node), (node, other) })
                if (chance.Next(5) > 0)
                    Add(tail, head);
            if (chance.Next(12) == 0)
                Add(node, chance.Next(nodes));
        }
        return Of(supplies, [.. arcs]);

        void Add(int tail, int head) => arcs.Add((
            tail, head, chance.Next(8) == 0 ? FlowProblem.Unlimited : chance.Next(15),
            chance.Next(9)));
    }

    /// <summary>A larger one that can always be shipped, with a long ring of dear arcs.</summary>
    public static FlowProblem Large(Random chance, int nodes, int arcs)
    {
        var supplies = new long[nodes];
        for (var i = 0; i < nodes / 3; i++)
        {
            var units = chance.Next(100);
            supplies[chance.Next(nodes)] += units;
            supplies[chance.Next(nodes)] -= units;
        }
        var all = new (int, int, long, long)[arcs + nodes];
        for (var arc = 0; arc < all.Length; arc++)
            all[arc] = arc < arcs
                ? (chance.Next(nodes), chance.Next(nodes), chance.Next(200), chance.Next(1_000))
                : (arc - arcs, (arc - arcs + 1) % nodes, FlowProblem.Unlimited, 5_000);
        return Of(supplies, all);
    }
}
