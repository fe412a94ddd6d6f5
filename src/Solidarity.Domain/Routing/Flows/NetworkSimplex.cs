using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Solidarity.Domain.Routing.Flows;

/// <summary>Finds a cheapest flow by the primal network simplex method.</summary>
/// <remarks>
/// How it works. A flow is kept in which all arcs are empty or full but those of a spanning tree; each node has a price
/// (potential) such that the tree's arcs cost nothing. An arc that costs less than nothing at these prices enters: flow
/// is pushed round the circle that it closes in the tree, until an arc of the circle is full or empty, which leaves.
/// Where no arc can enter, the flow is cheapest. At the start the tree is a star: each node is joined to a place of its
/// own, over which all supply goes at a cost above any way's (<see cref="FlowProblem.StayCost"/>); what still goes
/// there in the end cannot be shipped. Of the arcs that could leave, the last one round the circle from its top is
/// taken: every node can then always push something towards the root (a strongly feasible tree), and no tree comes
/// twice (Cunningham 1976). Arcs are priced in blocks of about 2√m, one after the other, and the best of a block
/// enters. The tree is kept as parent, preorder (thread, and back), size and last node of each subtree: Király and
/// Kovács, "Efficient implementations of minimum-cost flow algorithms", Acta Univ. Sapientiae, Informatica 4 (2012). To
/// begin with, the arcs of the cheapest ways to the demanding nodes are tried, nearest first (<see cref="FirstArcs"/>),
/// which ships most of it where room is ample. Before all that the nodes that only join two others are left out
/// (<see cref="FlowReduction"/>). What it costs: each pivot O(√m) to O(m) for pricing and O(n) for the tree; the number
/// of pivots has no polynomial bound and is near n to 10 n in practice. Memory is about 60 bytes an arc and 200 a node,
/// beside the problem. What it does not promise: a time. There is <see cref="PivotsMax"/>, past which it throws. No
/// index is checked in the loops: <see cref="FlowProblem"/> has checked all nodes and arcs, and the tree holds no
/// others. Sums cannot overflow for the limits there.
/// </remarks>
public sealed partial class NetworkSimplex
{
    /// <summary>The most pivots; practice is far below.</summary>
    public const long PivotsMax = 1L << 36;

    /// <summary>A block has as many times √m arcs: of 1/2, 1, 2 and 4, this was the fastest on large
    /// problems.</summary>
    private const int BlockRoots = 2;

    /// <summary>The fewest arcs of a block that is priced at a time.</summary>
    private const int BlockArcsMin = 10;

    /// <summary>A circle with room for as much has no limit: no arc with a limit has so much.</summary>
    private const long UnboundedMin = FlowProblem.UnitsMax + 1;

    private const int None = -1;

    /// <summary>Where a node hangs, and how many hang there, itself included.</summary>
    private struct Branch
    {
        public int Parent;
        public int Count;
    }

    /// <summary>How much more a node's arc can carry to the parent, and from it: while an arc is in the tree its flow
    /// is known here alone.</summary>
    private struct Room
    {
        public long Up;
        public long Down;
    }

    /// <summary>The preorder backwards, the last node of the subtree, and the arc to the parent.</summary>
    private struct Bough
    {
        public int Before;
        public int Last;
        public int Arc;
    }

    /// <summary>An arc in the direction in which it can be pushed along while it is not in the tree: a full one is
    /// turned round and its cost negated. So a negative price is all that it takes to enter.</summary>
    private struct PricedArc
    {
        public long Cost;
        public int Tail;
        public int Head;
    }

    private readonly FlowProblem _problem;
    private readonly int _root;

    // The node that may come to demand something, where the flow is to be changed later; or None.
    private readonly int _sink;

    // Indexed by node, the last being the root. What is walked along stands by itself: the less there is of it, the
    // more stays in the processor's cache, and waiting for memory is nearly all that a pivot costs. For the same reason
    // nodes are numbered anew now and then (Order); _nodes has the number that each has in the problem.
    private int[] _nodes;
    private Branch[] _branches;
    private Room[] _rooms;
    private Bough[] _boughs;
    private int[] _next;
    private long[] _potentials;

    // The arcs that can carry something between two nodes, in the order in which they are priced; behind them for each
    // node the arc over which its supply stays.
    private readonly PricedArc[] _arcs;
    private readonly long[] _capacities;
    private readonly int[] _numbers;
    private readonly int _blockArcs;

    private int _pricedArcs;
    private int _nextArc;
    private long _pivots;
    private long _nextOrdering;

    private NetworkSimplex(FlowProblem problem, int sink = None)
    {
        (_problem, _sink, _root) = (problem, sink, problem.Nodes);
        _nodes = [.. Enumerable.Range(0, problem.Nodes + 1)];
        _branches = new Branch[problem.Nodes + 1];
        _rooms = new Room[problem.Nodes + 1];
        _boughs = new Bough[problem.Nodes + 1];
        _next = new int[problem.Nodes + 1];
        _potentials = new long[problem.Nodes + 1];
        _numbers = Usable();
        _pricedArcs = _numbers.Length;
        _arcs = new PricedArc[_numbers.Length + _root];
        _capacities = new long[_arcs.Length];
        for (var place = 0; place < _numbers.Length; place++)
        {
            var arc = _numbers[place];
            _capacities[place] = problem.Capacities[arc];
            _arcs[place] = new PricedArc
            {
                Cost = problem.Costs[arc],
                Tail = problem.Tails[arc],
                Head = problem.Heads[arc],
            };
        }
        _blockArcs = Math.Max(BlockArcsMin, (int)(BlockRoots * Math.Sqrt(_numbers.Length)));
        PlantStar();
    }

