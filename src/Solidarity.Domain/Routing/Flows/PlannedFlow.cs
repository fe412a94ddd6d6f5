namespace Solidarity.Domain.Routing.Flows;

/// <summary>
/// A cheapest flow to one destination that is kept cheapest while pledges are added and corridors close, open or change
/// their room: each change costs a search of the part that it concerns, and not a plan anew. Not for several threads.
/// </summary>
/// <remarks>
/// How it works: the prices that prove the flow make all arcs with room cost nothing or more, so the cheapest way for
/// more units is a shortest path over what arcs cost at these prices (Dijkstra), in the residual network: along arcs
/// with room, and back along arcs with flow. It is searched from both ends, the one with less to look at first, until
/// no way can be shorter than the best at which the two have met; the prices of what each has passed change by how much
/// nearer it is than where they met, and the flow is cheapest again (successive shortest paths: Ahuja, Magnanti, Orlin,
/// "Network Flows", 1993, 9.7). Each place has a guide: the step of some way to the destination that costs nothing at
/// the prices. As long as the guides hold they are followed before anything else is looked at, so most pledges cost as
/// much as their way is long; where one is full or has come to cost something, the search goes round it and sets the
/// guides of the way that it finds. A corridor that loses room gives back what it carries at its beginning, where it is
/// wanted at its end, and a way is found from the one to the other; so does one that gets room, the other way round.
/// What finds no way stays, at <see cref="FlowProblem.StayCost"/>. What it costs: O(k log k) for each way found, k
/// being the arcs at the places that it passes: a handful for most pledges, all in the worst case. After each search
/// the prices at all arcs that it has changed are checked; <see cref="Answer"/> with <see cref="FlowCertificate"/>
/// checks all.
/// </remarks>
public sealed class PlannedFlow
{
    private const int NoGuide = -1;

    private readonly ResidualArcs _arcs;
    private readonly long[] _supplies;
    private readonly long[] _stays;
    private readonly SortedSet<int> _staying = [];
    private readonly int[] _guides;
    private readonly int _sink;
    private readonly long _stayCost;
    private readonly long[] _potentials;
    private readonly ResidualSearch _ahead;
    private readonly ResidualSearch _behind;
    private long _supplied;
    private int _meeting;
    private long _shortest;

    private PlannedFlow(FlowProblem problem, FlowAnswer answer, int sink)
    {
        _arcs = new ResidualArcs(problem, answer.Flows);
        (_supplies, _stays) = (problem.Supplies.ToArray(), answer.Stays);
        (_sink, _stayCost, _supplied) = (sink, problem.StayCost, -problem.Supplies[sink]);
        for (var node = 0; node < _stays.Length; node++)
            if (_stays[node] > 0)
                _staying.Add(node);
        _potentials = [.. answer.Potentials, answer.StayPotential];
        (_ahead, _behind) = (new ResidualSearch(problem.Nodes + 1), new ResidualSearch(problem.Nodes + 1));
        _guides = new int[problem.Nodes];
        Guide();
        CheckStays();
    }

    /// <summary>Where the units that stay go through; they go on from there to the destination.</summary>
    private int Stay => _supplies.Length;

    /// <summary>Plans a problem anew, to go on from.</summary>
    /// <param name="problem">No other node than <paramref name="destination"/> demands anything, and no cost is below
    /// zero.</param>
    /// <param name="destination">Where all goes.</param>
    /// <exception cref="ArgumentException">Another node demands something, or an arc pays.</exception>
    public static PlannedFlow Plan(FlowProblem problem, int destination)
    {
        for (var node = 0; node < problem.Nodes; node++)
            if (problem.Supplies[node] < 0 && node != destination)
                throw new ArgumentException(
                    $"node {node} demands {-problem.Supplies[node]}, and only {destination} may");
        foreach (var cost in problem.Costs)
            if (cost < 0)
                throw new ArgumentException($"a cost of {cost} is below zero");
        var answer = NetworkSimplex.Solve(problem, pricesStays: true);
        FlowCertificate.Check(problem, answer);
        return new PlannedFlow(problem, answer, destination);
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
        var before = _stays[_sink];
        _supplies[node] += units;
        _supplies[_sink] -= units;
        _supplied += units;
        Send(node, _sink, units);
        return units + _stays[_sink] - before;
    }

    /// <summary>Changes how much an arc can carry: zero closes it.</summary>
    /// <exception cref="ArgumentException">The capacity is out of range.</exception>
    public void SetCapacity(int arc, long capacity)
    {
        if (capacity is < 0 or > FlowProblem.UnitsMax and not FlowProblem.Unlimited)
            throw new ArgumentException($"{capacity} is no capacity");
        var (tail, head, carried) = (_arcs.Tail(arc), _arcs.Head(arc), _arcs.Flow(arc));
        if (carried > capacity)
        {
            _arcs.Set(arc, capacity, room: 0);
            Send(tail, head, carried - capacity);
        }
        else if (carried < capacity && Price(_arcs.Cost(arc), tail, head) < 0)
        {
            // It is filled, and what it should not carry comes back over it. One unit more than all there is always
            // does, and then the price comes out even, however much more room there is.
            var more = Math.Min(capacity - carried, _supplied + 1);
            _arcs.Set(arc, carried + more, room: 0);
            Send(head, tail, more);
            _arcs.Set(arc, _arcs.Flow(arc), capacity - _arcs.Flow(arc));
        }
        else
        {
            _arcs.Set(arc, carried, capacity - carried);
        }
    }

