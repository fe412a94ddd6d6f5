namespace Solidarity.Routing.Flows;

/// <summary>
/// A minimum cost flow problem in whole numbers: ship what the supplying nodes have to the nodes that want it, over
/// arcs with a capacity and a cost per unit, as cheaply as can be. Immutable; checked once, here, so that whatever
/// works on it needs no checks of its own.
/// </summary>
/// <remarks>
/// A node is a number from 0, and so is an arc. Parallel arcs, arcs from a node to itself and arcs of no capacity
/// are allowed. The limits make sure that no sum that <see cref="NetworkSimplex"/> computes passes
/// <see cref="long.MaxValue"/>.
/// </remarks>
public sealed class FlowProblem
{
    /// <summary>The most nodes.</summary>
    public const int NodesMax = 20_000_000;

    /// <summary>The most arcs.</summary>
    public const int ArcsMax = 100_000_000;

    /// <summary>The most units that an arc with a limit carries, and that all nodes together supply.</summary>
    public const long UnitsMax = 1L << 59;

    /// <summary>The capacity of an arc without a limit.</summary>
    public const long Unlimited = 1L << 61;

    /// <summary>The most that the greatest cost of an arc, times the nodes, may come to.</summary>
    public const long CostTimesNodesMax = 1L << 58;

    private readonly int[] _tails;
    private readonly int[] _heads;
    private readonly long[] _capacities;
    private readonly long[] _costs;
    private readonly long[] _supplies;

    /// <param name="supplies">What each node has to give (above zero) or wants (below zero); they sum to zero.</param>
    /// <param name="tails">Where each arc comes from.</param>
    /// <param name="heads">Where each arc leads to.</param>
    /// <param name="capacities">The most that each arc carries: 0 to <see cref="UnitsMax"/>, or
    /// <see cref="Unlimited"/>.</param>
    /// <param name="costs">The cost of one unit on each arc, 0 or above.</param>
    /// <exception cref="ArgumentException">Something is out of its range; the message says which.</exception>
    public FlowProblem(
        ReadOnlySpan<long> supplies, ReadOnlySpan<int> tails, ReadOnlySpan<int> heads, ReadOnlySpan<long> capacities,
        ReadOnlySpan<long> costs)
    {
        Require(supplies.Length <= NodesMax, $"{supplies.Length} nodes are more than {NodesMax}");
        Require(tails.Length <= ArcsMax, $"{tails.Length} arcs are more than {ArcsMax}");
        Require(
            heads.Length == tails.Length && capacities.Length == tails.Length && costs.Length == tails.Length,
            "each arc has a tail, a head, a capacity and a cost");
        (_supplies, _tails, _heads) = (supplies.ToArray(), tails.ToArray(), heads.ToArray());
        (_capacities, _costs) = (capacities.ToArray(), costs.ToArray());
        CheckSupplies();
        CheckArcs();
        StayCost = checked((CostMax() + 1) * (Nodes + 1L));
    }

    private FlowProblem(
        long[] supplies, int[] tails, int[] heads, long[] capacities, long[] costs, long stayCost)
    {
        (_supplies, _tails, _heads, _capacities, _costs) = (supplies, tails, heads, capacities, costs);
        StayCost = stayCost;
    }

    public int Nodes => _supplies.Length;

    public int Arcs => _tails.Length;

    public ReadOnlySpan<long> Supplies => _supplies;

    public ReadOnlySpan<int> Tails => _tails;

    public ReadOnlySpan<int> Heads => _heads;

    public ReadOnlySpan<long> Capacities => _capacities;

    public ReadOnlySpan<long> Costs => _costs;

    /// <summary>
    /// What it is said to cost that a unit is not shipped. It is above the cost of any way and any way round, so as
    /// much is shipped as can be, and only then as cheaply as can be.
    /// </summary>
    public long StayCost { get; }

    /// <summary>
    /// A problem whose arcs stand for ways in another, each way through nodes of its own, so that no way or way round
    /// costs more than one there: whatever holds of the sums there holds here too, and nothing is checked. The arrays
    /// are kept.
    /// </summary>
    /// <param name="stayCost">That of the other.</param>
    internal static FlowProblem Reduced(
        long[] supplies, int[] tails, int[] heads, long[] capacities, long[] costs, long stayCost) =>
        new(supplies, tails, heads, capacities, costs, stayCost);

    private void CheckSupplies()
    {
        Int128 sum = 0, supplied = 0;
        foreach (var supply in _supplies)
        {
            sum += supply;
            supplied += supply > 0 ? supply : 0;
        }
        Require(sum == 0, $"the supplies sum to {sum}; add a node that takes or gives the rest");
        Require(supplied <= UnitsMax, $"{supplied} units are supplied, more than {UnitsMax}");
    }

    private void CheckArcs()
    {
        var nodes = (uint)Nodes;
        for (var arc = 0; arc < _tails.Length; arc++)
        {
            if ((uint)_tails[arc] >= nodes || (uint)_heads[arc] >= nodes)
                throw new ArgumentException($"arc {arc} joins {_tails[arc]} and {_heads[arc]}, of {nodes} nodes");
            if (_capacities[arc] is < 0 or > UnitsMax and not Unlimited)
                throw new ArgumentException(
                    $"arc {arc} has the capacity {_capacities[arc]}; it is 0 to {UnitsMax}, or {Unlimited}: no limit");
        }
    }

    private long CostMax()
    {
        var costMax = CostTimesNodesMax / (Nodes + 1L) - 1;
        long greatest = 0;
        for (var arc = 0; arc < _costs.Length; arc++)
        {
            if (_costs[arc] > costMax || _costs[arc] < 0)
                throw new ArgumentException(
                    $"arc {arc} costs {_costs[arc]}; with {Nodes} nodes a cost is 0 to {costMax}");
            greatest = Math.Max(greatest, _costs[arc]);
        }
        return greatest;
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds)
            throw new ArgumentException(problem);
    }
}
