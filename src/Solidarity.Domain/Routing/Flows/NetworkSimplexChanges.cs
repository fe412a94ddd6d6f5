namespace Solidarity.Domain.Routing.Flows;

/// <summary>How a cheapest flow is changed when a supply or a capacity has, and made cheapest again.</summary>
/// <remarks>
/// What is added goes by the tree, whether it has room or not, and so does what has to leave an arc outside of it; an
/// arc in the tree goes on carrying what it carried. No price changes by that, so no arc pays, but some of the tree's
/// arcs carry too much, which is mended (<see cref="Mend"/>). Where an arc that pays gets more room, it is full at
/// once, and that is mended, too.
/// </remarks>
public sealed partial class NetworkSimplex
{
    // For each node its number here, and for each arc its place.
    private int[] _numberOf = [];
    private int[] _placeOf = [];

    // How many units there are in all.
    private long _supplied;

    /// <summary>Plans a flow that is to be changed: no arc pays, and only one node may demand.</summary>
    /// <param name="mendPivotsMax">The most pivots for one change.</param>
    internal static NetworkSimplex Lasting(FlowProblem problem, int sink, long mendPivotsMax)
    {
        var simplex = new NetworkSimplex(problem, sink) { _mendPivotsMax = mendPivotsMax };
        var isBounded = simplex.TryFirstArcs() && simplex.Pivot();
        simplex._pricedArcs = simplex._arcs.Length;
        if (!isBounded || !simplex.Pivot())
            throw new InvalidOperationException("a way round that costs nothing or more was said to pay");
        simplex.Order();
        simplex.Index();
        return simplex;
    }

    // From here on nodes keep their numbers, and arcs their places.
    private void Index()
    {
        SortArcs();
        _numberOf = new int[_root];
        for (var node = 0; node < _root; node++)
            _numberOf[_nodes[node]] = node;
        _placeOf = new int[_problem.Arcs];
        Array.Fill(_placeOf, None);
        for (var place = 0; place < _numbers.Length; place++)
            _placeOf[_numbers[place]] = place;
        _supplied = -_problem.Supplies[_sink];
        _isStrained = new bool[_arcs.Length];
        _parts = new int[_root + 1];
        ListHalves();
    }

    // By where they come from, in the order of the tree: what is looked at together lies together.
    private void SortArcs()
    {
        var (count, moved) = (_numbers.Length, new int[_numbers.Length]);
        var (arcs, capacities, numbers) = (_arcs[..count], _capacities[..count], _numbers[..]);
        int[] order = [.. Enumerable.Range(0, count)];
        Array.Sort(Array.ConvertAll(arcs, arc => arc.Tail), order);
        for (var place = 0; place < count; place++)
        {
            var before = order[place];
            (_arcs[place], _capacities[place], _numbers[place]) = (arcs[before], capacities[before], numbers[before]);
            moved[before] = place;
        }
        foreach (ref var bough in _boughs.AsSpan(0, _root))
            if (bough.Arc < count)
                bough.Arc = moved[bough.Arc];
    }

    /// <summary>What an arc carries.</summary>
    internal long Flow(int arc)
    {
        var place = _placeOf[arc];
        if (place == None)
            return 0;
        var child = Child(place);
        return child == None
            ? IsFull(place) ? _capacities[place] : 0
            : IsUp(place, child) ? _rooms[child].Down : _rooms[child].Up;
    }

    /// <summary>How much the node that may demand is short of.</summary>
    internal long Missing
    {
        get
        {
            // What does not go by the tree is nothing: the arc of what stays is never full.
            var sink = _numberOf[_sink];
            return _boughs[sink].Arc == StayPlace(sink) ? _rooms[sink].Up : 0;
        }
    }

    /// <summary>Adds units at a node, and what the sink demands.</summary>
    /// <returns>Whether it is done; if not, the flow has to be planned anew.</returns>
    internal bool Supply(int number, long units)
    {
        var (node, sink) = (_numberOf[number], _numberOf[_sink]);
        _supplied += units;
        Send(sink, node, FindTop(node, sink), units);
        return Mend();
    }

    /// <summary>Sets how much an arc can carry.</summary>
    /// <returns>Whether it is done; if not, the flow has to be planned anew.</returns>
    internal bool SetCapacity(int arc, long capacity)
    {
        var place = _placeOf[arc];
        if (place == None)
            return true;
        var (child, carried) = (Child(place), Flow(arc));
        if (child != None)
        {
            (IsUp(place, child) ? ref _rooms[child].Up : ref _rooms[child].Down) = capacity - carried;
            Watch(child);
        }
        else if (IsFull(place) && capacity < carried)
        {
            var (tail, head) = (_arcs[place].Tail, _arcs[place].Head);
            Send(tail, head, FindTop(tail, head), carried - capacity);
        }
        else if (IsFull(place) && capacity > carried)
            return Widen(place, carried, capacity);
        _capacities[place] = capacity;
        return Mend();
    }

    // The node that hangs by an arc, if it is in the tree.
    private int Child(int place)
    {
        var (tail, head) = (_arcs[place].Tail, _arcs[place].Head);
        return _boughs[tail].Arc == place ? tail : _boughs[head].Arc == place ? head : None;
    }

    private bool IsUp(int place, int child) => _problem.Tails[_numbers[place]] == _nodes[child];

    private bool IsFull(int place) => _nodes[_arcs[place].Tail] != _problem.Tails[_numbers[place]];

    private void Turn(int place)
    {
        ref var arc = ref _arcs[place];
        (arc.Tail, arc.Head, arc.Cost) = (arc.Head, arc.Tail, -arc.Cost);
    }

    private int StayPlace(int node) => _numbers.Length + _nodes[node];

    // It is full at once, though with no more than can be of use; what is too much for others goes back.
    private bool Widen(int place, long carried, long capacity)
    {
        var (tail, head, full) = (_arcs[place].Tail, _arcs[place].Head, Math.Min(capacity, carried + _supplied + 1));
        Send(head, tail, FindTop(tail, head), full - carried);
        _capacities[place] = full;
        if (!Mend())
            return false;
        _capacities[place] = capacity;
        if (Child(place) is not None and var child)
            (IsUp(place, child) ? ref _rooms[child].Up : ref _rooms[child].Down) += capacity - full;
        else if (IsFull(place) && full < capacity)
            return Empty(place, full);
        return true;
    }

    // More than is supplied can only go round and round, which costs nothing.
    private bool Empty(int place, long carried)
    {
        var (tail, head) = (_arcs[place].Tail, _arcs[place].Head);
        Send(tail, head, FindTop(tail, head), carried);
        Turn(place);
        MoveHalves(place);
        return Price(place) == 0 && Mend();
    }

    private long Price(int place)
    {
        var arc = _arcs[place];
        return unchecked(arc.Cost + _potentials[arc.Tail] - _potentials[arc.Head]);
    }
}
