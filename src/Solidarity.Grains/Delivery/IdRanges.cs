namespace Solidarity.Grains.Delivery;

/// <summary>
/// Which messages wait, by their ids: ranges of ids in rising order, in little memory. Ids that lie close together, and
/// all beyond <see cref="RangesMax"/>, become one range, so a range may have ids that do not wait; whoever reads
/// messages by it looks at each. Adding, and taking from the front, cost O(1). Not thread-safe.
/// </summary>
internal sealed class IdRanges
{
    /// <summary>More ranges are put together with the last one: 4 KiB at most.</summary>
    public const int RangesMax = 256;

    /// <summary>Ids that lie no further apart than so many are one range.</summary>
    private const int GapMax = 8;

    private readonly List<(long First, long Last)> _ranges = [];
    private int _front;

    public bool IsEmpty => _front == _ranges.Count;

    /// <summary>The lowest id; only where there is one.</summary>
    public long First => _ranges[_front].First;

    /// <summary>The highest id; only where there is one.</summary>
    public long Last => _ranges[^1].Last;

    /// <param name="id">Above all others, mostly; what comes again may be lower.</param>
    public void Add(long id)
    {
        if (!IsEmpty && id <= Last)
            Insert(id);
        else if (!IsEmpty && (id - Last <= GapMax || _ranges.Count - _front >= RangesMax))
            _ranges[^1] = (_ranges[^1].First, id);
        else
            _ranges.Add((id, id));
    }

    /// <param name="id">Below all others, mostly.</param>
    public void AddFirst(long id)
    {
        if (!IsEmpty && id >= First)
            Add(id);
        else if (!IsEmpty && First - id <= GapMax)
            _ranges[_front] = (Math.Min(id, First), _ranges[_front].Last);
        else if (_front > 0)
            _ranges[--_front] = (id, id);
        else
            _ranges.Insert(0, (id, id));
    }

    private void Insert(long id)
    {
        if (id < First)
        {
            AddFirst(id);
            return;
        }
        // Between two ranges it becomes one of its own; within one it is there.
        var next = _ranges.FindIndex(_front, range => range.Last >= id);
        if (_ranges[next].First > id)
            _ranges.Insert(next, (id, id));
    }

    /// <summary>How many ids there may be from the first on that can be read together, at most
    /// <paramref name="max"/>: none of the gaps among them is as long.</summary>
    public int SpanWithin(int max)
    {
        var last = First;
        for (var i = _front; i < _ranges.Count && _ranges[i].First < First + max; i++)
            last = _ranges[i].Last;
        return (int)Math.Min(max, last - First + 1);
    }

    /// <summary>Takes out all ids up to one.</summary>
    public void TrimThrough(long id)
    {
        while (!IsEmpty && _ranges[_front].Last <= id)
            _front++;
        if (!IsEmpty && First <= id)
            _ranges[_front] = (id + 1, _ranges[_front].Last);
        if (_front > _ranges.Count / 2)
        {
            _ranges.RemoveRange(0, _front);
            _front = 0;
        }
    }
}
