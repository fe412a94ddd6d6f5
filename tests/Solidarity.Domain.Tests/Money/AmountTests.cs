using Solidarity.Domain.Money;
using Solidarity.Domain.Tests.Kit;
using Xunit.Abstractions;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Money;

public sealed class AmountTests(ITestOutputHelper output)
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
    [InlineData("CHF", "120", 12_000)]
    [InlineData("CHF", "120.5", 12_050)]
    [InlineData("CHF", "0.05", 5)]
    [InlineData("CHF", "0.0500", 5)]
    [InlineData("CHF", "0", 0)]
    [InlineData("CHF", "10000000000000", 1_000_000_000_000_000)]
    [InlineData("GBP/240", "5.50", 1_320)]
    [InlineData("GBP/240", "8.025", 1_926)]
    [InlineData("JPY/1", "7", 7)]
    public void A_decimal_of_major_units_is_read_exactly(string currency, string text, long minor)
    {
        AmountText.TryReadMajor(text, Currency.Parse(currency), out var amount).ShouldBeTrue();
        amount.ShouldBe(new Amount(minor, Currency.Parse(currency)));
    }

    [Theory]
    [InlineData("0.005")]
    [InlineData("0.01000000000000000000000000001")]
    [InlineData("1.000000000000000000000000000000001")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1,000")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(".")]
    [InlineData("10000000000000.01")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_no_whole_count_of_minor_units_is_not_read(string? text) =>
        AmountText.TryReadMajor(text, Chf, out _).ShouldBeFalse();

    [Fact]
    public void A_third_of_a_pound_is_not_read_but_a_penny_is()
    {
        AmountText.TryReadMajor("0.33", Gbp, out _).ShouldBeFalse();
        AmountText.TryReadMajor("0.0125", Gbp, out var three).ShouldBeTrue();
        three.Minor.ShouldBe(3);
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

    [Fact]
    public void What_is_written_in_decimals_is_read_as_the_same_amount() =>
        Randomly.ForAll(output, Randomly.Seeds(), runs: 200, size: 1, seed =>
        {
            var amount = Francs(new Random(seed).NextInt64(Amount.MinorMax));
            AmountText.TryReadMajor(amount.ToString()[..^" CHF".Length], Chf, out var read).ShouldBeTrue();
            read.ShouldBe(amount);
        });
}
