namespace Solidarity.Domain.Routing.Flows;

/// <summary>
/// One half of a search by distance, from one end: Dijkstra's. It is kept for the next search, for which nothing has to
/// be cleared, and what is not reached is not touched. Places at the same distance are passed in the order in which
/// they were reached.
/// </summary>
internal sealed class ResidualSearch
{
    /// <summary>The step to or from the place where units go through that stay; others are a half arc.</summary>
    public const int StayStep = -1;

    /// <summary>What is known of a place, together, so that it takes one wait for memory; of the rounds that it names.
    /// </summary>
    private struct Mark
    {
        public long Distance;
        public int Before;
        public int Step;
        public int Seen;
        public int Done;
    }

    private readonly Mark[] _marks;
    private readonly NodeQueue _far;
    private readonly List<int> _near = [];
    private readonly List<int> _passed = [];
    private int _nearest;
    private int _round;

    public ResidualSearch(int nodes)
    {
        _marks = new Mark[nodes];
        _far = new NodeQueue(nodes);
    }

    /// <summary>All that is nearer than this has been passed.</summary>
    public long Radius { get; private set; }

    /// <summary>Whether it can go no further.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How many steps have been looked at.</summary>
    public long Work { get; set; }

    public List<int> Passed => _passed;

    /// <summary>The place that another was reached from.</summary>
    public int Before(int node) => _marks[node].Before;

    /// <summary>The step between the two.</summary>
    public int Step(int node) => _marks[node].Step;

    public long Distance(int node) => _marks[node].Distance;

    public bool HasSeen(int node) => _marks[node].Seen == _round;

    public void Begin(int node)
    {
        _round++;
        (Radius, IsOver, Work, _nearest) = (0, false, 0, 0);
        _near.Clear();
        _far.Clear();
        _passed.Clear();
        (_marks[node].Seen, _marks[node].Distance) = (_round, 0);
        _near.Add(node);
    }

    /// <summary>The next place to look from; -1 if there is none, and it is over.</summary>
    public int Next()
    {
        while (true)
        {
            for (; _nearest < _near.Count; _nearest++)
                if (_marks[_near[_nearest]].Done != _round)
                    return _near[_nearest];
            if (!_far.TryTake(out var node, out var distance))
            {
                Stop(long.MaxValue);
                return -1;
            }
            if (_marks[node].Done == _round)
                continue;
            Radius = distance;
            _near.Add(node);
        }
    }

    /// <summary>Notes that a place is being looked from.</summary>
    public void Pass(int node)
    {
        _marks[node].Done = _round;
        _passed.Add(node);
    }

    /// <summary>Ends it where it must not go on.</summary>
    public void Stop() => Stop(Radius);

    /// <summary>Reaches a place at so much from the one that is looked from; whether that is nearer than
    /// before.</summary>
    public bool Reach(int from, int to, long price, int step)
    {
        var further = _marks[from].Distance + price;
        ref var mark = ref _marks[to];
        if (mark.Done == _round || (mark.Seen == _round && mark.Distance <= further))
            return false;
        (mark.Seen, mark.Distance, mark.Before, mark.Step) = (_round, further, from, step);
        if (further == Radius)
            _near.Add(to);
        else
            _far.Lower(to, further);
        return true;
    }

    private void Stop(long radius) => (Radius, IsOver) = (radius, true);
}
