using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Tests.Kit;
using Xunit.Abstractions;

namespace Solidarity.Domain.Tests.Pay;

/// <summary>What strike pay comes to, whatever the rules and the facts.</summary>
public sealed class PayWeekTests(ITestOutputHelper output)
{
    private static readonly Currency Chf = Currency.Of("CHF");
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public void A_month_adds_up_in_months_of_28_to_31_days_and_over_the_years_end() => Randomly.ForAll(
        output, Randomly.Seeds(), runs: 200, size: 100, seed =>
        {
            var random = new Random(seed);
            var rules = Flat(PayUnit.Month, random.Next(1, 1_000_000)) with { Days = SomeDays(random) };
            // 40 weeks from any day have whole months in them, at least eight.
            var start = new DateOnly(2023, 1, 1).AddDays(random.Next(800));
            var sums = new Dictionary<(int, int), long>();
            foreach (var pay in Course(rules, new StrikeCourse(start), new Striker(Months: 1), weeks: 40))
                foreach (var line in pay.Lines.Where(line => line.Reason == PayReason.Days))
                {
                    var month = (line.From.Year, line.From.Month);
                    (line.Through.Year, line.Through.Month).ShouldBe(month, "no line passes a month's end");
                    sums[month] = sums.GetValueOrDefault(month) + line.Minor;
                }
            var whole = sums.OrderBy(month => month.Key).Skip(1).SkipLast(1).Select(month => month.Value).ToArray();
            whole.Length.ShouldBeGreaterThan(6);
            whole.ShouldAllBe(minor => minor == rules.Rate.SumMinor);
        });

    [Fact]
    public void The_same_rules_and_facts_give_the_same_pay_whose_lines_add_up_and_never_pass_a_cap() => Randomly.ForAll(
        output, Randomly.Seeds(), runs: 1_000, size: 100, seed =>
        {
            var random = new Random(seed);
            var rules = Some(random);
            PayRulesCheck.Of(rules).ShouldBeEmpty();
            var course = new StrikeCourse(Monday.AddDays(random.Next(60)), DensityPercent: random.Next(100));
            course = course with { End = random.Next(3) == 0 ? course.Start.AddDays(random.Next(40)) : null };
            var who = Somebody(random);
            var weeks = Enumerable.Range(1, 8).Select(_ => SomeWeek(random)).ToArray();
            var (account, again, paid) = (default(StrikerAccount), default(StrikerAccount), 0L);
            for (var number = 1; number <= weeks.Length; number++)
            {
                var pay = PayWeek.Of(rules, course, who, weeks[number - 1], account, number);
                var same = PayWeek.Of(rules, course, who, weeks[number - 1], again, number);
                same.Minor.ShouldBe(pay.Minor);
                same.Lines.ShouldBe(pay.Lines);
                (account, again, paid) = (pay.After, same.After, paid + pay.Minor);

                pay.Minor.ShouldBeGreaterThanOrEqualTo(0);
                pay.Lines.Sum(line => line.Minor).ShouldBe(pay.Minor);
                pay.After.PaidMinor.ShouldBe(paid);
                if (rules.Caps?.PerStrikeMinor is { } cap)
                    paid.ShouldBeLessThanOrEqualTo(cap);
                if (rules.Caps is { AtLoss: true } && rules.Waiting is null)
                    pay.Minor.ShouldBeLessThanOrEqualTo(weeks[number - 1].LossMinor ?? 0);
                foreach (var line in pay.Lines)
                    line.InWords(rules).English.ShouldNotBeEmpty();
            }
        });

    [Fact]
    public void The_parts_of_several_funds_add_up() => Randomly.ForAll(
        output, Randomly.Seeds(), runs: 500, size: 100, seed =>
        {
            var random = new Random(seed);
            var (over, first) = (random.Next(2, 100), 0);
            first = random.Next(1, over);
            var rules = Flat(PayUnit.Week, 100) with
            {
                Sources = [new("one", Portion.Of(first, over)), new("other", Portion.Of(over - first, over))],
            };
            PayRulesCheck.Of(rules).ShouldBeEmpty();
            var minor = random.NextInt64(1, Amount.MinorMax);
            rules.Split(minor).Sum().ShouldBe(minor);
        });