    /// <summary>The problem as it stands now, to prove the answer against.</summary>
    public FlowProblem Problem() => new(
        _supplies, Each(_arcs.Tail), Each(_arcs.Head), Each(_arcs.Capacity), Each(_arcs.Cost));

    /// <summary>The flow as it stands now.</summary>
    public FlowAnswer Answer() => new(
        _stays[_sink] == 0 ? FlowStatus.Optimal : FlowStatus.Infeasible, Each(_arcs.Flow), (long[])_stays.Clone(),
        _potentials[..Stay], _potentials[Stay], [], 0);

    public long Flow(int arc) => _arcs.Flow(arc);

    private T[] Each<T>(Func<int, T> of)
    {
        var all = new T[_arcs.Arcs];
        for (var arc = 0; arc < all.Length; arc++)
            all[arc] = of(arc);
        return all;
    }

    // From the destination back over what costs nothing and has room; the ways with the fewest steps.
    private void Guide()
    {
        Array.Fill(_guides, NoGuide);
        var next = new Queue<int>([_sink]);
        while (next.TryDequeue(out var node))
            for (var half = _arcs.Start(node); half < _arcs.Start(node) + _arcs.Degree(node); half++)
            {
                var (before, mate) = (_arcs[half].To, _arcs[half].Mate);
                if (before == _sink || _guides[before] != NoGuide || !IsFree(mate, before))
                    continue;
                _guides[before] = mate;
                next.Enqueue(before);
            }
    }

    private bool IsFree(int half, int from) =>
        _arcs[half].Room > 0 && Price(_arcs[half].Cost, from, _arcs[half].To) == 0;

    private void Send(int from, int to, long units)
    {
        while (units > 0)
        {
            var meeting = Find(from, to);
            Reprice(_ahead.Distance(meeting) + _behind.Distance(meeting));
            units -= Push(from, to, meeting, units);
        }
    }

    /// <summary>The place where the searches from both ends meet on the shortest way.</summary>
    private int Find(int from, int to)
    {
        _ahead.Begin(from);
        _behind.Begin(to);
        (_meeting, _shortest) = (-1, long.MaxValue);
        while (true)
        {
            var (ahead, behind) = (_ahead.IsOver ? -1 : _ahead.Next(), _behind.IsOver ? -1 : _behind.Next());
            if (_meeting >= 0 && _ahead.Radius >= _shortest - _behind.Radius)
                return _meeting;
            if (ahead < 0 && behind < 0)
                throw new InvalidOperationException($"no way leads from node {from} to {to}, not even by what stays");
            // The place where units stay is joined to all others: only the search ahead passes it.
            if (behind == Stay)
                _behind.Stop();
            else if (behind < 0 || (ahead >= 0 && _ahead.Work + Degree(ahead) <= _behind.Work + Degree(behind)))
                GoAhead(ahead);
            else
                GoBehind(behind);
        }
    }

    private int Degree(int node) => node == Stay ? _staying.Count : _arcs.Degree(node);

    private void GoAhead(int node)
    {
        if (FollowAhead(node))
            return;
        _ahead.Pass(node);
        _ahead.Work += Degree(node) + 1;
        LookAhead(node);
    }

    private void GoBehind(int node)
    {
        if (FollowBehind(node))
            return;
        _behind.Pass(node);
        _behind.Work += Degree(node) + 1;
        LookBehind(node);
    }

    // The guides, as far as they hold and lead to something new.
    private bool FollowAhead(int node)
    {
        var first = node;
        while (node != Stay && _guides[node] is not NoGuide and var half && IsFree(half, node))
        {
            var to = _arcs[half].To;
            if (!_ahead.Reach(node, to, 0, half))
                break;
            Meet(to);
            _ahead.Work++;
            node = to;
        }
        return node != first;
    }

    // The same ways, backwards, as far as they can give something back.
    private bool FollowBehind(int node)
    {
        var first = node;
        while (node != Stay && _guides[node] is not NoGuide and var half)
        {
            var (from, back) = (_arcs[half].To, _arcs[half].Mate);
            if (!IsFree(back, from) || !_behind.Reach(node, from, 0, back))
                break;
            Meet(from);
            _behind.Work++;
            node = from;
        }
        return node != first;
    }

