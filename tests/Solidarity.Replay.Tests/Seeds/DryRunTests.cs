using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>Each step of the plan can be carried out when its turn comes, and the sums come out as recorded.</summary>
public sealed class DryRunTests
{
    private static readonly Lazy<DryWorld> Lived = new(() =>
    {
        var world = new DryWorld();
        foreach (var step in InternationalPlan.Plan.Steps)
            Live(world, step);
        return world;
    });

    [Fact]
    public void Every_step_can_be_taken_in_its_turn() => Lived.Value.Strikes.Count.ShouldBe(40);

    [Fact]
    public void Strike_funds_hold_what_is_recorded_as_arrived_and_no_more()
    {
        var funds = Lived.Value.Strikes
            .SelectMany(strike => strike.Value.Fund.Select(fund => $"{strike.Key} {fund.Value} {fund.Key}"));

        funds.Order().ShouldBe(
        [
            "gva-build-1868 1000000 FRF",
            "lon-tailors-1867 10000 FRF",
            "par-leather-1869 0 FRF",
            "rel-lodi-1873 20000 FRF",
            "rel-refugees-1873 40495 CHF",
            "rou-cotton-1868 4800 GBP",
            "ser-pudd-1869 240 GBP",
        ]);
    }

    [Fact]
    public void Sections_keep_only_what_came_too_late_to_be_pledged()
    {
        var left = Lived.Value.Available.Where(section => section.Value != 0)
            .Select(section => $"{section.Key.Section} {section.Value} {section.Key.Currency}");

        left.ShouldBe(["sections/london-bookbinders 2400 GBP"]);
    }

    [Fact]
    public void The_recorded_debt_is_repaid_to_the_penny() =>
        Lived.Value.Owed.ShouldBe([KeyValuePair.Create(new LoanId("loan-paris-bronze-gbp"), 0L)]);

    [Fact]
    public void A_step_out_of_turn_is_noticed()
    {
        var steps = InternationalPlan.Plan.Steps;
        var pledge = steps.Single(step => step.Key.Value == "aid/aid-001/pledge");
        var world = new DryWorld();
        foreach (var step in steps.TakeWhile(step => step.Key.Value != "call/call-01"))
            world.Take(step);

        Should.Throw<ShouldAssertException>(() => world.Take(pledge))
            .Message.ShouldContain("the call of par-bronze-1867 has not reached sections/london-bookbinders");
    }

    private static void Live(DryWorld world, Step step)
    {
        try
        {
            world.Take(step);
        }
        catch (Exception exception)
        {
            throw new ShouldAssertException($"cannot: {Telling.Line(step)}\n{exception.Message}", exception);
        }
    }
}