    [Theory]
    [InlineData("JPY/1", 10_000, 6_000, "6000 JPY")]
    [InlineData("BHD/1000", 10_000, 6_000, "6.000 BHD")]
    [InlineData("GBP/240", 2_000, 1_200, "£5 0s. 0d.")]
    public void Currencies_have_the_minor_units_that_they_have(string currency, long weekly, long minor, string text)
    {
        var rules = Flat(PayUnit.Week, weekly) with { Currency = Currency.Parse(currency) };
        var pay = PayWeek.Of(rules, new StrikeCourse(Monday), new Striker(Months: 1),
            new StrikerWeek(WeekDays.Parse("mon tue wed")), default, 1);
        pay.Minor.ShouldBe(minor);
        new Amount(pay.Minor, rules.Currency).ToString().ShouldBe(text);
    }

    [Fact]
    public void A_broken_week_is_paid_whole_or_not_where_the_rules_say_so()
    {
        var rules = Flat(PayUnit.Week, 10_000);
        long Pay(BrokenWeek broken, string days) => PayWeek.Of(
            rules with { BrokenWeek = broken }, new StrikeCourse(Monday), new Striker(Months: 1),
            new StrikerWeek(WeekDays.Parse(days)), default, 1).Minor;

        Pay(BrokenWeek.ProRata, "mon tue").ShouldBe(4_000);
        Pay(BrokenWeek.Whole, "mon tue").ShouldBe(10_000);
        Pay(BrokenWeek.Nothing, "mon tue").ShouldBe(0);
        Pay(BrokenWeek.Nothing, "mon tue wed thu fri").ShouldBe(10_000);
    }

    [Fact]
    public void Waiting_that_is_paid_back_is_paid_when_it_is_over()
    {
        var rules = Flat(PayUnit.Week, 10_000) with { Waiting = new PayWaiting(10, IsPaidBack: true) };
        Course(rules, new StrikeCourse(Monday), new Striker(Months: 1), weeks: 3).Select(pay => pay.Minor)
            .ShouldBe([0, 20_000, 10_000]);
    }

    [Fact]
    public void Weeks_may_begin_on_a_day_of_the_week()
    {
        var rules = Flat(PayUnit.Week, 10_000) with { WeekFrom = WeekDays.Parse("mon") };
        var thursday = new DateOnly(2026, 12, 31);
        rules.WeekOf(thursday, 1).ShouldBe((new DateOnly(2026, 12, 28), new DateOnly(2027, 1, 3)));
        Course(rules, new StrikeCourse(thursday), new Striker(Months: 1), weeks: 2).Select(pay => pay.Minor)
            .ShouldBe([4_000, 10_000], "Thursday and Friday are two of five days");
        rules.WeekAt(thursday, new DateOnly(2027, 1, 4)).ShouldBe(2);
    }

    [Theory]
    [InlineData("2025-08-31", "2026-02-28", 6)]
    [InlineData("2025-09-01", "2026-02-28", 5)]
    [InlineData("2024-02-29", "2025-02-28", 12)]
    [InlineData("2026-01-15", "2026-02-14", 0)]
    [InlineData("2026-03-02", "2026-03-02", 0)]
    [InlineData("2026-03-03", "2026-03-02", -1)]
    public void Months_of_membership_end_with_the_month(string joined, string start, int months) =>
        Striker.MonthsBetween(Day(joined), Day(start)).ShouldBe(months);

    [Fact]
    public void The_rules_of_the_first_day_hold_unless_they_say_otherwise()
    {
        var (old, now) = (Flat(PayUnit.Week, 100), Flat(PayUnit.Week, 200));
        ImmutableArray<PayRulesVersion> versions = [new(Day("2026-01-01"), old), new(Day("2026-03-10"), now)];

        PayRulesVersion.InForce(versions, Monday, Day("2026-03-20")).ShouldBe(old);
        PayRulesVersion.InForce(versions, Day("2026-03-10"), Day("2026-03-20")).ShouldBe(now);
        PayRulesVersion.InForce(versions, Day("2025-12-31"), Day("2026-03-20")).ShouldBeNull();
        versions = versions.SetItem(0, versions[0] with { Rules = old with { FollowsNewRates = true } });
        PayRulesVersion.InForce(versions, Monday, Day("2026-03-09"))!.Rate.SumMinor.ShouldBe(100);
        PayRulesVersion.InForce(versions, Monday, Day("2026-03-20")).ShouldBe(now);
    }

