namespace Solidarity.Routing.Flows;

/// <summary>
/// A <see cref="FlowProblem"/> without the nodes that units can only pass through between two others. Most sections are
/// such: they give nothing, and have corridors to one or two federations and back.
/// </summary>
/// <remarks>
/// How it works: a node that supplies and demands nothing and has two neighbours, with one arc at most to and from
/// each, is of use only for what comes from the one and goes on to the other. Two arcs between
/// the neighbours say the same: each costs as much as the two arcs that it stands for, and carries as much as the
/// narrower of them. What came and went back to the same neighbour would cost something or nothing, and can be left
/// out. So both problems have the same cheapest cost, and each cheapest flow of the smaller is one of the larger. The
/// price of a node that was left out is what it costs to bring one more unit to it. A neighbour that demands something
/// may lead to no such node, so that prices are also right for what stays (<see cref="FlowCertificate"/>). Nodes are
/// left out by their number, and a neighbour of one that is left out is kept: a chain is shortened once. What it costs:
/// O(n + m), to make it and to take the answer back. What it does not promise: that anything is left out.
/// </remarks>
internal sealed class FlowReduction
{
    /// <summary>It is used if it leaves out at least one in so many nodes.</summary>
    private const int WorthwhileShare = 8;

    /// <summary>What stands where there is no node and no arc; others are counted from 1, so that nothing has to be
    /// filled in before.</summary>
    private const int None = 0;

    /// <summary>The neighbours of a node that may be left out, and the arcs from and to them.</summary>
    private struct Between
    {
        public int One;
        public int Other;
        public int FromOne;
        public int ToOne;
        public int FromOther;
        public int ToOther;
        public bool IsKept;
    }

    private readonly FlowProblem _problem;
    private readonly Between[] _betweens;

    // For each node its number in the smaller problem.
    private readonly int[] _numbers;

    // For each arc of the smaller problem the arc that it is, or the two that it stands for.
    private readonly int[] _firsts;
    private readonly int[] _seconds;

    private FlowReduction(FlowProblem problem, Between[] betweens, int nodes)
    {
        (_problem, _betweens) = (problem, betweens);
        _numbers = new int[problem.Nodes];
        var supplies = new long[nodes];
        for (int node = 0, number = 0; node < _numbers.Length; node++)
            if (betweens[node].IsKept)
            {
                supplies[number] = problem.Supplies[node];
                _numbers[node] = number++;
            }
        (_firsts, _seconds) = Shorten();
        Reduced = Build(supplies);
    }

    /// <summary>The smaller problem.</summary>
    public FlowProblem Reduced { get; }

    /// <summary>A smaller problem; null where it would be hardly smaller.</summary>
    public static FlowReduction? Of(FlowProblem problem)
    {
        var betweens = FindBetweens(problem);
        var nodes = betweens.Length;
        for (var node = 0; node < betweens.Length; node++)
        {
            if (betweens[node].IsKept)
                continue;
            nodes--;
            if (betweens[node].One != None)
                betweens[betweens[node].One - 1].IsKept = true;
            if (betweens[node].Other != None)
                betweens[betweens[node].Other - 1].IsKept = true;
        }
        return problem.Nodes - nodes > problem.Nodes / WorthwhileShare
            ? new FlowReduction(problem, betweens, nodes)
            : null;
    }

    /// <summary>The answer to the larger problem, from that to the smaller.</summary>
    public FlowAnswer Expand(FlowAnswer reduced)
    {
        var flows = new long[_problem.Arcs];
        for (var arc = 0; arc < _firsts.Length; arc++)
        {
            flows[_firsts[arc]] = reduced.Flows[arc];
            if (_seconds[arc] != None)
                flows[_seconds[arc] - 1] = reduced.Flows[arc];
        }
        var (stays, potentials) = (new long[_problem.Nodes], new long[_problem.Nodes]);
        for (var node = 0; node < stays.Length; node++)
            if (_betweens[node].IsKept)
                (stays[node], potentials[node]) = (reduced.Stays[_numbers[node]], reduced.Potentials[_numbers[node]]);
        for (var node = 0; node < stays.Length; node++)
            if (!_betweens[node].IsKept)
                potentials[node] = Potential(_betweens[node], flows, potentials);
        return reduced with { Flows = flows, Stays = stays, Potentials = potentials };
    }

