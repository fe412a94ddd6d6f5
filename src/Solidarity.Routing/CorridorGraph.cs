using System.Runtime.InteropServices;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>
/// The corridors that one plan looks at, as they stand. A place is a treasury and a currency that money can stand there
/// in; corridors lead from place to place, and both are known by numbers.
/// </summary>
/// <remarks>
/// How it works: a treasury is read from the request when a search first comes to it (<see cref="FirstOut"/>), so a
/// plan for one sum costs what is near the sum's way, however many corridors there are elsewhere, and nothing has to be
/// kept or rebuilt between plans. <see cref="Discover"/> reads all that can be reached. Numbers are given in the order
/// of reading, so the same request gives the same numbers. What it costs: O(1) for each corridor read, and about 150
/// bytes. Not for several threads.
/// </remarks>
internal sealed class CorridorGraph
{
    /// <summary>The most corridors that one plan reads.</summary>
    public const int CorridorsMax = 10_000_000;

    /// <summary>The room of a corridor, or the passing room of a place, that has no limit.</summary>
    public const long NoLimit = long.MaxValue;

    /// <summary>Behind the last corridor of a place.</summary>
    public const int None = -1;

    private struct Treasury
    {
        public Address Body;
        public TreasuryNode? Node;
        public bool IsRead;
    }

    private struct Place
    {
        public int Treasury;
        public Currency Currency;
        public PassingRoom? Passing;
        public int FirstOut;
        public int LastOut;
        public int FirstInto;
    }

    private struct Corridor
    {
        public CorridorEdge Edge;
        public int From;
        public int To;
        public int NextOut;
        public int NextInto;
    }

    private readonly PlanRequest _request;
    private readonly Dictionary<Address, int> _treasuryNumbers = [];
    private readonly Dictionary<(int Treasury, Currency Currency), int> _placeNumbers = [];
    private readonly List<Treasury> _treasuries = [];
    private readonly List<Place> _places = [];
    private readonly List<Corridor> _corridors = [];

    public CorridorGraph(PlanRequest request)
    {
        _request = request;
        Destination = TreasuryNumber(request.Destination);
        Destinations = [.. request.Accepted.Select(currency => PlaceNumber(Destination, currency))];
    }

    /// <summary>The treasury that all money goes to.</summary>
    public int Destination { get; }

    /// <summary>The places in which money is where it should be.</summary>
    public int[] Destinations { get; }

    /// <summary>How many treasuries, places and corridors are known by now.</summary>
    public int Treasuries => _treasuries.Count;

    /// <inheritdoc cref="Treasuries"/>
    public int Places => _places.Count;

    /// <inheritdoc cref="Treasuries"/>
    public int Corridors => _corridors.Count;

    /// <summary>Reads every treasury that open corridors lead to from some bodies.</summary>
    /// <exception cref="PlanTooLargeException">There are more corridors than <see cref="CorridorsMax"/>.</exception>
    public void Discover(IEnumerable<Address> bodies)
    {
        foreach (var body in bodies)
            TreasuryNumber(body);
        // What is read adds to the list.
        for (var treasury = 0; treasury < _treasuries.Count; treasury++)
            if (treasury != Destination)
                Read(treasury);
    }

    /// <summary>The number of a place.</summary>
    public int PlaceOf(Address body, Currency currency) => PlaceNumber(TreasuryNumber(body), currency);

    /// <summary>The number of an open corridor, or <see cref="None"/>.</summary>
    public int Find(ExcludedCorridor corridor)
    {
        var number = FirstOut(PlaceOf(corridor.From, corridor.Key.Given));
        while (number != None && Edge(number).Key != corridor.Key)
            number = NextOut(number);
        return number;
    }

    /// <summary>The first corridor out of a place; <see cref="NextOut"/> gives those behind it, by their keys.
    /// </summary>
    public int FirstOut(int place)
    {
        Read(TreasuryOf(place));
        return At(_places, place).FirstOut;
    }