    [Theory]
    [InlineData("85%", 17, 20, "85%")]
    [InlineData("2/3", 2, 3, "2/3")]
    [InlineData("2.5", 5, 2, "250%")]
    [InlineData("12", 12, 1, "12")]
    [InlineData("0%", 0, 1, "0")]
    [InlineData("8.25%", 33, 400, "33/400")]
    public void A_portion_is_exact(string text, int numerator, int denominator, string written)
    {
        var portion = Portion.Parse(text);
        (portion.Numerator, portion.Denominator).ShouldBe((numerator, denominator));
        portion.ToString().ShouldBe(written);
        Portion.Parse(written).ShouldBe(portion);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1/0")]
    [InlineData("1e3")]
    [InlineData("10001")]
    [InlineData("1,5")]
    [InlineData("5 %")]
    public void What_is_no_portion_is_refused(string text) => Portion.TryParse(text, out _).ShouldBeFalse();

    private static IEnumerable<StrikerPay> Course(PayRules rules, StrikeCourse course, Striker who, int weeks)
    {
        var account = default(StrikerAccount);
        for (var number = 1; number <= weeks; number++)
        {
            var pay = PayWeek.Of(rules, course, who, StrikerWeek.Whole, account, number);
            account = pay.After;
            yield return pay;
        }
    }

    private static PayRules Flat(PayUnit per, long minor) => new(
        "flat", "Flat", "", Chf, new PayRate(PayBasis.Sum, per, minor), WeekDays.MondayToFriday);

    private static PayRules Some(Random random)
    {
        var per = (PayUnit)random.Next(4);
        return Flat(per, random.Next(1, 100_000)) with
        {
            Days = SomeDays(random),
            Tiers = Maybe(random) ? [new(0, Portion.Percent(random.Next(100))), new(6, Portion.Of(2, 3))] : [],
            Stages = Maybe(random) ? [new(StrikeTime.Day, 9, random.Next(100_000)), new(StrikeTime.Day, 20)] : [],
            Density = Maybe(random) ? [new(35, Portion.Percent(110))] : [],
            PartDays = Maybe(random) ? Portion.Of(1, 2) : null,
            Waiting = Maybe(random)
                ? new PayWaiting(per == PayUnit.Hour ? 0 : random.Next(12), StrikeTime.OwnDay, random.Next(600),
                    random.Next(20), Maybe(random) && per != PayUnit.Hour)
                : null,
            Caps = Maybe(random)
                ? new PayCaps(Maybe(random) ? random.Next(300_000) : null, Maybe(random) ? Portion.Percent(90) : null,
                    Maybe(random))
                : null,
            Duty = Maybe(random) ? new StrikeDuty(1_200, (DutyShortfall)random.Next(2), "the captain") : null,
            Dependants = Maybe(random) ? new DependantPay(random.Next(2_000), 3) : null,
            OtherIncome = Maybe(random) ? new OtherIncome(random.Next(5_000), Portion.Of(1, 2)) : null,
            Eligibility = new PayEligibility(LateJoiners: Portion.Percent(40), NonMembers: Portion.Percent(10)),
        };
    }

    private static Striker Somebody(Random random) => new(
        Months: random.Next(5) == 0 ? null : random.Next(-1, 20), WageMinor: random.Next(200_000),
        Dependants: random.Next(6), Standing: (Standing)random.Next(3));

    private static StrikerWeek SomeWeek(Random random) => new(
        Maybe(random) ? WeekDays.Of(random.Next(128)) : null, Maybe(random) ? WeekDays.Of(random.Next(128)) : null,
        random.Next(2_400), random.Next(1_500), random.Next(4) == 0, Maybe(random) ? random.Next(60_000) : null,
        random.Next(9_000));

    private static WeekDays SomeDays(Random random) => WeekDays.Of(random.Next(1, 128));

    private static bool Maybe(Random random) => random.Next(2) == 0;

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
