using Solidarity.Domain.Routes;
using Solidarity.Domain.Routing;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Routing;

public sealed class CorridorGraphTests
{
    private static readonly ExcludedCorridor Way = new(Printers, To(Builders));

    [Fact]
    public void A_changed_room_changes_a_copy_and_not_the_original()
    {
        var graph = new GraphKit().Add(Printers, Builders, room: 5).Add(Romande, Builders).Build();
        graph.WithRoom(Way, 7).RoomMinor(Way).ShouldBe(7);
        graph.WithRoom(Way, null).RoomMinor(Way).ShouldBeNull();
        graph.WithClosed(Way).RoomMinor(Way).ShouldBe(0);
        graph.WithClosed(Way).WithRoom(Way, 3).RoomMinor(Way).ShouldBe(3);
        graph.RoomMinor(Way).ShouldBe(5);
        (graph.Treasuries, graph.Corridors).ShouldBe((3, 2));
    }

    [Fact]
    public void Many_changes_are_kept_as_few_are()
    {
        var kit = new GraphKit();
        for (var i = 0; i <= CorridorGraph.ChangesMax; i++)
            kit.Add(GraphKit.Place(i), Builders, room: 1);
        var graph = kit.Build();
        for (var i = 0; i <= CorridorGraph.ChangesMax; i++)
            graph = graph.WithRoom(new ExcludedCorridor(GraphKit.Place(i), To(Builders)), i);
        for (var i = 0; i <= CorridorGraph.ChangesMax; i++)
            graph.RoomMinor(new ExcludedCorridor(GraphKit.Place(i), To(Builders))).ShouldBe(i);
    }

    [Fact]
    public void A_closed_corridor_is_no_way_and_a_full_one_is_full()
    {
        var request = new GraphKit().Add(Printers, Builders, room: 5).Request((Printers, 5));
        RemainderReason? Reason(CorridorGraph graph) =>
            FlowPlanner.Plan(request with { Graph = graph }).Sources[0].Remainder?.Reason;
        Reason(request.Graph).ShouldBeNull();
        Reason(request.Graph.WithClosed(Way)).ShouldBe(RemainderReason.NoWay);
        Reason(request.Graph.WithRoom(Way, 0)).ShouldBe(RemainderReason.NoCapacity);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var kit = new GraphKit().Add(Printers, Builders);
        Should.Throw<ArgumentException>(() => kit.Build().WithClosed(new ExcludedCorridor(Romande, To(Builders))))
            .Message.ShouldContain("there is no corridor federations/romande");
        Should.Throw<ArgumentException>(() => kit.Build().WithRoom(Way, -1)).Message.ShouldContain("and not -1");
        Should.Throw<ArgumentException>(() => new GraphKit().Add(Printers, Builders, room: -1).Build());
        Should.Throw<ArgumentException>(() => kit.Add(Printers, Builders).Build()).Message.ShouldContain("there twice");
        Should.Throw<ArgumentException>(() => new GraphKit().Draining(Romande).Draining(Romande).Build());
    }
}
