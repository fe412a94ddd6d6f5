using Solidarity.Domain.Bodies;
using Solidarity.Grains.Planning;

namespace Solidarity.Grains.Tests.Planning;

public sealed class PlanBudgetTests
{
    private static readonly Address One = new SectionId("one");
    private static readonly Address Other = new SectionId("other");

    private readonly ManualTime _time = new(new DateTimeOffset(1868, 3, 23, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task After_a_plan_of_money_that_has_a_way_all_such_rest()
    {
        using var budget = new PlanBudget(_time);
        (await PlanAsync(budget, One, hasWay: true, seconds: 1)).ShouldBeTrue();
        (await PlanAsync(budget, Other, hasWay: true)).ShouldBeFalse();
        (await PlanAsync(budget, Other, hasWay: false)).ShouldBeTrue("it has no other way");
        _time.Advance(TimeSpan.FromSeconds(PlanBudget.RestShare));
        (await PlanAsync(budget, Other, hasWay: true)).ShouldBeTrue();
    }

    [Fact]
    public async Task After_a_plan_of_money_that_has_no_way_its_source_rests()
    {
        using var budget = new PlanBudget(_time);
        (await PlanAsync(budget, One, hasWay: false, seconds: 1)).ShouldBeTrue();
        (await PlanAsync(budget, One, hasWay: false)).ShouldBeFalse();
        (await PlanAsync(budget, Other, hasWay: false)).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(PlanBudget.RestShare));
        (await PlanAsync(budget, One, hasWay: false)).ShouldBeTrue();
    }

    [Fact]
    public async Task Money_that_has_a_way_does_not_wait_for_others_and_money_that_has_none_does()
    {
        using var budget = new PlanBudget(_time);
        var done = new TaskCompletionSource<object>();
        var first = budget.TryAsync(One, hasWay: false, () => done.Task).AsTask();
        (await PlanAsync(budget, Other, hasWay: true)).ShouldBeFalse();
        var second = PlanAsync(budget, Other, hasWay: false);
        second.IsCompleted.ShouldBeFalse();
        done.SetResult(new object());
        (await first).ShouldNotBeNull();
        (await second).ShouldBeTrue();
    }

    [Fact]
    public async Task No_rest_is_longer_than_its_limit()
    {
        using var budget = new PlanBudget(_time);
        (await PlanAsync(budget, One, hasWay: true, seconds: 1_000)).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(PlanBudget.RestSecondsMax));
        (await PlanAsync(budget, One, hasWay: true)).ShouldBeTrue();
    }

    private async Task<bool> PlanAsync(PlanBudget budget, Address source, bool hasWay, int seconds = 0) =>
        await budget.TryAsync(source, hasWay, () =>
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            return Task.FromResult(new object());
        }) is not null;
}
