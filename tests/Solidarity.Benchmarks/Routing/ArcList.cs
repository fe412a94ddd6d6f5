using System.Runtime.InteropServices;
using Solidarity.Routing.Flows;

namespace Solidarity.Benchmarks.Routing;

/// <summary>A flow problem while it is being made.</summary>
internal sealed class ArcList(int nodes)
{
    private readonly List<int> _tails = [];
    private readonly List<int> _heads = [];
    private readonly List<long> _capacities = [];
    private readonly List<long> _costs = [];
    private readonly long[] _supplies = new long[nodes];

    public int Nodes => nodes;

    public int Count => _tails.Count;

    public void Add(int tail, int head, long capacity, long cost)
    {
        _tails.Add(tail);
        _heads.Add(head);
        _capacities.Add(capacity);
        _costs.Add(cost);
    }

    public void Ship(int from, int to, long units)
    {
        _supplies[from] += units;
        _supplies[to] -= units;
    }

    public long Supply(int node) => _supplies[node];

    public FlowProblem ToProblem() => new(
        _supplies, CollectionsMarshal.AsSpan(_tails), CollectionsMarshal.AsSpan(_heads),
        CollectionsMarshal.AsSpan(_capacities), CollectionsMarshal.AsSpan(_costs));
}
