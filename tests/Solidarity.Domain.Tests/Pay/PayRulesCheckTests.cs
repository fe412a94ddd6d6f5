using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;

namespace Solidarity.Domain.Tests.Pay;

/// <summary>Rules that could not be reckoned with are refused, with all that is wrong named.</summary>
public sealed class PayRulesCheckTests
{
    private static readonly PayRules Sound = new(
        "sound", "Sound", "", Currency.Of("CHF"), new PayRate(PayBasis.Sum, PayUnit.Week, 100), WeekDays.All);

    [Fact]
    public void Sound_rules_have_no_problem() => PayRulesCheck.Of(Sound).ShouldBeEmpty();

    [Fact]
    public void All_problems_are_told_at_once() => Fields(Sound with
    {
        Name = "No id",
        Days = default,
        Rate = new PayRate(PayBasis.Sum, PayUnit.Hour),
        Waiting = new PayWaiting(Days: 3),
        Duty = new StrikeDuty(0, DutyShortfall.Nothing, ""),
    }).ShouldBe(["name", "days", "rate.sumMinor", "waiting.days", "duty.weeklyMinutes", "duty.certifier"]);

    [Fact]
    public void Tiers_and_stages_rise() => Fields(Sound with
    {
        Tiers = [new(6, Portion.Whole), new(6, Portion.Whole)],
        Stages = [new(StrikeTime.Week, 0), new(StrikeTime.Day, 3)],
    }).ShouldBe(["tiers[1].fromMonths", "stages[0].from", "stages"]);

    [Fact]
    public void Sources_add_up_to_the_whole()
    {
        Fields(Sound with { Sources = [new("one", Portion.Of(2, 3)), new("other", Portion.Of(1, 4))] })
            .ShouldBe(["sources"]);
        Fields(Sound with { Sources = [new("one", Portion.Of(2, 3)), new("other", Portion.Of(1, 3))] }).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_for_other_rates_is_named() => Fields(Sound with
    {
        Rate = new PayRate(PayBasis.Dues, PayUnit.Day, 100),
        BrokenWeek = BrokenWeek.Whole,
        Stages = [new(StrikeTime.Day, 1, 100)],
    }).ShouldBe(["rate.sumMinor", "brokenWeek", "stages[0].sumMinor"]);

    [Fact]
    public void Sums_are_within_bounds() => Fields(Sound with
    {
        Rate = Sound.Rate with { SumMinor = PayRules.SumMinorMax + 1 },
        Caps = new PayCaps(PerStrikeMinor: -1),
    }).ShouldBe(["rate.sumMinor", "caps.perStrikeMinor"]);

    private static IEnumerable<string> Fields(PayRules rules) =>
        PayRulesCheck.Of(rules).Select(problem => problem.Field);
}
