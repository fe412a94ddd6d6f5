namespace Solidarity.Domain.Routing.Flows;

/// <summary>How the tree is changed where its arcs carry more than they can, or less than nothing: the dual network
/// simplex method.</summary>
/// <remarks>
/// How it works: no arc outside of the tree pays. An arc of the tree that carries too much leaves it, at its limit.
/// Without it the tree is in two parts. Of the arcs from part to part that can carry instead what is too much, as many
/// are taken as it needs, cheapest first: all but the last are full from now on, and that one enters (the long step of
/// the dual method: Maros, "A generalized dual phase-2 simplex algorithm", European Journal of Operational Research
/// 149, 2003). The prices of the smaller part change until it costs nothing, and then again no arc pays. What goes
/// another way may be too much for other arcs of the tree, which leave in their turn: first the one that has most too
/// much for each node of the smaller part. (By what is too much alone, twice as many nodes had to be looked at; by the
/// nodes alone it took a third more pivots.) What it costs: for each arc that leaves, some steps for each node of the
/// smaller part, and a look at its arcs in one direction where one of them may be cheap enough (<see cref="Side"/>).
/// What it does not promise: that no tree comes twice where prices are equal; so there is a limit of pivots, past which
/// it gives up.
/// </remarks>
public sealed partial class NetworkSimplex
{
    /// <summary>The most that an arc may carry too much on the way: past it sums could overflow.</summary>
    private const long StrainMax = 2 * FlowProblem.UnitsMax;

    private long _mendPivotsMax;

    // The arcs of the tree that may carry too much.
    private readonly List<int> _strained = [];
    private bool[] _isStrained = [];

    // For each node the number of the last cut in whose smaller part it was.
    private int[] _parts = [];
    private int _cuts;

    // Arcs from part to part, dearest first, and their room: no more than are needed, as soon as those are found.
    private readonly PriorityQueue<int, long> _across = new();
    private long _acrossRoom;

    /// <summary>Whether nothing is too much any more; if not, it gave up.</summary>
    private bool Mend()
    {
        for (var left = _mendPivotsMax; ; left--)
        {
            var (node, strain) = FindStrained();
            if (node == None)
                return true;
            if (left <= 0 || strain > StrainMax)
                return false;
            Relieve(node);
        }
    }

    // How much too much the arc of a node carries, or how much less than nothing.
    private long Strain(int node) => Math.Max(-_rooms[node].Up, -_rooms[node].Down);

    private void Watch(int node)
    {
        var place = _boughs[node].Arc;
        if (Strain(node) <= 0 || _isStrained[place])
            return;
        _isStrained[place] = true;
        _strained.Add(place);
    }

    // The node whose arc is to leave next, or None; and the most that any carries too much.
    private (int Node, long Strain) FindStrained()
    {
        var (worst, most, kept) = (None, 0L, 0);
        for (var i = 0; i < _strained.Count; i++)
        {
            var place = _strained[i];
            var node = Child(place);
            _isStrained[place] = node != None && Strain(node) > 0;
            if (!_isStrained[place])
                continue;
            _strained[kept++] = place;
            most = Math.Max(most, Strain(node));
            if (worst == None || (Int128)Strain(node) * PartNodes(worst) > (Int128)Strain(worst) * PartNodes(node))
                worst = node;
        }
        _strained.RemoveRange(kept, _strained.Count - kept);
        return (worst, most);
    }

    // How many nodes the smaller part has when the arc of a node leaves.
    private int PartNodes(int node) => Math.Min(_branches[node].Count, _next.Length - _branches[node].Count);

    // As Push, whether there is room or not.
    private void Send(int tail, int head, int top, long units)
    {
        Push(tail, head, top, units);
        for (var node = tail; node != top; node = _branches[node].Parent)
            Watch(node);
        for (var node = head; node != top; node = _branches[node].Parent)
            Watch(node);
    }

    private void Relieve(int node)
    {
        var (leaving, isUp, units) = (_boughs[node].Arc, _rooms[node].Up < 0, Strain(node));
        var (last, isSmaller) = (_boughs[node].Last, _branches[node].Count == PartNodes(node));
        if (isSmaller)
            FindAcross(node, last, isUp ? _aways : _theres, units);
        else
            FindAcross(_next[last], _boughs[node].Before, isUp ? _theres : _aways, units);
        if (_acrossRoom < units)
            throw new InvalidOperationException("what has no other way can stay, and it was said that it cannot");
        _pivots++;
        var entering = _across.Dequeue();
        while (_across.TryDequeue(out var full, out _))
            units -= Fill(full);
        var (tail, head, capacity, price) =
            (_arcs[entering].Tail, _arcs[entering].Head, _capacities[entering], Price(entering));
        var top = FindTop(tail, head);
        Send(tail, head, top, units);
        Leave(node, isOnTailSide: !isUp);
        MoveHalves(leaving);
        if (isUp)
            Regraft(new Graft(tail, head, node, top, entering), capacity - units, units, -price);
        else
            Regraft(new Graft(head, tail, node, top, entering), units, capacity - units, price);
    }

    private long Fill(int place)
    {
        var (tail, head) = (_arcs[place].Tail, _arcs[place].Head);
        Send(tail, head, FindTop(tail, head), _capacities[place]);
        Turn(place);
        MoveHalves(place);
        return _capacities[place];
    }

    // The cheapest arcs from or to the part from first to last that have room for so much.
    private void FindAcross(int first, int last, Side side, long units)
    {
        if (_risen > DriftMax || _fallen > DriftMax)
            ForgetLeasts();
        if (_cuts == int.MaxValue)
        {
            Array.Clear(_parts);
            _cuts = 0;
        }
        _across.Clear();
        (_acrossRoom, _cuts) = (0, _cuts + 1);
        for (var node = first; ; node = _next[node])
        {
            _parts[node] = _cuts;
            if (node == last)
                break;
        }
        var limit = long.MaxValue;
        for (var node = first; ; node = _next[node])
        {
            if (LeastAt(node, side) < limit)
                limit = Look(node, side, units, limit);
            if (node == last)
                break;
        }
    }

    private long Look(int node, Side side, long units, long limit)
    {
        var least = LeastMax;
        foreach (ref readonly var half in Halves(node, side.IsAway))
        {
            var price = PriceOf(half, node, side.IsAway);
            if ((price >= limit && price >= least) || (price == 0 && IsInTree(half.Number >> 1)))
                continue;
            least = Math.Min(least, price);
            if (price < limit && _parts[half.Other] != _cuts)
                limit = Offer(half.Number >> 1, price, units);
        }
        SetLeast(node, side, least);
        return limit;
    }

    /// <returns>The price from which on nothing more is of use.</returns>
    private long Offer(int place, long price, long units)
    {
        _across.Enqueue(place, -price);
        _acrossRoom += _capacities[place];
        while (_across.Count > 1 && _acrossRoom - _capacities[_across.Peek()] >= units)
            _acrossRoom -= _capacities[_across.Dequeue()];
        return _acrossRoom >= units && _across.TryPeek(out _, out var dearest) ? -dearest : long.MaxValue;
    }
}
