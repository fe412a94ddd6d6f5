namespace Solidarity.Routing.Flows;

/// <summary>For each node the arcs at it, in the order of their numbers; two arrays, however many nodes there are.
/// </summary>
internal sealed class Incidence
{
    private readonly int[] _starts;
    private readonly int[] _arcs;

    /// <param name="nodeOf">The node at which an arc is listed.</param>
    public Incidence(int nodes, int arcs, Func<int, int> nodeOf)
    {
        _starts = new int[nodes + 1];
        _arcs = new int[arcs];
        for (var arc = 0; arc < arcs; arc++)
            _starts[nodeOf(arc) + 1]++;
        for (var node = 0; node < nodes; node++)
            _starts[node + 1] += _starts[node];
        var next = _starts.AsSpan(0, nodes).ToArray();
        for (var arc = 0; arc < arcs; arc++)
            _arcs[next[nodeOf(arc)]++] = arc;
    }

    public ReadOnlySpan<int> Of(int node) => _arcs.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);
}
