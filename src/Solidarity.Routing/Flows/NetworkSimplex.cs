using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Solidarity.Routing.Flows;

/// <summary>Finds a cheapest flow by the primal network simplex method.</summary>
/// <remarks>
/// How it works. A flow is kept in which all arcs are empty or full but those of a spanning tree; each node has a
/// potential such that the tree's arcs have a reduced cost of zero. An arc with a reduced cost below zero enters: flow
/// is augmented round the cycle that it closes in the tree, until an arc of the cycle is full or empty, which leaves.
/// Where no arc can enter, the flow is cheapest. At the start the tree is a star: each node is joined to a place of its
/// own, over which all supply goes at a cost above any way's (<see cref="FlowProblem.StayCost"/>); what still goes
/// there in the end cannot be shipped. Of the arcs that could leave, the last one round the cycle from its join is
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

    /// <summary>Where a node hangs, and how many hang there, itself included.</summary>
    private struct TreeNode
    {
        public int Parent;
        public int Count;
    }

    /// <summary>How much more a node's arc can carry to the parent, and from it: while an arc is in the tree its flow
    /// is known here alone.</summary>
    private struct Residual
    {
        public long Up;
        public long Down;
    }

    /// <summary>The preorder backwards, the last node of the subtree, and the arc to the parent.</summary>
    private struct TreeLink
    {
        public int Before;
        public int Last;
        public int Arc;
    }

    /// <summary>An arc in the direction in which its flow can change while it is not in the tree: a full one is
    /// turned round and its cost negated. So a negative reduced cost is all that it takes to enter.</summary>
    private struct OrientedArc
    {
        public long Cost;
        public int Tail;
        public int Head;
    }

    private readonly FlowProblem _problem;
    private readonly int _root;

    // Indexed by node, the last being the root. What is walked along stands by itself: the less there is of it, the
    // more stays in the processor's cache, and waiting for memory is nearly all that a pivot costs. For the same reason
    // nodes are numbered anew now and then (Order); _nodes has the number that each has in the problem.
    private int[] _nodes;
    private TreeNode[] _tree;
    private Residual[] _residuals;
    private TreeLink[] _links;
    private int[] _next;
    private long[] _potentials;

    // The arcs that can carry something between two nodes, in the order in which they are priced; behind them for each
    // node the arc over which its supply stays.
    private readonly OrientedArc[] _arcs;
    private readonly long[] _capacities;
    private readonly int[] _numbers;
    private readonly int _blockArcs;

    private int _pricedArcs;
    private int _nextArc;
    private long _pivots;
    private long _nextOrdering;

    private NetworkSimplex(FlowProblem problem)
    {
        (_problem, _root) = (problem, problem.Nodes);
        _nodes = [.. Enumerable.Range(0, problem.Nodes + 1)];
        _tree = new TreeNode[problem.Nodes + 1];
        _residuals = new Residual[problem.Nodes + 1];
        _links = new TreeLink[problem.Nodes + 1];
        _next = new int[problem.Nodes + 1];
        _potentials = new long[problem.Nodes + 1];
        _numbers = Usable();
        _pricedArcs = _numbers.Length;
        _arcs = new OrientedArc[_numbers.Length + _root];
        _capacities = new long[_arcs.Length];
        for (var place = 0; place < _numbers.Length; place++)
        {
            var arc = _numbers[place];
            _capacities[place] = problem.Capacities[arc];
            _arcs[place] = new OrientedArc
            {
                Cost = problem.Costs[arc],
                Tail = problem.Tails[arc],
                Head = problem.Heads[arc],
            };
        }
        _blockArcs = Math.Max(BlockArcsMin, (int)(BlockRoots * Math.Sqrt(_numbers.Length)));
        BuildStarTree();
    }

    /// <param name="problem">What is to be solved.</param>
    /// <exception cref="InvalidOperationException">It took more than <see cref="PivotsMax"/> pivots.</exception>
    public static FlowAnswer Solve(FlowProblem problem) => FlowReduction.Of(problem) is { } reduction
        ? reduction.Expand(new NetworkSimplex(reduction.Reduced).Solve())
        : new NetworkSimplex(problem).Solve();

    private FlowAnswer Solve()
    {
        EnterFirstArcs();
        Pivot();
        if (Stays)
        {
            // What is cheapest to leave unshipped is of interest only where something stays.
            _pricedArcs = _arcs.Length;
            Pivot();
        }
        return Answer();
    }

    private void BuildStarTree()
    {
        var nodes = _root;
        for (var node = 0; node < nodes; node++)
        {
            var (supply, demands) = (_problem.Supplies[node], _problem.Supplies[node] < 0);
            _potentials[node] = demands ? _problem.StayCost : 0;
            var place = _numbers.Length + node;
            _capacities[place] = FlowProblem.Unlimited;
            _arcs[place] = demands
                ? new OrientedArc { Tail = _root, Head = node, Cost = _problem.StayCost }
                : new OrientedArc { Tail = node, Head = _root };
            _tree[node] = new TreeNode { Parent = _root, Count = 1 };
            _links[node] = new TreeLink { Before = node == 0 ? _root : node - 1, Last = node, Arc = place };
            _next[node] = node + 1;
            _residuals[node] = demands
                ? new Residual { Up = -supply, Down = FlowProblem.Unlimited + supply }
                : new Residual { Up = FlowProblem.Unlimited - supply, Down = supply };
        }
        var last = nodes == 0 ? _root : nodes - 1;
        _tree[_root] = new TreeNode { Parent = -1, Count = nodes + 1 };
        _links[_root] = new TreeLink { Before = last, Last = last, Arc = -1 };
        _next[_root] = 0;
    }

    private bool Stays
    {
        get
        {
            for (var node = 0; node < _root; node++)
                if (_links[node].Arc >= _numbers.Length && Stay(node) != 0)
                    return true;
            return false;
        }
    }

    private long Stay(int node) => _problem.Supplies[_nodes[node]] < 0 ? -_residuals[node].Up : _residuals[node].Down;

    private void Pivot()
    {
        while (FindEntering() is >= 0 and var arc)
        {
            Enter(arc);
            if (_pivots >= _nextOrdering)
                Order();
        }
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
                    var reducedCost =
                        arc.Cost + Unsafe.Add(ref potentials, arc.Tail) - Unsafe.Add(ref potentials, arc.Head);
                    if (reducedCost < lowest)
                        (lowest, entering) = (reducedCost, place);
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
