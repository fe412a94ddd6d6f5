namespace Solidarity.Routing.Flows;

/// <summary>In which order the nodes lie in memory.</summary>
public sealed partial class NetworkSimplex
{
    /// <summary>The nodes are put in order after a pivot for each so many of them.</summary>
    private const int NodesPerOrdering = 4;

    /// <summary>The fewest pivots between two orderings.</summary>
    private const int OrderingPivotsMin = 2_048;

    /// <summary>
    /// Numbers the nodes in the order of the tree, so that what is walked along one after the other lies one beside the
    /// other. Pivots put it out of order again, but slowly. O(n + m); it changes nothing of what is found.
    /// </summary>
    private void Order()
    {
        _nextOrdering = _pivots + Math.Max(OrderingPivotsMin, _root / NodesPerOrdering);
        var numbers = new int[_root + 1];
        numbers[_root] = _root;
        for (int node = _next[_root], number = 0; node != _root; node = _next[node])
            numbers[node] = number++;
        _nodes = Ordered(_nodes, numbers);
        _residuals = Ordered(_residuals, numbers);
        _potentials = Ordered(_potentials, numbers);
        _next = Ordered(_next, numbers);
        foreach (ref var next in _next.AsSpan())
            next = numbers[next];
        _tree = Ordered(_tree, numbers);
        foreach (ref var treeNode in _tree.AsSpan(0, _root))
            treeNode.Parent = numbers[treeNode.Parent];
        _links = Ordered(_links, numbers);
        foreach (ref var link in _links.AsSpan())
            (link.Before, link.Last) = (numbers[link.Before], numbers[link.Last]);
        foreach (ref var arc in _arcs.AsSpan())
            (arc.Tail, arc.Head) = (numbers[arc.Tail], numbers[arc.Head]);
    }

    private static T[] Ordered<T>(T[] all, int[] numbers)
    {
        var ordered = new T[all.Length];
        for (var i = 0; i < all.Length; i++)
            ordered[numbers[i]] = all[i];
        return ordered;
    }
}
