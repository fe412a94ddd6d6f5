using Solidarity.Domain.Routes;
using static Solidarity.Routing.Tests.Sample;

namespace Solidarity.Routing.Tests;

public sealed class CorridorGraphTests
{
    [Fact]
    public void A_treasury_is_read_once_and_only_when_a_search_comes_to_it()
    {
        var kit = new GraphKit().Add(Printers, Romande).Add(Romande, Builders).Add(Council, Builders);
        var graph = new CorridorGraph(kit.Request((Printers, 1)));
        var start = graph.PlaceOf(Printers, Chf);
        (graph.Corridors, kit.Asked).ShouldBe((0, 2));
        graph.Edge(graph.FirstOut(start)).Key.ShouldBe(To(Romande));
        graph.NextOut(graph.FirstOut(start)).ShouldBe(CorridorGraph.None);
        (graph.Corridors, kit.Asked).ShouldBe((1, 3));
        graph.Discover([Printers]);
        graph.Discover([Printers]);
        (graph.Corridors, graph.Treasuries, kit.Asked).ShouldBe((2, 3, 3));
    }

    [Fact]
    public void Corridors_out_of_a_place_come_by_their_keys_and_what_is_left_out_is_not_there()
    {
        var kit = new GraphKit().Add(Printers, Romande).Add(Printers, Builders).Add(Printers, Council)
            .Add(Printers, Weavers, given: Gbp);
        var council = new ExcludedCorridor(Printers, To(Council));
        var graph = new CorridorGraph(kit.Request((Printers, 1)) with { Excluded = [council] });
        var first = graph.FirstOut(graph.PlaceOf(Printers, Chf));
        graph.Edge(first).Key.ShouldBe(To(Builders));
        graph.Edge(graph.NextOut(first)).Key.ShouldBe(To(Romande));
        graph.NextOut(graph.NextOut(first)).ShouldBe(CorridorGraph.None);
        graph.Find(council).ShouldBe(CorridorGraph.None);
        graph.Find(new ExcludedCorridor(Printers, To(Romande))).ShouldBe(graph.NextOut(first));
    }

    [Fact]
    public void A_full_corridor_is_no_missing_one()
    {
        var kit = new GraphKit().Add(Printers, Builders, room: 0);
        FlowPlanner.Plan(kit.Request((Printers, 5))).Sources[0].Remainder!.Reason.ShouldBe(RemainderReason.NoCapacity);
        FlowPlanner.Plan(new GraphKit().Request((Printers, 5))).Sources[0].Remainder!.Reason
            .ShouldBe(RemainderReason.NoWay);
    }
}
