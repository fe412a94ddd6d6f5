using Solidarity.Routing.Flows;

namespace Solidarity.Benchmarks.Routing;

/// <summary>
/// Flow problems of the kinds that the literature measures with, and of our own: always the same for a size, and always
/// such that all can be shipped.
/// </summary>
internal static class FlowInstances
{
    private const int Seed = 1866;
    private const int CostMax = 10_000;
    private const int CapacityMax = 1_000;

    /// <summary>So many federations have a corridor to the strike, with room for three times what is given on the
    /// whole.</summary>
    private const int StrikeWays = 60;

    private const int SectionRoomMax = 20_000;
    private const int FederationRoomMax = 400_000;
    private const int AcrossRoomMax = 200_000;

    /// <summary>What is given at most by one body.</summary>
    public const int PledgeMax = 10_000;

    /// <summary>
    /// Corridors of the federations of many countries, and pledges of a tenth of all bodies to one strike. Nine of ten
    /// bodies are sections, each with ways to two local federations and back; of the federations each tenth is
    /// regional, of those each tenth national; other ways lead across. A cost is a fee in millionths times 16, plus one
    /// for the hop. Many corridors are too narrow for all who would go the cheapest way, and what finds no room goes by
    /// a dear one.
    /// </summary>
    public static FlowProblem Federation(int nodes, int arcs)
    {
        var (chance, list) = (new Random(Seed), new ArcList(nodes));
        var sections = nodes * 9 / 10;
        var federations = nodes - sections;
        var locals = federations * 9 / 10;
        var (strike, givers) = (0, nodes / 10);
        for (var i = 0; i < givers; i++)
        {
            var (giver, units) = (1 + i * 9 % (sections - 1), chance.Next(100, PledgeMax));
            list.Ship(giver, strike, units);
            list.Add(giver, strike, units, 16 * 1_000_000);
        }
        for (var way = 0; way < StrikeWays; way++)
            list.Add(
                sections + chance.Next(federations), strike, 3L * givers * PledgeMax / 2 / StrikeWays, Cost(chance));
        for (var section = 1; section < sections; section++)
        {
            var near = (int)((long)section * locals / sections);
            Both(list, chance, section, sections + near, SectionRoomMax);
            var other = chance.Next(Math.Max(0, near - 5), Math.Min(locals, near + 5));
            Both(list, chance, section, sections + other, SectionRoomMax);
        }
        for (var federation = 0; federation < federations; federation++)
        {
            var above = federation < locals ? locals + (federation / 10) : locals + (federation - locals) / 10;
            Both(list, chance, sections + federation, sections + Math.Min(above, federations - 1), FederationRoomMax);
        }
        while (list.Count < arcs)
            list.Add(
                sections + chance.Next(federations), sections + chance.Next(federations),
                chance.Next(1, AcrossRoomMax), Cost(chance));
        return list.ToProblem();
    }

    /// <summary>
    /// After NETGEN (Klingman, Napier, Stutz 1974): √n nodes supply and √n demand, about 1,000 each; chains from each
    /// supplying node through others to demanding ones make sure that all can be shipped; other arcs join any two
    /// nodes.
    /// </summary>
    public static FlowProblem Netgen(int nodes, int arcs)
    {
        var (chance, list) = (new Random(Seed), new ArcList(nodes));
        var ends = (int)Math.Sqrt(nodes);
        var between = Enumerable.Range(2 * ends, nodes - 2 * ends).ToArray();
        chance.Shuffle(between);
        for (var end = 0; end < ends; end++)
        {
            var units = chance.Next(500, 1_500);
            list.Ship(end, ends + end, units);
            var at = end;
            for (var i = end; i < between.Length; i += ends)
            {
                list.Add(at, between[i], units, chance.Next(1, CostMax));
                at = between[i];
            }
            list.Add(at, ends + end, units, chance.Next(1, CostMax));
        }
        while (list.Count < arcs)
            list.Add(chance.Next(nodes), chance.Next(nodes), chance.Next(1, CapacityMax), chance.Next(1, CostMax));
        return list.ToProblem();
    }

    /// <summary>
    /// After GRIDGEN (Lee and Orlin 1991): a grid with ways to and from each neighbour, √n nodes on one side that
    /// supply and √n that demand, and arcs between any two nodes. Dear arcs of much room make sure that all can be
    /// shipped.
    /// </summary>
    public static FlowProblem Gridgen(int nodes, int arcs)
    {
        var (chance, list) = (new Random(Seed), new ArcList(nodes));
        var width = (int)Math.Sqrt(nodes);
        for (var node = 0; node < nodes; node++)
        {
            if (node + 1 < nodes && (node + 1) % width != 0)
                Neighbours(list, chance, node, node + 1);
            if (node + width < nodes)
                Neighbours(list, chance, node, node + width);
        }
        for (var end = 0; end < width; end++)
        {
            var units = chance.Next(500, 1_500);
            var to = nodes - 1 - chance.Next(width);
            list.Ship(end, to, units);
            list.Add(end, to, units, CostMax * 10L);
        }
        while (list.Count < arcs)
            list.Add(chance.Next(nodes), chance.Next(nodes), chance.Next(1, CapacityMax), chance.Next(1, CostMax));
        return list.ToProblem();
    }

    private static void Neighbours(ArcList list, Random chance, int one, int other)
    {
        list.Add(one, other, chance.Next(1, CapacityMax), chance.Next(1, CostMax));
        list.Add(other, one, chance.Next(1, CapacityMax), chance.Next(1, CostMax));
    }

    private static void Both(ArcList list, Random chance, int one, int other, int capacityMax)
    {
        list.Add(one, other, chance.Next(100, capacityMax), Cost(chance));
        list.Add(other, one, chance.Next(100, capacityMax), Cost(chance));
    }

    private static long Cost(Random chance) => 16L * chance.Next(30_000) + 1;
}