    private void LookAhead(int node)
    {
        if (node == Stay)
        {
            foreach (var staying in _staying)
                Ahead(Stay, staying, 0, ResidualSearch.StayStep);
            Ahead(Stay, _sink, _stayCost, ResidualSearch.StayStep);
            return;
        }
        if (node != _sink)
            Ahead(node, Stay, 0, ResidualSearch.StayStep);
        else if (_stays[_sink] < 0)
            Ahead(node, Stay, -_stayCost, ResidualSearch.StayStep);
        var end = _arcs.Start(node) + _arcs.Degree(node);
        for (var half = _arcs.Start(node); half < end; half++)
            if (_arcs[half].Room > 0)
                Ahead(node, _arcs[half].To, _arcs[half].Cost, half);
    }

    private void LookBehind(int node)
    {
        if (node == _sink)
            Behind(node, Stay, _stayCost, ResidualSearch.StayStep);
        else if (_stays[node] > 0)
            Behind(node, Stay, 0, ResidualSearch.StayStep);
        var end = _arcs.Start(node) + _arcs.Degree(node);
        for (var half = _arcs.Start(node); half < end; half++)
            if (_arcs[_arcs[half].Mate].Room > 0)
                Behind(node, _arcs[half].To, -_arcs[half].Cost, _arcs[half].Mate);
    }

    private void Ahead(int from, int to, long cost, int step)
    {
        if (_ahead.Reach(from, to, Price(cost, from, to), step))
            Meet(to);
    }

    private void Behind(int to, int from, long cost, int step)
    {
        if (_behind.Reach(to, from, Price(cost, from, to), step))
            Meet(from);
    }

    private void Meet(int node)
    {
        if (_ahead.HasSeen(node) && _behind.HasSeen(node)
            && _ahead.Distance(node) + _behind.Distance(node) is var distance && distance < _shortest)
            (_meeting, _shortest) = (node, distance);
    }

    // Ahead, prices fall by how much nearer a place is than the line where the two searches meet; behind, they rise by
    // it. An arc from the one to the other stays at nothing or more, because no way is shorter than the two together.
    private void Reprice(long distance)
    {
        if (distance == 0)
            return;
        var ahead = Math.Min(_ahead.Radius, distance);
        var behind = distance - ahead;
        foreach (var node in _ahead.Passed)
            _potentials[node] -= Math.Max(0, ahead - _ahead.Distance(node));
        foreach (var node in _behind.Passed)
            _potentials[node] += Math.Max(0, behind - _behind.Distance(node));
        foreach (var node in _ahead.Passed)
            if (_ahead.Distance(node) < ahead)
                CheckPrices(node);
        foreach (var node in _behind.Passed)
            if (_behind.Distance(node) < behind)
                CheckPrices(node);
    }

    private long Push(int from, int to, int meeting, long units)
    {
        for (var node = meeting; node != from; node = _ahead.Before(node))
            units = Math.Min(units, Room(_ahead.Step(node), _ahead.Before(node), node));
        for (var node = meeting; node != to; node = _behind.Before(node))
            units = Math.Min(units, Room(_behind.Step(node), node, _behind.Before(node)));
        for (var node = meeting; node != from; node = _ahead.Before(node))
            Move(_ahead.Step(node), _ahead.Before(node), node, to, units);
        for (var node = meeting; node != to; node = _behind.Before(node))
            Move(_behind.Step(node), node, _behind.Before(node), to, units);
        return units;
    }

    private long Price(long cost, int tail, int head) => cost + _potentials[tail] - _potentials[head];

    private long Room(int step, int tail, int head) => step != ResidualSearch.StayStep
        ? _arcs[step].Room
        : tail == Stay
            ? head == _sink ? FlowProblem.Unlimited : _stays[head]
            : tail == _sink ? -_stays[_sink] : FlowProblem.Unlimited;

    private void Move(int step, int tail, int head, int to, long units)
    {
        if (step != ResidualSearch.StayStep)
        {
            _arcs.Push(step, units);
            if (to == _sink)
                _guides[tail] = step;
            return;
        }
        // Units that stay count above zero where they are, and below zero where they are missing.
        var node = tail == Stay ? head : tail;
        _stays[node] += tail == Stay ? -units : units;
        if (node != _sink && _stays[node] > 0)
            _staying.Add(node);
        else
            _staying.Remove(node);
    }

    // At the places whose prices have changed; elsewhere nothing has.
    private void CheckPrices(int node)
    {
        if (node == Stay)
            return;
        var end = _arcs.Start(node) + _arcs.Degree(node);
        for (var half = _arcs.Start(node); half < end; half++)
        {
            ref var arc = ref _arcs[half];
            var price = Price(arc.Cost, node, arc.To);
            if ((price < 0 && arc.Room > 0) || (price > 0 && _arcs[arc.Mate].Room > 0))
                throw new InvalidOperationException(
                    $"between nodes {node} and {arc.To} is room at a price of {price}: the flow is not proved");
        }
    }

    // The certificate looks at the prices of what stays only where something does.
    private void CheckStays()
    {
        for (var node = 0; node < Stay; node++)
        {
            var price = node == _sink ? Price(_stayCost, Stay, node) : Price(0, node, Stay);
            if (price < 0 || (price > 0 && _stays[node] != 0))
                throw new InvalidOperationException(
                    $"the price of what stays at node {node} is {price}: it is not proved");
        }
    }
}