    /// <param name="problem">What is to be solved.</param>
    /// <param name="pricesStays">Whether the prices also hold for what could stay though nothing does, as whoever goes
    /// on from the answer needs it (<see cref="PlannedFlow"/>).</param>
    /// <exception cref="InvalidOperationException">It took more than <see cref="PivotsMax"/> pivots.</exception>
    public static FlowAnswer Solve(FlowProblem problem, bool pricesStays = false)
    {
        if (FreeLoop(problem) is { } loop)
            return new FlowAnswer(FlowStatus.Unbounded, [], [], [], 0, [loop], 0);
        return FlowReduction.Of(problem) is { } reduction
            ? reduction.Expand(SolveAsIs(reduction.Reduced, pricesStays))
            : SolveAsIs(problem, pricesStays);
    }

    private static FlowAnswer SolveAsIs(FlowProblem problem, bool pricesStays)
    {
        var simplex = new NetworkSimplex(problem);
        if (!simplex.TryFirstArcs() || !simplex.Pivot())
            return simplex.UnboundedAnswer();
        if (pricesStays || simplex.Stays)
        {
            // What is cheapest to leave unshipped is of interest only where something stays.
            simplex._pricedArcs = simplex._arcs.Length;
            if (!simplex.Pivot())
                return simplex.UnboundedAnswer();
        }
        return simplex.Answer();
    }

    // An arc from a node to itself is in no tree: it is full where it earns, else empty.
    private static int? FreeLoop(FlowProblem problem)
    {
        for (var arc = 0; arc < problem.Arcs; arc++)
            if (problem.Tails[arc] == problem.Heads[arc] && problem.Costs[arc] < 0
                && problem.Capacities[arc] == FlowProblem.Unlimited)
                return arc;
        return null;
    }

    private void PlantStar()
    {
        var nodes = _root;
        for (var node = 0; node < nodes; node++)
        {
            var (supply, demands) = (_problem.Supplies[node], Demands(node));
            _potentials[node] = demands ? _problem.StayCost : 0;
            var place = _numbers.Length + node;
            _capacities[place] = FlowProblem.Unlimited;
            _arcs[place] = demands
                ? new PricedArc { Tail = _root, Head = node, Cost = _problem.StayCost }
                : new PricedArc { Tail = node, Head = _root };
            _branches[node] = new Branch { Parent = _root, Count = 1 };
            _boughs[node] = new Bough { Before = node == 0 ? _root : node - 1, Last = node, Arc = place };
            _next[node] = node + 1;
            _rooms[node] = demands
                ? new Room { Up = -supply, Down = FlowProblem.Unlimited + supply }
                : new Room { Up = FlowProblem.Unlimited - supply, Down = supply };
        }
        var last = nodes == 0 ? _root : nodes - 1;
        _branches[_root] = new Branch { Parent = -1, Count = nodes + 1 };
        _boughs[_root] = new Bough { Before = last, Last = last, Arc = -1 };
        _next[_root] = 0;
    }

    private bool Demands(int number) => _problem.Supplies[number] < 0 || number == _sink;

    private bool Stays
    {
        get
        {
            for (var node = 0; node < _root; node++)
                if (_boughs[node].Arc >= _numbers.Length && Stay(node) != 0)
                    return true;
            return false;
        }
    }

    private long Stay(int node) => Demands(_nodes[node]) ? -_rooms[node].Up : _rooms[node].Down;

    /// <summary>Whether it ended; else the entering arc closes a circle without limit.</summary>
    private bool Pivot()
    {
        while (FindEntering() is >= 0 and var arc)
        {
            if (!Enter(arc))
                return false;
            if (_pivots >= _nextOrdering)
                Order();
        }
        return true;
    }

    /// <summary>The place of the arc that enters next, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindEntering()
    {
        ref var arcs = ref MemoryMarshal.GetArrayDataReference(_arcs);
        ref var potentials = ref MemoryMarshal.GetArrayDataReference(_potentials);
        var (count, place, entering) = (_pricedArcs, _nextArc, -1);
        long lowest = 0;
        unchecked
        {
            for (var left = count; left > 0;)
            {
                var block = Math.Min(Math.Min(_blockArcs, left), count - place);
                left -= block;
                for (var end = place + block; place < end; place++)
                {
                    ref var arc = ref Unsafe.Add(ref arcs, place);
                    var price = arc.Cost + Unsafe.Add(ref potentials, arc.Tail) - Unsafe.Add(ref potentials, arc.Head);
                    if (price < lowest)
                        (lowest, entering) = (price, place);
                }
                if (place == count)
                    place = 0;
                if (entering >= 0)
                    break;
            }
        }
        _nextArc = place;
        return entering;
    }
}
