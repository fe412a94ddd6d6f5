namespace Solidarity.Routing.Flows;

/// <summary>How the network simplex begins, and how its tree is read in the end.</summary>
public sealed partial class NetworkSimplex
{
    // In the order of the problem. LEMON deals them out, so that a block sees many nodes; here that took more pivots.
    private int[] Usable()
    {
        var usable = new int[_problem.Arcs];
        var count = 0;
        for (var arc = 0; arc < usable.Length; arc++)
            if (_problem.Capacities[arc] > 0 && _problem.Tails[arc] != _problem.Heads[arc])
                usable[count++] = arc;
        return usable[..count];
    }

    /// <summary>Lets the arcs of the cheapest ways enter, where they can.</summary>
    private void EnterFirstArcs()
    {
        foreach (var place in FirstArcs())
        {
            var arc = _arcs[place];
            if (unchecked(arc.Cost + _potentials[arc.Tail] - _potentials[arc.Head]) < 0)
                Enter(place);
        }
    }

    /// <summary>
    /// For each node the arc that begins its cheapest way to a demanding node, nearest first (Dijkstra, from all of
    /// those at once, O(m + n log n)).
    /// </summary>
    private int[] FirstArcs()
    {
        var into = new Incidence(_root, _numbers.Length, place => _arcs[place].Head);
        var first = new int[_root];
        var distances = new long[_root];
        Array.Fill(distances, long.MaxValue);
        Array.Fill(first, -1);
        var order = new int[_root];
        var settled = 0;
        var queue = new NodeQueue(_root);
        for (var node = 0; node < _root; node++)
            if (_problem.Supplies[node] < 0)
                queue.Lower(node, distances[node] = 0);
        while (queue.TryTake(out var node, out var distance))
        {
            if (first[node] >= 0)
                order[settled++] = first[node];
            foreach (var place in into.Of(node))
            {
                var arc = _arcs[place];
                var further = distance + arc.Cost;
                if (further >= distances[arc.Tail])
                    continue;
                (distances[arc.Tail], first[arc.Tail]) = (further, place);
                queue.Lower(arc.Tail, further);
            }
        }
        return order[..settled];
    }

    private FlowAnswer Answer()
    {
        var flows = new long[_problem.Arcs];
        var stays = new long[_root];
        for (var place = 0; place < _numbers.Length; place++)
            if (_nodes[_arcs[place].Tail] != _problem.Tails[_numbers[place]])
                flows[_numbers[place]] = _capacities[place];
        for (var node = 0; node < _root; node++)
        {
            var place = _links[node].Arc;
            if (place >= _numbers.Length)
                stays[_nodes[node]] = Stay(node);
            else
                flows[_numbers[place]] =
                    _problem.Tails[_numbers[place]] == _nodes[node] ? _residuals[node].Down : _residuals[node].Up;
        }
        var status = Array.TrueForAll(stays, stay => stay == 0) ? FlowStatus.Optimal : FlowStatus.Infeasible;
        return new FlowAnswer(status, flows, stays, Potentials(), _pivots);
    }

    // As differences to the root's.
    private long[] Potentials()
    {
        var potentials = new long[_root];
        var root = _potentials[_root];
        for (var node = 0; node < potentials.Length; node++)
            potentials[_nodes[node]] = unchecked(_potentials[node] - root);
        return potentials;
    }
}
