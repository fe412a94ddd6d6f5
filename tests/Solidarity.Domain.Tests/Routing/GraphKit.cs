using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Routing;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Routing;

/// <summary>Corridor graphs in few words.</summary>
internal sealed class GraphKit
{
    private readonly List<TreasuryNode> _treasuries = [];
    private readonly List<CorridorEdge> _corridors = [];

    public static Address Place(int i) => new FederationId($"f{i}");

    public IReadOnlyList<CorridorEdge> Corridors => _corridors;

    public IReadOnlyList<TreasuryNode> Treasuries => _treasuries;

    public GraphKit Add(
        Address from, Address to, CorridorTerms? terms = null, long? room = null, Currency? given = null,
        Currency? arrives = null)
    {
        _corridors.Add(new CorridorEdge(
            from, new CorridorKey(to, given ?? Chf, arrives ?? given ?? Chf), terms ?? CorridorTerms.Free, room));
        return this;
    }

    public GraphKit Draining(Address body)
    {
        _treasuries.Add(TreasuryNode.Open(body) with { Carries = false });
        return this;
    }

    public GraphKit Passing(Address body, long minor)
    {
        _treasuries.Add(TreasuryNode.Open(body) with
        {
            PassingRoomMinor = ImmutableSortedDictionary<Currency, long>.Empty.Add(Chf, minor),
        });
        return this;
    }

    public CorridorGraph Build() => CorridorGraph.Build(_treasuries, _corridors);

    public PlanRequest Request(params (Address From, long Minor)[] sources) => new(
        Build(), [.. sources.Select(source => new MoneySource(source.From, Francs(source.Minor)))], Builders, [Chf],
        Noon, Noon.AddDays(7));
}
