using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Routing;

/// <summary>What room is left in corridors and treasuries while a plan is made, in real minor units.</summary>
internal sealed class RoomBook
{
    private readonly PlanRequest _request;
    private readonly CorridorGraph _graph;
    private readonly long[] _rooms;
    private readonly long[] _passing;
    private readonly int _destination;

    public RoomBook(PlanRequest request)
    {
        (_request, _graph) = (request, request.Graph);
        _rooms = new long[_graph.Corridors];
        for (var corridor = 0; corridor < _rooms.Length; corridor++)
            _rooms[corridor] = _graph.Room(corridor);
        _passing = new long[_graph.Places];
        for (var place = 0; place < _passing.Length; place++)
            _passing[place] = _graph.PassingRoom(place);
        if (request.Excluded.Count > 0)
            for (var corridor = 0; corridor < _rooms.Length; corridor++)
                if (request.Excluded.Contains(_graph.Name(corridor)))
                    _rooms[corridor] = CorridorGraph.Closed;
        _destination = _graph.Treasury(request.Destination);
    }

    /// <summary>Whether a corridor is open, and not left out.</summary>
    public bool IsOpen(int corridor) => _rooms[corridor] != CorridorGraph.Closed;

    /// <summary>What can still be given in a corridor; zero where it is closed.</summary>
    public long Room(int corridor) => Math.Max(_rooms[corridor], 0);

    /// <summary>What can still come to a place to pass through it; without limit where the money is to stay.</summary>
    public long PassingRoom(int place) =>
        _graph.TreasuryOf(place) == _destination ? CorridorGraph.NoLimit : _passing[place];

    public bool IsPassable(int place) => _graph.TreasuryOf(place) != _destination && _passing[place] > 0;

    /// <summary>The places in which money is where it should be.</summary>
    public IEnumerable<int> Destinations => _request.Accepted
        .Select(currency => _graph.Place(_request.Destination, currency))
        .Where(place => place >= 0);

    /// <summary>
    /// The most of <paramref name="minor"/> that fits through all corridors of a way, and all treasuries on it, by
    /// their real fees, rates and rounding. Each step's inverse is found by halving, as what arrives grows with what is
    /// given.
    /// </summary>
    public long Fit(IReadOnlyList<int> corridors, long minor)
    {
        var given = Walk(corridors, minor);
        for (var i = 0; i < corridors.Count; i++)
        {
            var most = Math.Min(given[i], Room(corridors[i]));
            most = MostGiven(corridors[i], most, PassingRoom(_graph.To(corridors[i])));
            if (most == given[i])
                continue;
            for (var before = i - 1; before >= 0; before--)
                most = MostGiven(corridors[before], given[before], most);
            given = Walk(corridors, most);
        }
        return given[^1] > 0 ? given[0] : 0;
    }

    /// <summary>The hops of a way for what is given at its beginning; null where nothing arrives.</summary>
    public List<Hop>? Hops(IReadOnlyList<int> corridors, long minor)
    {
        var hops = new List<Hop>(corridors.Count);
        foreach (var corridor in corridors)
        {
            var edge = _graph.Edge(corridor);
            var arrives = minor > 0 ? edge.Terms.Arrives(minor) : 0;
            if (arrives <= 0)
                return null;
            hops.Add(new Hop(
                edge.From, edge.Key.Neighbour, new Amount(minor, edge.Key.Given),
                new Amount(edge.Terms.Fee(minor), edge.Key.Given), new Amount(arrives, edge.Key.Arrives),
                edge.Terms.SettledBy));
            minor = arrives;
        }
        return hops;
    }

    /// <summary>Takes the room of a way, or with <paramref name="sign"/> −1 gives it back.</summary>
    public void Take(IReadOnlyList<int> corridors, List<Hop> hops, int sign = 1)
    {
        for (var i = 0; i < corridors.Count; i++)
        {
            if (_rooms[corridors[i]] != CorridorGraph.NoLimit)
                _rooms[corridors[i]] -= sign * hops[i].Given.Minor;
            var place = _graph.To(corridors[i]);
            if (i + 1 < corridors.Count && _passing[place] != CorridorGraph.NoLimit)
                _passing[place] -= sign * hops[i].Arrives.Minor;
        }
    }

    // What is given at each corridor, and behind them what arrives in the end.
    private long[] Walk(IReadOnlyList<int> corridors, long minor)
    {
        var given = new long[corridors.Count + 1];
        given[0] = minor;
        for (var i = 0; i < corridors.Count; i++)
            given[i + 1] = given[i] > 0 ? Math.Max(0, _graph.Edge(corridors[i]).Terms.Arrives(given[i])) : 0;
        return given;
    }

    /// <summary>The most up to <paramref name="given"/> of which no more than <paramref name="arrivesMax"/> arrives.
    /// </summary>
    private long MostGiven(int corridor, long given, long arrivesMax)
    {
        var terms = _graph.Edge(corridor).Terms;
        if (terms.Arrives(given) <= arrivesMax)
            return given;
        var (fits, tooMuch) = (0L, given);
        while (tooMuch - fits > 1)
        {
            var middle = fits + (tooMuch - fits) / 2;
            if (terms.Arrives(middle) <= arrivesMax)
                fits = middle;
            else
                tooMuch = middle;
        }
        return fits;
    }
}
