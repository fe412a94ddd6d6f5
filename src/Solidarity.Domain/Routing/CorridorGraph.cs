using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Routing.Flows;

namespace Solidarity.Domain.Routing;

/// <summary>A treasury that money may come to or go from.</summary>
/// <param name="Body">Whose it is.</param>
/// <param name="Carries">Whether money of others may pass through; one that is draining is only a beginning or an end.
/// </param>
/// <param name="PassingRoomMinor">How much more may pass through, in minor units, for each currency with a
/// limit.</param>
public sealed record TreasuryNode(
    Address Body, bool Carries, ImmutableSortedDictionary<Currency, long> PassingRoomMinor)
{
    public static TreasuryNode Open(Address body) => new(body, true, ImmutableSortedDictionary<Currency, long>.Empty);
}

/// <summary>A corridor that is open.</summary>
/// <param name="From">The treasury that it leads out of.</param>
/// <param name="Key">Where it leads, and in which currencies.</param>
/// <param name="Terms">What it costs.</param>
/// <param name="RoomMinor">How much more may be given, in minor units of the currency given; null: no limit.</param>
public sealed record CorridorEdge(Address From, CorridorKey Key, CorridorTerms Terms, long? RoomMinor);

/// <summary>
/// All corridors as they stand at one moment, for planning: immutable, in flat arrays. A place is a treasury and a
/// currency that money can stand there in; corridors lead from place to place, and both are known by numbers, in the
/// order of their names, so that the same corridors always make the same graph.
/// </summary>
/// <remarks>
/// Building it costs O(m log m). <see cref="WithRoom"/> and <see cref="WithClosed"/> share everything with the graph
/// that they come from but the rooms that have changed, and cost O(log k) for k changes since it was built; from
/// <see cref="ChangesMax"/> on the rooms are written anew. A corridor that was never in it needs a new graph.
/// </remarks>
public sealed class CorridorGraph
{
    public const int TreasuriesMax = 1_000_000;
    public const int CorridorsMax = 10_000_000;

    /// <summary>Changes of room that are kept beside the array of all, before that is written anew.</summary>
    public const int ChangesMax = 4_096;

    /// <summary>The room of a corridor, or the passing room of a place, that has no limit.</summary>
    internal const long NoLimit = long.MaxValue;

    /// <summary>The room of a corridor that is closed.</summary>
    internal const long Closed = -1;

    private readonly Layout _layout;
    private readonly long[] _rooms;
    private readonly ImmutableDictionary<int, long> _changes;

    private CorridorGraph(Layout layout, long[] rooms, ImmutableDictionary<int, long> changes) =>
        (_layout, _rooms, _changes) = (layout, rooms, changes);

    public int Treasuries => _layout.Treasuries.Length;

    public int Corridors => _layout.Edges.Length;

    internal int Places => _layout.Currencies.Length;

    /// <summary>Corridors out of each place.</summary>
    internal Incidence Out => _layout.Out;

    /// <summary>Corridors into each place.</summary>
    internal Incidence Into => _layout.Into;

    /// <param name="treasuries">Every treasury that is not open to all money; those that only corridors name
    /// are.</param>
    /// <param name="corridors">Every open corridor, each once.</param>
    /// <exception cref="ArgumentException">There are too many, one is there twice, or a room is below zero.</exception>
    public static CorridorGraph Build(IEnumerable<TreasuryNode> treasuries, IEnumerable<CorridorEdge> corridors)
    {
        var edges = corridors.ToArray();
        if (edges.Length > CorridorsMax)
            throw new ArgumentException($"{edges.Length} corridors are more than {CorridorsMax}");
        var layout = new Layout(treasuries, edges);
        for (var i = 0; i < edges.Length; i++)
        {
            if (i > 0 && edges[i].From == edges[i - 1].From && edges[i].Key == edges[i - 1].Key)
                throw new ArgumentException($"the corridor {edges[i].From} {edges[i].Key} is there twice");
            if (edges[i].RoomMinor < 0)
                throw new ArgumentException(
                    $"the corridor {edges[i].From} {edges[i].Key} has the room {edges[i].RoomMinor}; it is 0 or above");
        }
        if (layout.Treasuries.Length > TreasuriesMax)
            throw new ArgumentException($"{layout.Treasuries.Length} treasuries are more than {TreasuriesMax}");
        return new CorridorGraph(
            layout, Array.ConvertAll(edges, edge => edge.RoomMinor ?? NoLimit), ImmutableDictionary<int, long>.Empty);
    }

