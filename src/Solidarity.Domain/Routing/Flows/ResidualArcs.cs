namespace Solidarity.Domain.Routing.Flows;

/// <summary>One direction of an arc: what a search looks at of it, together, so that it takes one wait for memory.
/// </summary>
internal struct HalfArc
{
    /// <summary>How much more can go this way: what the arc has room for, or backwards what it carries.</summary>
    public long Room;

    /// <summary>What a unit costs this way; backwards the arc's cost with the other sign.</summary>
    public long Cost;

    public int To;

    /// <summary>The place of the other direction.</summary>
    public int Mate;
}

/// <summary>A flow as what can still be changed in it: for each node one row of half arcs that lead away from it, those
/// along arcs that begin there and those back along arcs that end there.</summary>
internal sealed class ResidualArcs
{
    private readonly int[] _starts;
    private readonly int[] _forward;
    private readonly HalfArc[] _halves;

    public ResidualArcs(FlowProblem problem, long[] flows)
    {
        var (nodes, arcs) = (problem.Nodes, problem.Arcs);
        (_starts, _forward, _halves) = (new int[nodes + 1], new int[arcs], new HalfArc[2 * arcs]);
        var tails = problem.Tails;
        var heads = problem.Heads;
        for (var arc = 0; arc < arcs; arc++)
        {
            _starts[tails[arc] + 1]++;
            _starts[heads[arc] + 1]++;
        }
        for (var node = 0; node < nodes; node++)
            _starts[node + 1] += _starts[node];
        var next = _starts.AsSpan(0, nodes).ToArray();
        for (var arc = 0; arc < arcs; arc++)
        {
            var (ahead, back) = (next[tails[arc]]++, next[heads[arc]]++);
            var cost = problem.Costs[arc];
            _halves[ahead] = new HalfArc
            {
                Room = problem.Capacities[arc] - flows[arc],
                Cost = cost,
                To = heads[arc],
                Mate = back,
            };
            _halves[back] = new HalfArc { Room = flows[arc], Cost = -cost, To = tails[arc], Mate = ahead };
            _forward[arc] = ahead;
        }
    }

    public int Arcs => _forward.Length;

    public ref HalfArc this[int half] => ref _halves[half];

    /// <summary>Where the row of a node begins; that of the next node begins where it ends.</summary>
    public int Start(int node) => _starts[node];

    public int Degree(int node) => _starts[node + 1] - _starts[node];

    /// <summary>The half of an arc that leads along it.</summary>
    public int Forward(int arc) => _forward[arc];

    public int Tail(int arc) => _halves[_halves[_forward[arc]].Mate].To;

    public int Head(int arc) => _halves[_forward[arc]].To;

    public long Cost(int arc) => _halves[_forward[arc]].Cost;

    public long Flow(int arc) => _halves[_halves[_forward[arc]].Mate].Room;

    public long Capacity(int arc) => _halves[_forward[arc]].Room + Flow(arc);

    /// <summary>Sets what an arc carries, and how much more it can carry.</summary>
    public void Set(int arc, long flow, long room)
    {
        ref var ahead = ref _halves[_forward[arc]];
        ahead.Room = room;
        _halves[ahead.Mate].Room = flow;
    }

    public void Push(int half, long units)
    {
        ref var ahead = ref _halves[half];
        ahead.Room -= units;
        _halves[ahead.Mate].Room += units;
    }
}
