namespace Solidarity.Domain.Routing.Flows;

/// <summary>
/// A cheapest flow to one destination that is kept cheapest while pledges are added and corridors close, open or change
/// their room: each change costs a search of the part that it concerns, and not a plan anew. Not for several threads.
/// </summary>
/// <remarks>
/// How it works: the prices that prove the flow make all arcs with room cost nothing or more, so the cheapest way for
/// more units is a shortest path over what arcs cost at these prices (Dijkstra), in the residual network: along arcs
/// with room, and back along arcs with flow. It is searched from both ends in turn, until no way can be shorter than
/// the best at which the two have met; the prices of what each has passed change by how much nearer it is than where
/// they met, and the flow is cheapest again (successive shortest paths: Ahuja, Magnanti, Orlin, "Network Flows", 1993,
/// 9.7). Most arcs on cheapest ways cost nothing at the prices, so places at the same distance are followed depth
/// first, forward before backward: a pledge then mostly goes straight to its end. A corridor that loses room gives back
/// what it carries at its beginning, where it is wanted at its end, and a way is found from the one to the other; so
/// does one that gets room, the other way round. What finds no way stays, at <see cref="FlowProblem.StayCost"/>. What
/// it costs: O(k log k) for each way found, k being the arcs at the places that it passes: a handful for most pledges,
/// all in the worst case. After each search the prices at all arcs that it has changed are checked;
/// <see cref="Answer"/> with <see cref="FlowCertificate"/> checks all.
/// </remarks>
public sealed class PlannedFlow
{
    private readonly int[] _tails;
    private readonly int[] _heads;
    private readonly long[] _costs;
    private readonly long[] _capacities;
    private readonly long[] _supplies;
    private readonly long[] _flows;
    private readonly long[] _stays;
    private readonly SortedSet<int> _staying = [];
    private readonly Incidence _out;
    private readonly Incidence _into;
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
        (_tails, _heads) = (problem.Tails.ToArray(), problem.Heads.ToArray());
        (_costs, _capacities) = (problem.Costs.ToArray(), problem.Capacities.ToArray());
        (_supplies, _flows, _stays) = (problem.Supplies.ToArray(), answer.Flows, answer.Stays);
        (_sink, _stayCost, _supplied) = (sink, problem.StayCost, -problem.Supplies[sink]);
        for (var node = 0; node < _stays.Length; node++)
            if (_stays[node] > 0)
                _staying.Add(node);
        _out = new Incidence(problem.Nodes, problem.Arcs, arc => _tails[arc]);
        _into = new Incidence(problem.Nodes, problem.Arcs, arc => _heads[arc]);
        _potentials = [.. answer.Potentials, answer.StayPotential];
        (_ahead, _behind) = (new ResidualSearch(problem.Nodes + 1), new ResidualSearch(problem.Nodes + 1));
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
        var (tail, head, carried) = (_tails[arc], _heads[arc], _flows[arc]);
        _capacities[arc] = capacity;
        if (tail == head)
            return;
        if (carried > capacity)
        {
            _flows[arc] = capacity;
            Send(tail, head, carried - capacity);
        }
        else if (carried < capacity && Price(_costs[arc], tail, head) < 0)
        {
            // It is filled, and what it should not carry comes back over it. One unit more than all there is always
            // does, and then the price comes out even, however much more room there is.
            var more = Math.Min(capacity - carried, _supplied + 1);
            _flows[arc] = _capacities[arc] = carried + more;
            Send(head, tail, more);
            _capacities[arc] = capacity;
        }
    }

    /// <summary>The problem as it stands now, to prove the answer against.</summary>
    public FlowProblem Problem() => new(_supplies, _tails, _heads, _capacities, _costs);

    /// <summary>The flow as it stands now.</summary>
    public FlowAnswer Answer()
    {
        return new FlowAnswer(
            _stays[_sink] == 0 ? FlowStatus.Optimal : FlowStatus.Infeasible, (long[])_flows.Clone(),
            (long[])_stays.Clone(),
            _potentials[..Stay], _potentials[Stay], [], 0);
    }

    public long Flow(int arc) => _flows[arc];

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
        while (_meeting < 0 || _ahead.Radius < _shortest - _behind.Radius)
        {
            // The place where units stay is joined to all others: only the search ahead passes it.
            var isAhead = _behind.IsOver || (!_ahead.IsOver && _ahead.Passed.Count <= _behind.Passed.Count);
            if (isAhead && _ahead.IsOver)
                throw new InvalidOperationException($"no way leads from node {from} to {to}, not even by what stays");
            if (isAhead && _ahead.Take(end: -1) is >= 0 and var node)
                LookAhead(node);
            else if (!isAhead && _behind.Take(end: Stay) is >= 0 and var other)
                LookBehind(other);
        }
        return _meeting;
    }

    // What comes last is followed first.
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
        foreach (var arc in _into.Of(node))
            if (_flows[arc] > 0)
                Ahead(node, _tails[arc], -_costs[arc], ~arc);
        foreach (var arc in _out.Of(node))
            if (_flows[arc] < _capacities[arc])
                Ahead(node, _heads[arc], _costs[arc], arc);
    }

    private void LookBehind(int node)
    {
        if (node == _sink)
            Behind(node, Stay, _stayCost, ResidualSearch.StayStep);
        else if (_stays[node] > 0)
            Behind(node, Stay, 0, ResidualSearch.StayStep);
        foreach (var arc in _out.Of(node))
            if (_flows[arc] > 0)
                Behind(node, _heads[arc], -_costs[arc], ~arc);
        foreach (var arc in _into.Of(node))
            if (_flows[arc] < _capacities[arc])
                Behind(node, _tails[arc], _costs[arc], arc);
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
            CheckPrices(node);
        foreach (var node in _behind.Passed)
            CheckPrices(node);
    }

    private long Push(int from, int to, int meeting, long units)
    {
        for (var node = meeting; node != from; node = _ahead.Before(node))
            units = Math.Min(units, Room(_ahead.Step(node), _ahead.Before(node), node));
        for (var node = meeting; node != to; node = _behind.Before(node))
            units = Math.Min(units, Room(_behind.Step(node), node, _behind.Before(node)));
        for (var node = meeting; node != from; node = _ahead.Before(node))
            Move(_ahead.Step(node), _ahead.Before(node), node, units);
        for (var node = meeting; node != to; node = _behind.Before(node))
            Move(_behind.Step(node), node, _behind.Before(node), units);
        return units;
    }

    private long Price(long cost, int tail, int head) => cost + _potentials[tail] - _potentials[head];

    private long Room(int step, int tail, int head) => step switch
    {
        ResidualSearch.StayStep => tail == Stay
            ? head == _sink ? FlowProblem.Unlimited : _stays[head]
            : tail == _sink ? -_stays[_sink] : FlowProblem.Unlimited,
        < 0 => _flows[~step],
        _ => _capacities[step] - _flows[step],
    };

    private void Move(int step, int tail, int head, long units)
    {
        if (step == ResidualSearch.StayStep)
        {
            // Units that stay count above zero where they are, and below zero where they are missing.
            var node = tail == Stay ? head : tail;
            _stays[node] += tail == Stay ? -units : units;
            if (node != _sink && _stays[node] > 0)
                _staying.Add(node);
            else
                _staying.Remove(node);
        }
        else if (step < 0)
        {
            _flows[~step] -= units;
        }
        else
        {
            _flows[step] += units;
        }
    }

    // At the places whose prices have changed; elsewhere nothing has.
    private void CheckPrices(int node)
    {
        if (node == Stay)
            return;
        foreach (var arc in _out.Of(node))
            CheckPrice(arc);
        foreach (var arc in _into.Of(node))
            CheckPrice(arc);
    }

    private void CheckPrice(int arc)
    {
        var price = Price(_costs[arc], _tails[arc], _heads[arc]);
        if ((price < 0 && _flows[arc] < _capacities[arc]) || (price > 0 && _flows[arc] > 0))
            throw new InvalidOperationException(
                $"arc {arc} carries {_flows[arc]} of {_capacities[arc]} at a price of {price}: the flow is not proved");
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
