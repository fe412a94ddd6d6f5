using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Strikes.Pay;

namespace Solidarity.Domain.Tests.Strikes;

/// <summary>How long a strike can hold: each day is paid once, by a pay run or by what is in the fund.</summary>
public sealed class RunwayTests
{
    private static readonly Currency Chf = Currency.Of("CHF");

    // 20 francs a day.
    private static readonly PayTerms Pay = new(new Amount(1_400, Chf), Strikers: 10, new DateOnly(1868, 4, 1));

    [Theory]
    // The fund of 200 francs pays ten days. Nothing was paid, and pay begins today.
    [InlineData("1868-04-01", null, 10)]
    // It begins in two days: those before it are neither owed nor covered.
    [InlineData("1868-03-30", null, 10)]
    // Three days have passed unpaid, and are owed.
    [InlineData("1868-04-04", null, 7)]
    // Paid to yesterday; to today; and a week ahead, whose days count before those that the fund pays for.
    [InlineData("1868-04-08", "1868-04-07", 10)]
    [InlineData("1868-04-08", "1868-04-08", 11)]
    [InlineData("1868-04-08", "1868-04-14", 17)]
    // A pay run for days before pay began covers none of it.
    [InlineData("1868-04-04", "1868-03-20", 7)]
    public void A_day_that_a_pay_run_has_covered_counts_once(string on, string? lastPaid, int days) =>
        Runway.Of(new Total(20_000, Chf), Pay, lastPaid is null ? null : Day(lastPaid), Day(on)).Days.ShouldBe(days);

    [Fact]
    public void It_does_not_change_by_a_pay_run_of_what_it_costs()
    {
        var on = new DateOnly(1868, 4, 1);
        var before = Runway.Of(new Total(20_000, Chf), Pay, null, on);
        var after = Runway.Of(new Total(20_000 - (7 * 2_000), Chf), Pay, on.AddDays(6), on);

        after.Days.ShouldBe(before.Days);
        after.PaidThrough.ShouldBe(on.AddDays(6));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
