namespace Solidarity.Domain.Routing.Flows;

/// <summary>
/// A cheapest flow to one destination that is kept cheapest while pledges are added and corridors close, open or change
/// their room: each change costs a few pivots where it is, and not a plan anew. Not for several threads.
/// </summary>
/// <remarks>
/// How it works: the network simplex keeps its tree. A pledge goes by the tree, and what an arc outside of the tree
/// carries that closes goes by the tree instead; what is too much for an arc of the tree then, or what the tree's arc
/// that closes carries, is led another way by pivots of the dual simplex method, with which no arc ever pays
/// (<c>NetworkSimplex.Mend</c>). What it costs: as much as its way is long for a pledge that the tree has room for;
/// else for each pivot some steps for each node of the smaller part of the tree that is cut, some thousands in a graph
/// of 100,000, and of them the arcs of one in five; all in the worst case. Planning takes longer than
/// <see cref="NetworkSimplex.Solve"/>, because no node is left out: anybody may pledge. Arithmetic is exact;
/// <see cref="Answer"/> with <see cref="FlowCertificate"/> proves all.
/// </remarks>
public sealed class PlannedFlow
{
    /// <summary>So many pivots may any change take, however few nodes there are.</summary>
    public const int PivotsMin = 100;

    private readonly FlowProblem _problem;
    private readonly long[] _supplies;
    private readonly long[] _capacities;
    private readonly int _sink;
    private readonly long _pivotsMax;
    private NetworkSimplex _simplex;
    private long _supplied;

    private PlannedFlow(FlowProblem problem, int sink, long pivotsMax)
    {
        (_problem, _sink, _pivotsMax) = (problem, sink, pivotsMax);
        (_supplies, _capacities) = (problem.Supplies.ToArray(), problem.Capacities.ToArray());
        _supplied = -problem.Supplies[sink];
        _simplex = NetworkSimplex.Lasting(problem, sink, pivotsMax);
        FlowCertificate.Check(problem, Answer());
    }

    /// <summary>Plans a problem anew, to go on from.</summary>
    /// <param name="problem">No other node than <paramref name="destination"/> demands anything, and no cost is below
    /// zero.</param>
    /// <param name="destination">Where all goes.</param>
    /// <param name="pivotsMax">The most pivots that a change may take, past which all is planned anew; where it is not
    /// given, as many as there are nodes and <see cref="PivotsMin"/> more, for planning anew takes no fewer.</param>
    /// <exception cref="ArgumentException">Another node demands something, or an arc pays.</exception>
    public static PlannedFlow Plan(FlowProblem problem, int destination, long? pivotsMax = null)
    {
        for (var node = 0; node < problem.Nodes; node++)
            if (problem.Supplies[node] < 0 && node != destination)
                throw new ArgumentException(
                    $"node {node} demands {-problem.Supplies[node]}, and only {destination} may");
        foreach (var cost in problem.Costs)
            if (cost < 0)
                throw new ArgumentException($"a cost of {cost} is below zero");
        return new PlannedFlow(problem, destination, pivotsMax ?? problem.Nodes + (long)PivotsMin);
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
        if (!_simplex.Supply(node, units))
            PlanAnew();
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
            PlanAnew();
    }

    /// <summary>The problem as it stands now, to prove the answer against.</summary>
    public FlowProblem Problem() => new(_supplies, _problem.Tails, _problem.Heads, _capacities, _problem.Costs);

    /// <summary>The flow as it stands now.</summary>
    public FlowAnswer Answer() => _simplex.Answer();

    public long Flow(int arc) => _simplex.Flow(arc);

    private void PlanAnew() => _simplex = NetworkSimplex.Lasting(Problem(), _sink, _pivotsMax);
}