    private static Between[] FindBetweens(FlowProblem problem)
    {
        var betweens = new Between[problem.Nodes];
        var supplies = problem.Supplies;
        var tails = problem.Tails;
        var heads = problem.Heads;
        for (var node = 0; node < betweens.Length; node++)
            betweens[node].IsKept = supplies[node] != 0;
        for (var arc = 0; arc < tails.Length; arc++)
        {
            if (problem.Capacities[arc] == 0)
                continue;
            var (tail, head) = (tails[arc], heads[arc]);
            if (tail == head)
                betweens[tail].IsKept = betweens[head].IsKept = true;
            if (supplies[tail] < 0)
                betweens[head].IsKept = true;
            if (!betweens[tail].IsKept)
                NoteTo(ref betweens[tail], head + 1, arc + 1);
            if (!betweens[head].IsKept)
                NoteFrom(ref betweens[head], tail + 1, arc + 1);
        }
        return betweens;
    }

    private static void NoteTo(ref Between between, int neighbour, int arc)
    {
        if (IsOne(ref between, neighbour) && between.ToOne == None)
            between.ToOne = arc;
        else if (IsOther(ref between, neighbour) && between.ToOther == None)
            between.ToOther = arc;
        else
            between.IsKept = true;
    }

    private static void NoteFrom(ref Between between, int neighbour, int arc)
    {
        if (IsOne(ref between, neighbour) && between.FromOne == None)
            between.FromOne = arc;
        else if (IsOther(ref between, neighbour) && between.FromOther == None)
            between.FromOther = arc;
        else
            between.IsKept = true;
    }

    private static bool IsOne(ref Between between, int neighbour)
    {
        if (between.One == None)
            between.One = neighbour;
        return between.One == neighbour;
    }

    private static bool IsOther(ref Between between, int neighbour)
    {
        if (between.Other == None && between.One != neighbour)
            between.Other = neighbour;
        return between.Other == neighbour;
    }

    // The arcs keep their order; a new one stands where the first of the two stood.
    private (int[] Firsts, int[] Seconds) Shorten()
    {
        var (firsts, seconds, count) = (new int[_problem.Arcs], new int[_problem.Arcs], 0);
        var tails = _problem.Tails;
        var heads = _problem.Heads;
        var capacities = _problem.Capacities;
        for (var arc = 0; arc < firsts.Length; arc++)
        {
            if (capacities[arc] == 0 || !_betweens[tails[arc]].IsKept)
                continue;
            ref var between = ref _betweens[heads[arc]];
            var second = between.IsKept ? None : arc + 1 == between.FromOne ? between.ToOther : between.ToOne;
            if (!between.IsKept && second == None)
                continue;
            (firsts[count], seconds[count]) = (arc, second);
            count++;
        }
        return (firsts[..count], seconds[..count]);
    }

    private FlowProblem Build(long[] supplies)
    {
        var (tails, heads) = (new int[_firsts.Length], new int[_firsts.Length]);
        var (capacities, costs) = (new long[_firsts.Length], new long[_firsts.Length]);
        for (var arc = 0; arc < tails.Length; arc++)
        {
            var (first, second) = (_firsts[arc], _seconds[arc] == None ? _firsts[arc] : _seconds[arc] - 1);
            (tails[arc], heads[arc]) = (_numbers[_problem.Tails[first]], _numbers[_problem.Heads[second]]);
            capacities[arc] = Math.Min(_problem.Capacities[first], _problem.Capacities[second]);
            costs[arc] = _problem.Costs[first] + (second == first ? 0 : _problem.Costs[second]);
        }
        return FlowProblem.Reduced(supplies, tails, heads, capacities, costs, _problem.StayCost);
    }

    // The cheapest way for one more unit to get there, be it that one less goes on from there. Where there is none, any
    // price will do at which none wants to go on.
    private long Potential(in Between between, long[] flows, long[] potentials)
    {
        var (cheapest, least) = (long.MaxValue, 0L);
        ReadOnlySpan<(int, int, int)> sides =
            [(between.One, between.FromOne, between.ToOne), (between.Other, between.FromOther, between.ToOther)];
        foreach (var (neighbour, from, to) in sides)
        {
            if (from != None && flows[from - 1] < _problem.Capacities[from - 1])
                cheapest = Math.Min(cheapest, potentials[neighbour - 1] + _problem.Costs[from - 1]);
            if (to == None)
                continue;
            var onward = potentials[neighbour - 1] - _problem.Costs[to - 1];
            if (flows[to - 1] > 0)
                cheapest = Math.Min(cheapest, onward);
            if (flows[to - 1] < _problem.Capacities[to - 1])
                least = Math.Max(least, onward);
        }
        return cheapest == long.MaxValue ? least : cheapest;
    }
}
