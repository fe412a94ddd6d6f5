using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>What room is left in corridors and treasuries while a plan is made, in real minor units.</summary>
internal sealed class RoomLeft(CorridorGraph graph)
{
    private readonly Dictionary<int, long> _given = [];
    private readonly Dictionary<int, long> _passing = [];

    /// <summary>What can still be given in a corridor.</summary>
    public long Room(int corridor) => Left(graph.Room(corridor), _given, corridor);

    /// <summary>What can still come to a place to pass through it; without limit where the money is to stay.</summary>
    public long PassingRoom(int place) => Left(graph.PassingRoom(place), _passing, place);

    public bool IsPassable(int place) => graph.Carries(place) && PassingRoom(place) > 0;

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
            most = MostGiven(corridors[i], most, PassingRoom(graph.To(corridors[i])));
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
            var (key, terms, _) = graph.Edge(corridor);
            var arrives = minor > 0 ? terms.Arrives(minor) : 0;
            if (arrives <= 0)
                return null;
            hops.Add(new Hop(
                graph.BodyOf(graph.From(corridor)), key.Neighbour, new Amount(minor, key.Given),
                new Amount(terms.Fee(minor), key.Given), new Amount(arrives, key.Arrives), terms.SettledBy));
            minor = arrives;
        }
        return hops;
    }

    /// <summary>Takes the room of a way, or with <paramref name="sign"/> −1 gives it back.</summary>
    public void Take(IReadOnlyList<int> corridors, List<Hop> hops, int sign = 1)
    {
        for (var i = 0; i < corridors.Count; i++)
        {
            if (graph.Room(corridors[i]) != CorridorGraph.NoLimit)
                Add(_given, corridors[i], sign * hops[i].Given.Minor);
            var place = graph.To(corridors[i]);
            if (i + 1 < corridors.Count && graph.PassingRoom(place) != CorridorGraph.NoLimit)
                Add(_passing, place, sign * hops[i].Arrives.Minor);
        }
    }

    private static void Add(Dictionary<int, long> taken, int number, long minor) =>
        taken[number] = taken.GetValueOrDefault(number) + minor;

    private static long Left(long room, Dictionary<int, long> taken, int number) =>
        room == CorridorGraph.NoLimit || taken.Count == 0 ? room : room - taken.GetValueOrDefault(number);

    // What is given at each corridor, and behind them what arrives in the end.
    private long[] Walk(IReadOnlyList<int> corridors, long minor)
    {
        var given = new long[corridors.Count + 1];
        given[0] = minor;
        for (var i = 0; i < corridors.Count; i++)
            given[i + 1] = given[i] > 0 ? Math.Max(0, graph.Edge(corridors[i]).Terms.Arrives(given[i])) : 0;
        return given;
    }

    /// <summary>The most up to <paramref name="given"/> of which no more than <paramref name="arrivesMax"/> arrives.
    /// </summary>
    private long MostGiven(int corridor, long given, long arrivesMax)
    {
        var terms = graph.Edge(corridor).Terms;
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
