namespace Solidarity.Routing.Flows;

/// <summary>
/// Nodes by distance, nearest first, each at most once: a heap with four children a place, which is flatter than one
/// with two. Of equal distances the order is fixed by the operations before, so the same calls give the same order.
/// </summary>
internal sealed class NodeQueue
{
    private const int Children = 4;

    private readonly int[] _placeOf;
    private int[] _nodes = new int[16];
    private long[] _keys = new long[16];
    private int _count;

    /// <param name="nodes">Nodes are 0 to less than this.</param>
    public NodeQueue(int nodes)
    {
        _placeOf = new int[nodes];
        Array.Fill(_placeOf, -1);
    }

    public int Count => _count;

    /// <summary>Puts a node in, or nearer if it is in.</summary>
    public void Lower(int node, long distance)
    {
        var place = _placeOf[node];
        if (place < 0)
        {
            if (_count == _nodes.Length)
            {
                Array.Resize(ref _nodes, 2 * _count);
                Array.Resize(ref _keys, 2 * _count);
            }
            place = _count++;
        }
        while (place > 0)
        {
            var above = (place - 1) / Children;
            if (_keys[above] <= distance)
                break;
            Put(place, _nodes[above], _keys[above]);
            place = above;
        }
        Put(place, node, distance);
    }

    public bool TryTake(out int node, out long distance)
    {
        (node, distance) = (-1, 0);
        if (_count == 0)
            return false;
        (node, distance) = (_nodes[0], _keys[0]);
        _placeOf[node] = -1;
        _count--;
        if (_count > 0)
            Sink(_nodes[_count], _keys[_count]);
        return true;
    }

    /// <summary>Takes all out; costs as much as there is in it.</summary>
    public void Clear()
    {
        for (var place = 0; place < _count; place++)
            _placeOf[_nodes[place]] = -1;
        _count = 0;
    }

    private void Sink(int node, long key)
    {
        var place = 0;
        while (true)
        {
            var (first, nearest) = (Children * place + 1, -1);
            var end = Math.Min(first + Children, _count);
            var least = key;
            for (var child = first; child < end; child++)
                if (_keys[child] < least)
                    (nearest, least) = (child, _keys[child]);
            if (nearest < 0)
                break;
            Put(place, _nodes[nearest], least);
            place = nearest;
        }
        Put(place, node, key);
    }

    private void Put(int place, int node, long key)
    {
        (_nodes[place], _keys[place]) = (node, key);
        _placeOf[node] = place;
    }
}
