namespace Solidarity.Domain.Routing.Flows;

/// <summary>How a cheapest flow is changed when a supply or a capacity has, and made cheapest again.</summary>
public sealed partial class NetworkSimplex
{
    /// <summary>What a unit costs that has to leave an arc: more than any way and what stays come to together.
    /// </summary>
    private long EvictionCost => 2 * _problem.StayCost;

    // For each node its number here, for each arc its place, and for each node here the arcs at it (each arc is there
    // twice, as 2 · place and one more).
    private int[] _numberOf = [];
    private int[] _placeOf = [];
    private Incidence? _around;

    // What may enter: all arcs whose price has fallen below zero since the flow was cheapest.
    private readonly List<int> _candidates = [];
    private bool[] _isCandidate = [];

    // From where to where in the preorder prices have changed last.
    private int _repricedFirst = None;
    private int _repricedLast = None;

    /// <summary>The place of the arc to spare.</summary>
    private int Spare => _numbers.Length + _root;

    /// <summary>Plans a flow that is to be changed: no arc pays, and only one node may demand.</summary>
    internal static NetworkSimplex Lasting(FlowProblem problem, int sink)
    {
        var simplex = new NetworkSimplex(problem, sink);
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
        _around = new Incidence(
            _root, 2 * _numbers.Length, half => half % 2 == 0 ? _arcs[half / 2].Tail : _arcs[half / 2].Head);
        _isCandidate = new bool[_arcs.Length];
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
    internal long Missing => Stayed(_numberOf[_sink]);

    /// <summary>
    /// Adds units at a node, and what the sink demands. Where the tree has room for them, they go there, and no price
    /// changes; else they stay at first, and what pays is changed until all is cheapest.
    /// </summary>
    internal void Supply(int number, long units)
    {
        var (node, sink) = (_numberOf[number], _numberOf[_sink]);
        var top = FindTop(node, sink);
        if (HasRoom(node, sink, top, units))
        {
            Push(sink, node, top, units);
            return;
        }
        var (isAdded, isAsked) = (Raise(node, units), Raise(sink, units));
        if (!isAdded)
            Lower(node, units);
        if (!isAsked)
            Lower(sink, units);
        Settle();
    }

    /// <summary>Sets how much an arc can carry. What it carries beyond that has to leave it: at first it goes over an
    /// arc beside it that costs more than anything else.</summary>
    /// <returns>Whether it is done; if not, the flow has to be planned anew.</returns>
    internal bool SetCapacity(int arc, long capacity)
    {
        var place = _placeOf[arc];
        if (place == None)
            return true;
        var (child, carried) = (Child(place), Flow(arc));
        if (child != None && (carried < capacity || (carried == capacity && !IsUp(place, child))))
        {
            _capacities[place] = capacity;
            (IsUp(place, child) ? ref _rooms[child].Up : ref _rooms[child].Down) = capacity - carried;
            return true;
        }
        if (child != None)
            Evict(place, child, carried, capacity);
        else if (IsFull(place) && capacity < carried)
            EvictFull(place, carried, capacity);
        else if (IsFull(place) && capacity > carried)
            Widen(place, carried, capacity);
        _capacities[place] = capacity;
        Settle();
        if (Child(Spare) != None)
            return false;
        (_arcs[Spare], _capacities[Spare]) = (new PricedArc { Tail = _root, Head = _root }, 0);
        return true;
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

    // So that every node can still push something up afterwards.
    private bool HasRoom(int node, int sink, int top, long units)
    {
        for (; node != top; node = _branches[node].Parent)
            if (_rooms[node].Up <= units)
                return false;
        for (; sink != top; sink = _branches[sink].Parent)
            if (_rooms[sink].Down < units)
                return false;
        return true;
    }

    private int StayPlace(int node) => _numbers.Length + _nodes[node];

    // What does not go by the tree is nothing: the arc of what stays is never full.
    private long Stayed(int node) =>
        _boughs[node].Arc != StayPlace(node) ? 0 : Demands(_nodes[node]) ? _rooms[node].Up : _rooms[node].Down;

    /// <summary>Lets more units stay at a node; false where they are all that stay there, and the arc that they go by
    /// is not in the tree.</summary>
    private bool Raise(int node, long units)
    {
        var place = StayPlace(node);
        if (_boughs[node].Arc == place)
        {
            ref var room = ref _rooms[node];
            var up = Demands(_nodes[node]) ? units : -units;
            (room.Up, room.Down) = (room.Up + up, room.Down - up);
            return true;
        }
        Turn(place);
        _capacities[place] = units;
        return false;
    }

    // It is full, as if it had no more room than for them; what it lets go, or all, is sent round by the tree.
    private void Lower(int node, long units)
    {
        var place = StayPlace(node);
        Pivot(place);
        _capacities[place] = FlowProblem.Unlimited;
        if (_boughs[node].Arc == place)
            (Demands(_nodes[node]) ? ref _rooms[node].Down : ref _rooms[node].Up) += FlowProblem.Unlimited - units;
    }

    private void Evict(int place, int child, long carried, long capacity)
    {
        var isUp = IsUp(place, child);
        if (_arcs[place].Tail == child != isUp)
            Turn(place);
        var arc = _arcs[place];
        _arcs[Spare] = arc with { Cost = EvictionCost };
        Turn(place);
        // With room for one more, so that the node can push something up.
        _capacities[Spare] = carried - capacity + 1;
        _boughs[child].Arc = Spare;
        _rooms[child] = isUp
            ? new Room { Up = 1, Down = carried - capacity }
            : new Room { Up = carried - capacity, Down = 1 };
        var change = EvictionCost - arc.Cost;
        Reprice(child, _boughs[child].Last, _branches[child].Count, isUp ? -change : change);
        Note(_repricedFirst, _repricedLast);
    }

    private void EvictFull(int place, long carried, long capacity)
    {
        _arcs[Spare] = _arcs[place] with { Cost = -EvictionCost };
        _capacities[Spare] = carried - capacity;
        Note(Spare);
    }

    private void Widen(int place, long carried, long capacity)
    {
        Turn(place);
        _capacities[place] = capacity - carried;
        Pivot(place);
        if (Child(place) is not None and var child)
            (IsUp(place, child) ? ref _rooms[child].Down : ref _rooms[child].Up) += carried;
    }

    // Until no price is below zero. Only arcs at nodes whose price has changed can be, and those are noted.
    private void Settle()
    {
        while (true)
        {
            var (entering, lowest, kept) = (None, 0L, 0);
            for (var i = 0; i < _candidates.Count; i++)
            {
                var place = _candidates[i];
                var price = Price(place);
                _isCandidate[place] = price < 0;
                if (price >= 0)
                    continue;
                _candidates[kept++] = place;
                if (price < lowest)
                    (entering, lowest) = (place, price);
            }
            _candidates.RemoveRange(kept, _candidates.Count - kept);
            if (entering == None)
                return;
            Pivot(entering);
        }
    }

    private void Pivot(int entering)
    {
        _repricedFirst = None;
        if (!Enter(entering))
            throw new InvalidOperationException("a way round that costs nothing or more was said to pay");
        if (_repricedFirst != None)
            Note(_repricedFirst, _repricedLast);
    }

    private long Price(int place)
    {
        var arc = _arcs[place];
        return unchecked(arc.Cost + _potentials[arc.Tail] - _potentials[arc.Head]);
    }

    private void Note(int first, int last)
    {
        for (var node = first; ; node = _next[node])
        {
            if (node == _root)
            {
                for (var place = _numbers.Length; place < Spare; place++)
                    Note(place);
            }
            else
            {
                foreach (var half in _around!.Of(node))
                    Note(half >> 1);
                Note(StayPlace(node));
            }
            if (node == last)
                break;
        }
        Note(Spare);
    }

    private void Note(int place)
    {
        if (Price(place) >= 0 || _isCandidate[place])
            return;
        _isCandidate[place] = true;
        _candidates.Add(place);
    }
}