    public int NextOut(int corridor) => At(_corridors, corridor).NextOut;

    /// <summary>The first corridor into a place of those read by now.</summary>
    public int FirstInto(int place) => At(_places, place).FirstInto;

    public int NextInto(int corridor) => At(_corridors, corridor).NextInto;

    public ref readonly CorridorEdge Edge(int corridor) => ref At(_corridors, corridor).Edge;

    public long Room(int corridor) => Edge(corridor).RoomMinor ?? NoLimit;

    public int From(int corridor) => At(_corridors, corridor).From;

    public int To(int corridor) => At(_corridors, corridor).To;

    public int TreasuryOf(int place) => At(_places, place).Treasury;

    public Currency CurrencyOf(int place) => At(_places, place).Currency;

    public Address BodyOf(int place) => At(_treasuries, TreasuryOf(place)).Body;

    /// <summary>Whether money may pass through a treasury at all, and need not stay there.</summary>
    public bool Carries(int place) =>
        TreasuryOf(place) != Destination && At(_treasuries, TreasuryOf(place)).Node is not { Carries: false };

    /// <summary>How much more may come to a place, in minor units: without limit where it is to stay.</summary>
    public long PassingRoom(int place) =>
        TreasuryOf(place) == Destination ? NoLimit
        : Carries(place) ? At(_places, place).Passing?.RoomMinor ?? NoLimit
        : 0;

    /// <summary>What goes with the passing limit of a place; null: it has none.</summary>
    public PassingTerms? PassingTerms(int place) => At(_places, place).Passing?.Terms;

    private void Read(int treasury)
    {
        ref var entry = ref At(_treasuries, treasury);
        if (entry.IsRead)
            return;
        entry.IsRead = true;
        var (body, node) = (entry.Body, entry.Node);
        if (node is null)
            return;
        foreach (var edge in node.Corridors)
        {
            if (_request.Excluded.Count > 0 && _request.Excluded.Contains(new ExcludedCorridor(body, edge.Key)))
                continue;
            var neighbour = TreasuryNumber(edge.Key.Neighbour);
            if (At(_treasuries, neighbour).Node?.Refuses is { } refuses && refuses(body))
                continue;
            if (_corridors.Count == CorridorsMax)
                throw new PlanTooLargeException($"more than {CorridorsMax} corridors can be reached");
            Add(edge, PlaceNumber(treasury, edge.Key.Given), PlaceNumber(neighbour, edge.Key.Arrives));
        }
    }

    private void Add(CorridorEdge edge, int from, int to)
    {
        var number = _corridors.Count;
        ref var start = ref At(_places, from);
        if (start.FirstOut == None)
            start.FirstOut = number;
        else
            At(_corridors, start.LastOut).NextOut = number;
        start.LastOut = number;
        ref var end = ref At(_places, to);
        _corridors.Add(new Corridor
        {
            Edge = edge,
            From = from,
            To = to,
            NextOut = None,
            NextInto = end.FirstInto,
        });
        end.FirstInto = number;
    }

    private int TreasuryNumber(Address body)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_treasuryNumbers, body, out var isKnown);
        if (isKnown)
            return number;
        number = _treasuries.Count;
        _treasuries.Add(new Treasury { Body = body, Node = _request.TreasuryOf(body) });
        return number;
    }

    private int PlaceNumber(int treasury, Currency currency)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _placeNumbers, (treasury, currency), out var isKnown);
        if (isKnown)
            return number;
        number = _places.Count;
        var passing = At(_treasuries, treasury).Node?.Passing;
        _places.Add(new Place
        {
            Treasury = treasury,
            Currency = currency,
            Passing = passing is { Count: > 0 } && passing.TryGetValue(currency, out var room) ? room : null,
            FirstOut = None,
            FirstInto = None,
        });
        return number;
    }

    private static ref T At<T>(List<T> list, int index) => ref CollectionsMarshal.AsSpan(list)[index];
}
