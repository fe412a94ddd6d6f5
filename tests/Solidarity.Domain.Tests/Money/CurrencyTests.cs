using Solidarity.Domain.Money;

namespace Solidarity.Domain.Tests.Money;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("CHF", "CHF", 100)]
    [InlineData("CHF/100", "CHF", 100)]
    [InlineData("GBP/240", "GBP/240", 240)]
    [InlineData("JPY/1", "JPY/1", 1)]
    [InlineData("ABCDEFGH/1000000", "ABCDEFGH/1000000", 1_000_000)]
    public void A_currency_is_its_code_and_its_units(string text, string written, int units)
    {
        var currency = Currency.Parse(text);
        currency.ToString().ShouldBe(written);
        currency.UnitsPerMajor.ShouldBe(units);
        Currency.Parse(written).ShouldBe(currency);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CH")]
    [InlineData("chf")]
    [InlineData("CHÉ")]
    [InlineData("ABCDEFGHI")]
    [InlineData("CHF/")]
    [InlineData("CHF/0")]
    [InlineData("CHF/-1")]
    [InlineData("CHF/ 100")]
    [InlineData("CHF/+100")]
    [InlineData("CHF/1000001")]
    [InlineData("CHF/99999999999")]
    [InlineData("CHF/100/100")]
    public void What_is_no_currency_is_refused(string? text)
    {
        Currency.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => Currency.Parse(text));
    }

    [Fact]
    public void The_same_code_with_other_units_is_another_currency()
    {
        Currency.Of("GBP", 240).ShouldNotBe(Currency.Of("GBP"));
        Currency.Of("GBP").CompareTo(Currency.Of("GBP", 240)).ShouldBeLessThan(0);
    }
}
