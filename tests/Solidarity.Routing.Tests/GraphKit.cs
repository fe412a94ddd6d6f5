using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using static Solidarity.Routing.Tests.Sample;

namespace Solidarity.Routing.Tests;

/// <summary>Corridor graphs in few words.</summary>
internal sealed class GraphKit
{
    private readonly List<(Address From, CorridorEdge Edge)> _corridors = [];
    private readonly List<(Address From, BlockedCorridor Corridor)> _blocked = [];
    private readonly HashSet<Address> _draining = [];
    private readonly Dictionary<Address, PassingRoom> _passing = [];

    public static Address Place(int i) => new FederationId($"f{i}");

    public IReadOnlyList<(Address From, CorridorEdge Edge)> Corridors => _corridors;

    /// <summary>How often a treasury was asked for.</summary>
    public int Asked { get; private set; }

    public GraphKit Add(
        Address from, Address to, CorridorTerms? terms = null, long? room = null, Currency? given = null,
        Currency? arrives = null)
    {
        var key = new CorridorKey(to, given ?? Chf, arrives ?? given ?? Chf);
        _corridors.Add((from, new CorridorEdge(key, terms ?? CorridorTerms.Free, room)));
        return this;
    }

    /// <summary>A corridor that is not open.</summary>
    public GraphKit Block(Address from, Address to, Blocking by)
    {
        _blocked.Add((from, new BlockedCorridor(new CorridorKey(to, Chf, Chf), CorridorTerms.Free, by)));
        return this;
    }

    public GraphKit Draining(Address body)
    {
        _draining.Add(body);
        return this;
    }

    public GraphKit Passing(Address body, long minor, int? holdHours = null)
    {
        _passing[body] = new PassingRoom(minor, new PassingTerms(holdHours, null));
        return this;
    }

    public bool Has(Address from, CorridorKey key) =>
        _corridors.Exists(corridor => corridor.From == from && corridor.Edge.Key == key);

    /// <summary>How much may pass through a treasury.</summary>
    public long PassingRoom(Address body) => _draining.Contains(body) ? 0
        : _passing.TryGetValue(body, out var room) ? room.RoomMinor : long.MaxValue;

    public PlanRequest Request(params (Address From, long Minor)[] sources)
    {
        var nodes = _corridors.GroupBy(corridor => corridor.From).ToDictionary(group => group.Key, Node);
        foreach (var body in _draining.Concat(_passing.Keys).Concat(_blocked.Select(corridor => corridor.From)))
            nodes.TryAdd(body, Node(body, []));
        return new PlanRequest(
            body =>
            {
                Asked++;
                return nodes.GetValueOrDefault(body);
            },
            [.. sources.Select(source => new MoneySource(source.From, Francs(source.Minor)))], Builders, [Chf], Noon,
            Noon.AddDays(7));
    }

    private TreasuryNode Node(IGrouping<Address, (Address From, CorridorEdge Edge)> corridors) =>
        Node(corridors.Key, corridors.Select(corridor => corridor.Edge));

    private TreasuryNode Node(Address body, IEnumerable<CorridorEdge> corridors) => new(
        !_draining.Contains(body),
        _passing.TryGetValue(body, out var room)
            ? ImmutableDictionary<Currency, PassingRoom>.Empty.Add(Chf, room)
            : ImmutableDictionary<Currency, PassingRoom>.Empty,
        [.. corridors.OrderBy(edge => edge.Key)])
    {
        Blocked = [.. _blocked.Where(corridor => corridor.From == body).Select(corridor => corridor.Corridor)],
    };
}
