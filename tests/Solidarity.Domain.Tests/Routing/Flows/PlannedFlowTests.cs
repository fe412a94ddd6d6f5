using Solidarity.Domain.Routing.Flows;
using Solidarity.Domain.Tests.Kit;
using Xunit.Abstractions;

namespace Solidarity.Domain.Tests.Routing.Flows;

public sealed class PlannedFlowTests(ITestOutputHelper output)
{
    private const int Runs = 400;
    private const int Steps = 25;

    [Fact]
    public void After_any_pledges_and_changes_of_room_it_is_as_cheap_as_a_fresh_plan() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var (nodes, arcs) = (2 + chance.Next(10), 1 + chance.Next(40));
            var flow = PlannedFlow.Plan(AnyTo0(chance, nodes, arcs), 0);
            for (var step = 0; step < Steps; step++)
            {
                if (chance.Next(2) == 0)
                    flow.Add(1 + chance.Next(nodes - 1), 1 + chance.Next(20));
                else
                    flow.SetCapacity(chance.Next(arcs), AnyCapacity(chance));
                ShouldBeAsFresh(flow);
            }
        });

    [Fact]
    public void Larger_ones_too()
    {
        var chance = new Random(1871);
        var flow = PlannedFlow.Plan(AnyTo0(chance, 500, 2_500), 0);
        for (var step = 0; step < 60; step++)
        {
            flow.Add(1 + chance.Next(499), 1 + chance.Next(50));
            flow.SetCapacity(chance.Next(2_500), step % 3 == 0 ? AnyCapacity(chance) : 0);
            if (step % 10 == 0)
                ShouldBeAsFresh(flow);
        }
        ShouldBeAsFresh(flow);
    }

    [Fact]
    public void Ways_that_fill_up_close_and_open_again_are_gone_round_and_come_back_to() =>
        Randomly.ForAll(output, Randomly.Seeds(), 20, 1, seed =>
        {
            var chance = new Random(seed);
            // Towns hang below hubs, hubs below the destination: what one fills or closes, many others were led over.
            var (hubs, towns) = (2 + chance.Next(4), 40);
            List<(int, int, long, long)> arcs = [];
            for (var hub = 1; hub <= hubs; hub++)
            {
                arcs.Add((hub, 0, 50 + chance.Next(300), chance.Next(5)));
                arcs.Add((hub, 1 + chance.Next(hubs), 1 + chance.Next(100), chance.Next(5)));
            }
            for (var town = hubs + 1; town <= hubs + towns; town++)
                for (var way = 0; way < 3; way++)
                    arcs.Add((town, 1 + chance.Next(hubs), 1 + chance.Next(60), chance.Next(5)));
            var flow = PlannedFlow.Plan(FlowProblems.Of(new long[1 + hubs + towns], [.. arcs]), 0);
            for (var step = 0; step < 150; step++)
            {
                var arc = chance.Next(step % 2 == 0 ? 2 * hubs : arcs.Count);
                if (chance.Next(3) == 0)
                    flow.SetCapacity(arc, chance.Next(2) == 0 ? 0 : arcs[arc].Item3);
                else
                    flow.Add(1 + hubs + chance.Next(towns), 1 + chance.Next(20));
                if (step % 5 == 0)
                    ShouldBeAsFresh(flow);
            }
            ShouldBeAsFresh(flow);
        });

    [Fact]
    public void Parts_that_are_cut_off_and_joined_again_are_proved_after_each_closing_opening_and_pledge() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs / 4, 1, seed =>
        {
            // Costs are few, so many ways cost the same, and ways round cost nothing.
            var chance = new Random(seed);
            var (nodes, arcs) = (4 + chance.Next(30), new (int Tail, int Head, long Capacity, long Cost)[120]);
            for (var arc = 0; arc < arcs.Length; arc++)
                arcs[arc] = (chance.Next(nodes), chance.Next(nodes), AnyCapacity(chance), chance.Next(3));
            var flow = PlannedFlow.Plan(FlowProblems.Of(new long[nodes], arcs), 0);
            for (var times = 0; times < 3; times++)
            {
                var isInPart = Array.ConvertAll(new bool[nodes], _ => chance.Next(3) == 0);
                int[] outward =
                [
                    .. Enumerable.Range(0, arcs.Length)
                        .Where(arc => isInPart[arcs[arc].Tail] && !isInPart[arcs[arc].Head]),
                ];
                chance.Shuffle(outward);
                foreach (var arc in outward)
                    Change(() => flow.SetCapacity(arc, 0));
                chance.Shuffle(outward);
                foreach (var arc in outward)
                {
                    var capacity = chance.Next(5) == 0 ? FlowProblem.Unlimited : arcs[arc].Capacity;
                    Change(() => flow.SetCapacity(arc, capacity));
                }
            }
            ShouldBeAsFresh(flow);

            void Change(Action change)
            {
                if (chance.Next(3) == 0)
                    flow.Add(1 + chance.Next(nodes - 1), 1 + chance.Next(20));
                change();
                FlowCertificate.Problem(flow.Problem(), flow.Answer()).ShouldBeNull();
            }
        });

    [Fact]
    public void What_is_as_large_and_as_dear_as_can_be_is_exact_too() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var (nodes, arcs) = (3 + chance.Next(8), 5 + chance.Next(35));
            var costMax = FlowProblem.CostTimesNodesMax / (nodes + 1) - 1;
            var flow = PlannedFlow.Plan(
                FlowProblems.Of(
                    new long[nodes],
                    [
                        .. Enumerable.Range(0, arcs).Select(_ => (
                            chance.Next(nodes), chance.Next(nodes), LargeCapacity(chance),
                            costMax - chance.Next(2) * chance.NextInt64(costMax))),
                    ]),
                0);
            for (var step = 0; step < Steps; step++)
            {
                if (step % 2 == 0)
                    flow.Add(1 + chance.Next(nodes - 1), chance.NextInt64(1, FlowProblem.UnitsMax / Steps));
                flow.SetCapacity(chance.Next(arcs), LargeCapacity(chance));
                ShouldBeAsFresh(flow);
            }
        });

    [Fact]
    public void A_change_that_takes_too_long_is_planned_anew() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs / 4, 1, seed =>
        {
            var chance = new Random(seed);
            var (nodes, arcs) = (3 + chance.Next(10), 10 + chance.Next(40));
            var flow = PlannedFlow.Plan(AnyTo0(chance, nodes, arcs), 0, pivotsMax: chance.Next(2));
            for (var step = 0; step < Steps; step++)
            {
                var (before, units) = (flow.Answer().Unshipped, 1 + chance.Next(20));
                var shipped = flow.Add(1 + chance.Next(nodes - 1), units);
                shipped.ShouldBe(units + before - flow.Answer().Unshipped);
                flow.SetCapacity(chance.Next(arcs), AnyCapacity(chance));
                ShouldBeAsFresh(flow);
            }
        });

    [Fact]
    public void An_arc_that_opens_without_limit_beside_a_way_back_for_nothing_carries_what_is_there()
    {
        var flow = PlannedFlow.Plan(FlowProblems.Of([0, 0, 0], (0, 1, 4, 0), (1, 0, 1, 0), (2, 1, 3, 1)), 0);
        flow.Add(2, 2).ShouldBe(1);
        flow.SetCapacity(1, FlowProblem.Unlimited);
        (flow.Flow(1) - flow.Flow(0), flow.Flow(2)).ShouldBe((2, 2));
        ShouldBeAsFresh(flow);
    }

    [Fact]
    public void A_pledge_says_how_much_of_it_can_be_shipped_and_a_closed_arc_carries_nothing()
    {
        var flow = PlannedFlow.Plan(FlowProblems.Of([0, 0, 0], (1, 0, 5, 3), (2, 1, 9, 1), (2, 0, 2, 8)), 0);
        flow.Add(2, 4).ShouldBe(4);
        flow.Add(1, 4).ShouldBe(3);
        (flow.Flow(0), flow.Flow(2)).ShouldBe((5, 2));
        flow.SetCapacity(0, 0);
        (flow.Flow(0), flow.Flow(2)).ShouldBe((0, 2));
        flow.SetCapacity(0, FlowProblem.Unlimited);
        flow.Flow(0).ShouldBe(8);
        flow.Answer().Unshipped.ShouldBe(0);
        ShouldBeAsFresh(flow);
    }

    [Fact]
    public void What_it_cannot_go_on_from_is_refused()
    {
        var two = FlowProblems.Of([5, -3, -2], (0, 1, 5, 1));
        Should.Throw<ArgumentException>(() => PlannedFlow.Plan(two, 1)).Message.ShouldContain("node 2 demands 2");
        var pays = FlowProblems.Of([0, 0], (0, 1, 5, -1));
        Should.Throw<ArgumentException>(() => PlannedFlow.Plan(pays, 1)).Message.ShouldContain("below zero");
        var flow = PlannedFlow.Plan(FlowProblems.Of([0, 0], (0, 1, 5, 1)), 1);
        Should.Throw<ArgumentException>(() => flow.Add(0, 0));
        Should.Throw<ArgumentException>(() => flow.Add(1, 1)).Message.ShouldContain("node 1");
        Should.Throw<ArgumentException>(() => flow.Add(0, FlowProblem.UnitsMax + 1));
        Should.Throw<ArgumentException>(() => flow.SetCapacity(0, -1)).Message.ShouldContain("-1 is no capacity");
    }

    private static void ShouldBeAsFresh(PlannedFlow flow)
    {
        var (problem, answer) = (flow.Problem(), flow.Answer());
        FlowCertificate.Problem(problem, answer).ShouldBeNull();
        var fresh = NetworkSimplex.Solve(problem);
        (answer.Status, answer.Cost(problem), answer.Unshipped)
            .ShouldBe((fresh.Status, fresh.Cost(problem), fresh.Unshipped));
    }

    private static FlowProblem AnyTo0(Random chance, int nodes, int arcs)
    {
        var supplies = new long[nodes];
        for (var i = chance.Next(nodes); i > 0; i--)
        {
            var units = chance.Next(20);
            supplies[1 + chance.Next(nodes - 1)] += units;
            supplies[0] -= units;
        }
        return FlowProblems.Of(supplies,
            [
                .. Enumerable.Range(0, arcs).Select(_ =>
                    (chance.Next(nodes), chance.Next(nodes), AnyCapacity(chance), (long)chance.Next(30))),
            ]);
    }

    private static long LargeCapacity(Random chance) => chance.Next(6) switch
    {
        0 => FlowProblem.Unlimited,
        1 => FlowProblem.UnitsMax,
        2 => 0,
        _ => chance.NextInt64(FlowProblem.UnitsMax / Steps),
    };

    private static long AnyCapacity(Random chance) => chance.Next(8) == 0 ? FlowProblem.Unlimited : chance.Next(40);
}