    /// <summary>The same with another room in one corridor, which is open from now on.</summary>
    /// <param name="corridor">Which; it was open when the graph was built.</param>
    /// <param name="roomMinor">0 or above; null: no limit.</param>
    /// <exception cref="ArgumentException">There is no such corridor, or the room is below zero.</exception>
    public CorridorGraph WithRoom(ExcludedCorridor corridor, long? roomMinor) => roomMinor >= 0 || roomMinor is null
        ? With(corridor, roomMinor ?? NoLimit)
        : throw new ArgumentException($"a corridor's room is 0 or above, and not {roomMinor}");

    /// <summary>The same with one corridor closed.</summary>
    /// <exception cref="ArgumentException">There is no such corridor.</exception>
    public CorridorGraph WithClosed(ExcludedCorridor corridor) => With(corridor, Closed);

    /// <summary>How much more may be given in a corridor, in minor units; null: no limit. Zero where it is
    /// closed.</summary>
    public long? RoomMinor(ExcludedCorridor corridor) => Room(Number(corridor)) switch
    {
        NoLimit => null,
        Closed => 0,
        var room => room,
    };

    /// <summary>The terms of a corridor that is in the graph.</summary>
    public CorridorTerms Terms(ExcludedCorridor corridor) => Edge(Number(corridor)).Terms;

    /// <summary>Whether there is such a corridor, and it is open.</summary>
    public bool IsOpen(ExcludedCorridor corridor) => Find(corridor) is >= 0 and var number && IsOpen(number);

    internal CorridorEdge Edge(int corridor) => _layout.Edges[corridor];

    internal ExcludedCorridor Name(int corridor) => new(Edge(corridor).From, Edge(corridor).Key);

    internal long Room(int corridor) => _changes.Count == 0 || !_changes.TryGetValue(corridor, out var room)
        ? _rooms[corridor]
        : room;

    internal bool IsOpen(int corridor) => Room(corridor) != Closed;

    internal int From(int corridor) => _layout.From[corridor];

    internal int To(int corridor) => _layout.To[corridor];

    internal int TreasuryOf(int place) => _layout.TreasuryOf[place];

    internal Address Body(int treasury) => _layout.Treasuries[treasury].Body;

    internal Currency CurrencyOf(int place) => _layout.Currencies[place];

    /// <summary>How much more may pass through a place, in minor units; zero where the treasury carries
    /// nothing.</summary>
    internal long PassingRoom(int place)
    {
        var treasury = _layout.Treasuries[TreasuryOf(place)];
        return !treasury.Carries ? 0
            : treasury.PassingRoomMinor.TryGetValue(CurrencyOf(place), out var room) ? room : NoLimit;
    }

    /// <summary>The number of a place, or -1 where no corridor leads to or from it.</summary>
    internal int Place(Address body, Currency currency) => _layout.Place(body, currency);

    /// <summary>The number of a treasury, or -1.</summary>
    internal int Treasury(Address body) => _layout.Numbers.GetValueOrDefault(body, -1);

    /// <summary>The number of a corridor, or -1 where it was not open when the graph was built.</summary>
    internal int Find(ExcludedCorridor corridor)
    {
        var place = Place(corridor.From, corridor.Key.Given);
        if (place >= 0)
            foreach (var number in Out.Of(place))
                if (Edge(number).Key == corridor.Key)
                    return number;
        return -1;
    }

    private int Number(ExcludedCorridor corridor) => Find(corridor) is >= 0 and var number
        ? number
        : throw new ArgumentException(
            $"there is no corridor {corridor.From} {corridor.Key} in the graph; build it anew");

