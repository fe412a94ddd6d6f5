using Solidarity.Domain.Money;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Money;

public sealed class AmountTests
{
    [Theory]
    [InlineData("CHF", 12_000, "120.00 CHF")]
    [InlineData("CHF", 5, "0.05 CHF")]
    [InlineData("CHF", -5, "-0.05 CHF")]
    [InlineData("CHF", 0, "0.00 CHF")]
    [InlineData("GBP/240", 1_926, "£8 0s. 6d.")]
    [InlineData("GBP/240", 239, "£0 19s. 11d.")]
    [InlineData("GBP/240", -13, "-£0 1s. 1d.")]
    [InlineData("LSD/240", 252, "LSD 1 1s. 0d.")]
    [InlineData("JPY/1", 7, "7 JPY")]
    [InlineData("JPY/1", -7, "-7 JPY")]
    [InlineData("KWD/1000", 1_005, "1.005 KWD")]
    [InlineData("THALER/30", 65, "2 5/30 THALER")]
    public void An_amount_is_written_for_people(string currency, long minor, string text) =>
        new Amount(minor, Currency.Parse(currency)).ToString().ShouldBe(text);

    [Theory]
    [InlineData(Amount.TotalMinorMax, "more than 90071992547409.91 CHF")]
    [InlineData(Amount.TotalMinorMax - 1, "90071992547409.90 CHF")]
    [InlineData(-Amount.TotalMinorMax, "less than -90071992547409.91 CHF")]
    [InlineData(long.MinValue, "-92233720368547758.08 CHF")]
    public void A_total_as_large_as_totals_are_told_is_that_or_more(long minor, string text) =>
        Francs(minor).ToString().ShouldBe(text);

    [Fact]
    public void The_largest_total_is_the_last_whole_number_that_readers_of_JSON_hold_exactly()
    {
        ((long)(double)Amount.TotalMinorMax).ShouldBe(Amount.TotalMinorMax);
        Amount.TotalMinorMax.ShouldBe((1L << 53) - 1);
        Amount.TotalMinorMax.ShouldBeGreaterThan(Amount.MinorMax);
    }

    [Fact]
    public void Amounts_of_two_currencies_are_not_added() =>
        Should.Throw<InvalidOperationException>(() => Francs(1) + new Amount(1, Gbp));

    [Fact]
    public void Arithmetic_never_wraps()
    {
        Should.Throw<OverflowException>(() => Francs(long.MaxValue) + Francs(1));
        Should.Throw<OverflowException>(() => Francs(long.MinValue) - Francs(1));
        Should.Throw<OverflowException>(() => -Francs(long.MinValue));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    [InlineData(Amount.MinorMax, true)]
    [InlineData(Amount.MinorMax + 1, false)]
    public void Only_positive_sums_up_to_the_limit_are_payable(long minor, bool payable) =>
        Francs(minor).IsPayable.ShouldBe(payable);
}
