using Solidarity.Domain.Tests.Kit;
using Solidarity.Routing.Flows;
using Xunit.Abstractions;

namespace Solidarity.Routing.Tests.Flows;

public sealed class NetworkSimplexTests(ITestOutputHelper output)
{
    private const int Runs = 3_000;

    [Fact]
    public void On_any_small_problem_it_finds_what_the_slow_way_finds() =>
        Randomly.ForAll(
            output, Randomly.Seeds(), Runs, 1, seed => ShouldBeAsTheSlowWay(FlowProblems.Any(new Random(seed))));

    [Fact]
    public void Nodes_that_only_join_two_others_change_nothing() =>
        Randomly.ForAll(
            output, Randomly.Seeds(), Runs, 1, seed => ShouldBeAsTheSlowWay(FlowProblems.Between(new Random(seed))));

    [Theory]
    [InlineData(1, 300, 1_500)]
    [InlineData(2, 3_000, 6_000)]
    [InlineData(3, 2_000, 40_000)]
    public void Larger_problems_are_solved_with_proof(int seed, int nodes, int arcs)
    {
        var problem = FlowProblems.Large(new Random(seed), nodes, arcs);
        var answer = Solved(problem);
        answer.Status.ShouldBe(FlowStatus.Optimal);
        Solved(problem).Flows.ShouldBe(answer.Flows);
    }

    [Fact]
    public void What_cannot_be_shipped_stays_and_the_rest_goes_the_cheapest_way()
    {
        var problem = FlowProblems.Of([10, 0, -10], (0, 1, 4, 1), (1, 2, 9, 1), (0, 2, 3, 5));
        var answer = Solved(problem);
        answer.Status.ShouldBe(FlowStatus.Infeasible);
        answer.Flows.ShouldBe([4, 4, 3]);
        answer.Stays.ShouldBe([3, 0, -3]);
        answer.Unshipped.ShouldBe(3);
    }

    [Fact]
    public void An_assignment_is_a_flow()
    {
        // Four workers and four jobs, against all 24 ways to share them out.
        int[][] costs = [[9, 2, 7, 8], [6, 4, 3, 7], [5, 8, 1, 8], [7, 6, 9, 4]];
        var arcs = from worker in Enumerable.Range(0, 4)
                   from job in Enumerable.Range(0, 4)
                   select (worker, 4 + job, 1L, (long)costs[worker][job]);
        var problem = FlowProblems.Of([1, 1, 1, 1, -1, -1, -1, -1], [.. arcs]);
        Solved(problem).Cost(problem).ShouldBe((Int128)Cheapest(costs, 0, []));
    }

    private static int Cheapest(int[][] costs, int worker, int[] taken) => worker == costs.Length
        ? 0
        : Enumerable.Range(0, costs.Length).Where(job => !taken.Contains(job))
            .Min(job => costs[worker][job] + Cheapest(costs, worker + 1, [.. taken, job]));

    [Fact]
    public void A_transport_from_three_works_to_four_towns_costs_what_the_textbook_says()
    {
        // The example of Hillier and Lieberman, "Introduction to Operations Research", on the P & T Company: truckloads
        // from three canneries to four warehouses; 152,535 dollars at least.
        int[][] costs = [[464, 513, 654, 867], [352, 416, 690, 791], [995, 682, 388, 685]];
        var arcs = from work in Enumerable.Range(0, 3)
                   from town in Enumerable.Range(0, 4)
                   select (work, 3 + town, FlowProblem.Unlimited, (long)costs[work][town]);
        var problem = FlowProblems.Of([75, 125, 100, -80, -65, -70, -85], [.. arcs]);
        Solved(problem).Cost(problem).ShouldBe((Int128)152_535);
    }

    [Fact]
    public void Nothing_at_all_is_solved_too()
    {
        Solved(FlowProblems.Of([])).Status.ShouldBe(FlowStatus.Optimal);
        Solved(FlowProblems.Of([0, 0])).Status.ShouldBe(FlowStatus.Optimal);
        Solved(FlowProblems.Of([7, -7])).Unshipped.ShouldBe(7);
    }

    [Fact]
    public void The_greatest_numbers_do_not_overflow()
    {
        var cost = FlowProblem.CostTimesNodesMax / 4 - 1;
        var problem = FlowProblems.Of(
            [FlowProblem.UnitsMax, 0, -FlowProblem.UnitsMax],
            (0, 1, FlowProblem.UnitsMax, cost), (1, 2, FlowProblem.Unlimited, cost), (0, 2, 1, 1));
        var answer = Solved(problem);
        answer.Status.ShouldBe(FlowStatus.Optimal);
        answer.Cost(problem).ShouldBe((Int128)(FlowProblem.UnitsMax - 1) * 2 * cost + 1);
    }

    [Fact]
    public void What_is_past_a_limit_is_refused_with_what_and_where()
    {
        Complaint([1, 1]).ShouldContain("the supplies sum to 2");
        Complaint([0, 0], (0, 2, 1, 1)).ShouldContain("arc 0 joins 0 and 2, of 2 nodes");
        Complaint([0, 0], (0, 1, -1, 1)).ShouldContain("arc 0 has the capacity -1");
        Complaint([0, 0], (0, 1, FlowProblem.UnitsMax + 1, 1)).ShouldContain("has the capacity");
        Complaint([0, 0], (0, 1, 1, FlowProblem.CostTimesNodesMax)).ShouldContain("arc 0 costs");
        Complaint([0, 0], (0, 1, 1, -1)).ShouldContain("arc 0 costs -1");
        Complaint([FlowProblem.UnitsMax, 1, -FlowProblem.UnitsMax, -1]).ShouldContain("units are supplied");
    }

    private static string Complaint(long[] supplies, params (int, int, long, long)[] arcs) =>
        Should.Throw<ArgumentException>(() => FlowProblems.Of(supplies, arcs)).Message;

    private static void ShouldBeAsTheSlowWay(FlowProblem problem)
    {
        var answer = Solved(problem);
        var slow = SlowFlow.Solve(problem);
        (answer.Cost(problem), answer.Unshipped).ShouldBe(((Int128)slow.Cost, slow.Stays));
    }

    private static FlowAnswer Solved(FlowProblem problem)
    {
        var answer = NetworkSimplex.Solve(problem);
        FlowCertificate.Problem(problem, answer).ShouldBeNull();
        return answer;
    }
}