    private CorridorGraph With(ExcludedCorridor corridor, long room)
    {
        var changes = _changes.SetItem(Number(corridor), room);
        if (changes.Count < ChangesMax)
            return new CorridorGraph(_layout, _rooms, changes);
        var rooms = (long[])_rooms.Clone();
        foreach (var (number, changed) in changes)
            rooms[number] = changed;
        return new CorridorGraph(_layout, rooms, ImmutableDictionary<int, long>.Empty);
    }

    /// <summary>What does not change with the rooms. Names are compared once for each treasury and currency; all else
    /// is put in order by their numbers.</summary>
    private sealed class Layout
    {
        private readonly Dictionary<Currency, int> _currencies = [];
        private readonly Dictionary<long, int> _places = [];

        public Layout(IEnumerable<TreasuryNode> treasuries, CorridorEdge[] edges)
        {
            Edges = edges;
            Treasuries = Named(treasuries, edges);
            for (var i = 0; i < Treasuries.Length; i++)
                Numbers.Add(Treasuries[i].Body, i);
            var currencies = edges.Select(edge => edge.Key.Given).Concat(edges.Select(edge => edge.Key.Arrives))
                .Distinct().Order().ToArray();
            for (var i = 0; i < currencies.Length; i++)
                _currencies.Add(currencies[i], i);
            Array.Sort(
                Array.ConvertAll(edges, edge => (
                    Numbers[edge.From], Numbers[edge.Key.Neighbour], _currencies[edge.Key.Given],
                    _currencies[edge.Key.Arrives])),
                edges);
            var from = Array.ConvertAll(edges, edge => Key(Numbers[edge.From], _currencies[edge.Key.Given]));
            var to = Array.ConvertAll(
                edges, edge => Key(Numbers[edge.Key.Neighbour], _currencies[edge.Key.Arrives]));
            var places = from.Concat(to).Distinct().ToArray();
            Array.Sort(places);
            for (var i = 0; i < places.Length; i++)
                _places.Add(places[i], i);
            Currencies = Array.ConvertAll(places, place => currencies[(int)(place % currencies.Length)]);
            TreasuryOf = Array.ConvertAll(places, place => (int)(place / currencies.Length));
            From = Array.ConvertAll(from, place => _places[place]);
            To = Array.ConvertAll(to, place => _places[place]);
            Out = new Incidence(places.Length, edges.Length, corridor => From[corridor]);
            Into = new Incidence(places.Length, edges.Length, corridor => To[corridor]);
        }

        public CorridorEdge[] Edges { get; }

        public TreasuryNode[] Treasuries { get; }

        public Dictionary<Address, int> Numbers { get; } = [];

        public Currency[] Currencies { get; }

        public int[] TreasuryOf { get; }

        public int[] From { get; }

        public int[] To { get; }

        public Incidence Out { get; }

        public Incidence Into { get; }

        public int Place(Address body, Currency currency) =>
            Numbers.TryGetValue(body, out var treasury) && _currencies.TryGetValue(currency, out var number)
                ? _places.GetValueOrDefault(Key(treasury, number), -1)
                : -1;

        private long Key(int treasury, int currency) => (long)treasury * _currencies.Count + currency;

        private static TreasuryNode[] Named(IEnumerable<TreasuryNode> treasuries, CorridorEdge[] edges)
        {
            var named = new Dictionary<Address, TreasuryNode>();
            foreach (var treasury in treasuries)
                if (!named.TryAdd(treasury.Body, treasury))
                    throw new ArgumentException($"the treasury {treasury.Body} is there twice");
            foreach (var edge in edges)
            {
                if (!named.ContainsKey(edge.From))
                    named.Add(edge.From, TreasuryNode.Open(edge.From));
                if (!named.ContainsKey(edge.Key.Neighbour))
                    named.Add(edge.Key.Neighbour, TreasuryNode.Open(edge.Key.Neighbour));
            }
            TreasuryNode[] all = [.. named.Values];
            Array.Sort(all, (a, b) => a.Body.CompareTo(b.Body));
            return all;
        }
    }
}
