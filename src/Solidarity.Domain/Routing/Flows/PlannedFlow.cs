namespace Solidarity.Domain.Routing.Flows;

/// <summary>
/// A cheapest flow to one destination that is kept cheapest while pledges are added and corridors close, open or change
/// their room: each change costs a few pivots where it is, and not a plan anew. Not for several threads.
/// </summary>
/// <remarks>
/// How it works: the network simplex keeps its tree. A pledge goes by the tree where the tree has room for it, which
/// most often it has; else it stays at first, at <see cref="FlowProblem.StayCost"/>. What a corridor carries that
/// closes goes at first over one beside it that costs more than anything else. Then arcs enter until none would pay, as
/// in a fresh plan; but only arcs at nodes whose prices have changed are looked at, since no others can pay
/// (<c>NetworkSimplex.Settle</c>). What it costs: as much as its way is long for a pledge that the tree has room for;
/// else for each pivot the arcs at the nodes of the smaller part of the tree that moves, some thousands in a graph of
/// 500,000, and all in the worst case. Planning takes longer than <see cref="NetworkSimplex.Solve"/>, because no node
/// is left out: anybody may pledge. Arithmetic is exact; <see cref="Answer"/> with <see cref="FlowCertificate"/> proves
/// all.
/// </remarks>
public sealed class PlannedFlow
{
    private readonly FlowProblem _problem;
    private readonly long[] _supplies;
    private readonly long[] _capacities;
    private readonly int _sink;
    private NetworkSimplex _simplex;
    private long _supplied;

    private PlannedFlow(FlowProblem problem, int sink)
    {
        (_problem, _sink) = (problem, sink);
        (_supplies, _capacities) = (problem.Supplies.ToArray(), problem.Capacities.ToArray());
        _supplied = -problem.Supplies[sink];
        _simplex = NetworkSimplex.Lasting(problem, sink);
        FlowCertificate.Check(problem, Answer());
    }

    /// <summary>Plans a problem anew, to go on from.</summary>
    /// <param name="problem">No other node than <paramref name="destination"/> demands anything, and no cost is below
    /// zero.</param>
    /// <param name="destination">Where all goes.</param>
    /// <exception cref="ArgumentException">Another node demands something, or an arc pays.</exception>
    public static PlannedFlow Plan(FlowProblem problem, int destination)
    {
        for (var node = 0; node < problem.Nodes; node++)
            if (problem.Supplies[node] < 0 && node != destination)
                throw new ArgumentException(
                    $"node {node} demands {-problem.Supplies[node]}, and only {destination} may");
        foreach (var cost in problem.Costs)
            if (cost < 0)
                throw new ArgumentException($"a cost of {cost} is below zero");
        return new PlannedFlow(problem, destination);
    }

    /// <summary>Adds what a node has to give.</summary>
    /// <returns>How much of it can be shipped; the rest stays, there or, where that is cheaper, with others.</returns>
    /// <exception cref="ArgumentException">The units are not above zero, or too many in all.</exception>
    public long Add(int node, long units)
    {
        if (units <= 0 || _supplied + (Int128)units > FlowProblem.UnitsMax)
            throw new ArgumentException($"{units} units cannot be added to {_supplied}");
        if (node == _sink || (uint)node >= (uint)_supplies.Length)
            throw new ArgumentException($"nothing can be added at node {node}");
        var before = _simplex.Missing;
        _supplies[node] += units;
        _supplies[_sink] -= units;
        _supplied += units;
        _simplex.Supply(node, units);
        return units + before - _simplex.Missing;
    }

    /// <summary>Changes how much an arc can carry: zero closes it.</summary>
    /// <exception cref="ArgumentException">The capacity is out of range.</exception>
    public void SetCapacity(int arc, long capacity)
    {
        if (capacity is < 0 or > FlowProblem.UnitsMax and not FlowProblem.Unlimited)
            throw new ArgumentException($"{capacity} is no capacity");
        _capacities[arc] = capacity;
        if (!_simplex.SetCapacity(arc, capacity))
            _simplex = NetworkSimplex.Lasting(Problem(), _sink);
    }

    /// <summary>The problem as it stands now, to prove the answer against.</summary>
    public FlowProblem Problem() => new(_supplies, _problem.Tails, _problem.Heads, _capacities, _problem.Costs);

    /// <summary>The flow as it stands now.</summary>
    public FlowAnswer Answer() => _simplex.Answer();

    public long Flow(int arc) => _simplex.Flow(arc);
}
