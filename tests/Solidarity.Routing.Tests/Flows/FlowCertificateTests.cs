using Solidarity.Routing.Flows;

namespace Solidarity.Routing.Tests.Flows;

/// <summary>The certificate takes a true answer, and each kind of forged one it turns down.</summary>
public sealed class FlowCertificateTests
{
    // From 0 to 3 two ways of two arcs; the dearer is needed for some, and the arc from 3 back is not.
    private static readonly FlowProblem Square = FlowProblems.Of(
        [10, 0, 0, -10], (0, 1, 6, 1), (1, 3, 9, 1), (0, 2, 9, 2), (2, 3, 9, 2), (3, 0, 5, 1));

    private static readonly FlowProblem Narrow = FlowProblems.Of([10, 0, -10], (0, 1, 4, 1), (1, 2, 9, 1));

    private static FlowAnswer Answer => NetworkSimplex.Solve(Square);

    private static FlowAnswer Short => NetworkSimplex.Solve(Narrow);

    [Fact]
    public void A_true_answer_is_taken()
    {
        FlowCertificate.Problem(Square, Answer).ShouldBeNull();
        FlowCertificate.Problem(Narrow, Short).ShouldBeNull();
        Should.NotThrow(() => FlowCertificate.Check(Square, Answer));
    }

    [Fact]
    public void More_flow_than_an_arc_can_carry_is_found() =>
        Problem(Square, Answer with { Flows = [7, 7, 3, 3, 0] }).ShouldContain("arc 0 carries 7 of 6");

    [Fact]
    public void Flow_below_zero_is_found() =>
        Problem(Square, Answer with { Flows = [6, 6, 4, 4, -1] }).ShouldContain("arc 4 carries -1");

    [Fact]
    public void Units_that_vanish_or_appear_are_found()
    {
        Problem(Square, Answer with { Flows = [6, 5, 4, 4, 0] }).ShouldContain("lost at node 1");
        Problem(Square, Answer with { Flows = [6, 6, 4, 5, 0] }).ShouldContain("lost at node 2");
    }

    [Fact]
    public void A_dearer_flow_than_need_be_is_found() =>
        Problem(Square, Answer with { Flows = [5, 5, 5, 5, 0] }).ShouldNotBeNull();

    [Fact]
    public void A_flow_round_a_circle_that_costs_is_found() =>
        Problem(Square, Answer with { Flows = [6, 6, 5, 5, 1] }).ShouldContain("arc 4 carries 1");

    [Fact]
    public void Prices_that_prove_nothing_are_found()
    {
        for (var node = 0; node < Square.Nodes; node++)
        {
            var answer = Answer;
            answer.Potentials[node] += 3;
            Problem(Square, answer).ShouldNotBeNull();
        }
    }

    [Fact]
    public void More_that_stays_than_must_is_found() =>
        Problem(Square, Answer with
        {
            Flows = [6, 6, 3, 3, 0],
            Stays = [1, 0, 0, -1],
            Status = FlowStatus.Infeasible,
        }).ShouldContain("stay at node");

    [Fact]
    public void A_status_that_does_not_fit_is_found()
    {
        Problem(Square, Answer with { Status = FlowStatus.Infeasible }).ShouldNotBeNull();
        Problem(Narrow, Short with { Status = FlowStatus.Optimal }).ShouldNotBeNull();
    }

    [Fact]
    public void Something_missing_at_a_place_that_supplies_is_found() =>
        Problem(Narrow, Short with { Flows = [4, 4], Stays = [6, -6, 0] }).ShouldNotBeNull();

    [Fact]
    public void Lists_of_other_lengths_are_found()
    {
        Problem(Square, Answer with { Flows = [] }).ShouldContain("0 flows for 5 arcs");
        Problem(Square, Answer with { Stays = [] }).ShouldContain("0 stays for 4 nodes");
        Problem(Square, Answer with { Potentials = [] }).ShouldContain("0 prices for 4 nodes");
    }

    private static string Problem(FlowProblem problem, FlowAnswer answer) =>
        FlowCertificate.Problem(problem, answer).ShouldNotBeNull();
}
