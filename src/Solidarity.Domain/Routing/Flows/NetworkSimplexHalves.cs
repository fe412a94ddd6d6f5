using System.Runtime.CompilerServices;

namespace Solidarity.Domain.Routing.Flows;

/// <summary>The arcs at each node of a flow that is to be changed: 40 bytes more an arc.</summary>
public sealed partial class NetworkSimplex
{
    /// <summary>Above every price.</summary>
    private const long LeastMax = 1L << 62;

    /// <summary>Past it the leasts are forgotten: sums could overflow.</summary>
    private const long DriftMax = 1L << 60;

    /// <summary>An arc as one of its ends sees it, with the cost in the direction in which it can be pushed along; its
    /// number is twice the arc's place, and one more at the end that it leads to in the problem.</summary>
    private struct Half
    {
        public long Cost;
        public int Other;
        public int Number;
    }

    /// <summary>The arcs that lead away from the nodes, or those that lead there.</summary>
    /// <remarks>
    /// A node is passed over where none of its arcs can be cheap enough, as most are. The price of the cheapest one
    /// outside of the tree is known from when the node was looked at last. Since then it has changed with the node's
    /// own price, which is known, and with those of the nodes at the other ends: by no more than all prices together
    /// have risen (for arcs that lead away) or fallen.
    /// </remarks>
    private readonly struct Side(bool isAway, int nodes)
    {
        public bool IsAway { get; } = isAway;

        /// <summary>For each node the price of its cheapest arc outside of the tree, or less (<see cref="LeastAt"/>).
        /// </summary>
        public long[] Leasts { get; } = new long[nodes];
    }

    // For each node those that lead away from it, then those that lead to it: where one is turned round, it changes
    // places with one in the middle. What is in the tree lies as it did when it entered.
    private Half[] _halves = [];
    private int[] _starts = [];
    private int[] _middles = [];
    private int[] _halfAt = [];

    private Side _aways;
    private Side _theres;

    // How much prices have risen in all, and fallen.
    private long _risen;
    private long _fallen;

    private void ListHalves()
    {
        var (count, nodes) = (_arcs.Length, _root + 1);
        (_halves, _halfAt, _starts, _middles) =
            (new Half[2 * count], new int[2 * count], new int[nodes + 1], new int[nodes]);
        (_aways, _theres) = (new Side(true, nodes), new Side(false, nodes));
        foreach (ref readonly var arc in _arcs.AsSpan())
        {
            _starts[arc.Tail + 1]++;
            _starts[arc.Head + 1]++;
            _middles[arc.Tail]++;
        }
        for (var node = 0; node < nodes; node++)
        {
            _starts[node + 1] += _starts[node];
            _middles[node] += _starts[node];
        }
        var (away, there) = (_starts[..nodes], _middles[..]);
        for (var place = 0; place < count; place++)
        {
            var (arc, number) = (_arcs[place], AwayNumber(place));
            PutHalf(away[arc.Tail]++, new Half { Cost = arc.Cost, Other = arc.Head, Number = number });
            PutHalf(there[arc.Head]++, new Half { Cost = arc.Cost, Other = arc.Tail, Number = number ^ 1 });
        }
        ForgetLeasts();
    }

    private void ForgetLeasts()
    {
        (_risen, _fallen) = (0, 0);
        for (var node = 0; node <= _root; node++)
        {
            SetLeast(node, _aways, 0);
            SetLeast(node, _theres, 0);
        }
    }

    private int AwayNumber(int place) => 2 * place + (place < _numbers.Length && IsFull(place) ? 1 : 0);

    private void PutHalf(int at, Half half)
    {
        _halves[at] = half;
        _halfAt[half.Number] = at;
    }

    private ReadOnlySpan<Half> Halves(int node, bool isAway) => isAway
        ? _halves.AsSpan(_starts[node].._middles[node])
        : _halves.AsSpan(_middles[node].._starts[node + 1]);

    private bool IsInTree(int place) =>
        At(_boughs, At(_arcs, place).Tail).Arc == place || At(_boughs, At(_arcs, place).Head).Arc == place;

    // To be called for what has been turned round or left the tree.
    private void MoveHalves(int place)
    {
        var (arc, number, price) = (_arcs[place], AwayNumber(place), Price(place));
        MoveHalf(arc.Tail, number, isAway: true, arc.Cost);
        MoveHalf(arc.Head, number ^ 1, isAway: false, arc.Cost);
        SetLeast(arc.Tail, _aways, Math.Min(price, LeastAt(arc.Tail, _aways)));
        SetLeast(arc.Head, _theres, Math.Min(price, LeastAt(arc.Head, _theres)));
    }

    private void MoveHalf(int node, int number, bool isAway, long cost)
    {
        var at = _halfAt[number];
        if (at < _middles[node] == isAway)
            return;
        var to = isAway ? _middles[node]++ : --_middles[node];
        var half = _halves[at] with { Cost = cost };
        PutHalf(at, _halves[to]);
        PutHalf(to, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long PriceOf(in Half half, int node, bool isAway)
    {
        var change = unchecked(At(_potentials, node) - At(_potentials, half.Other));
        return unchecked(half.Cost + (isAway ? change : -change));
    }

    private long LeastAt(int node, Side side) => unchecked(side.IsAway
        ? At(side.Leasts, node) + At(_potentials, node) - _risen
        : At(side.Leasts, node) - At(_potentials, node) - _fallen);

    private void SetLeast(int node, Side side, long price) => side.Leasts[node] = unchecked(side.IsAway
        ? price - _potentials[node] + _risen
        : price + _potentials[node] + _fallen);
}
