using Solidarity.Domain.Money;

namespace Solidarity.Domain.Tests.Money;

public sealed class CurrenciesTests
{
    [Theory]
    [InlineData("CHF", "CHF")]
    [InlineData("chf", "CHF")]
    [InlineData("CHF/100", "CHF")]
    [InlineData("JPY", "JPY/1")]
    [InlineData("jpy/1", "JPY/1")]
    [InlineData("KWD", "KWD/1000")]
    [InlineData("GBP", "GBP")]
    [InlineData("gbp/240", "GBP/240")]
    [InlineData("£sd", "GBP/240")]
    [InlineData("£SD", "GBP/240")]
    [InlineData("LSD", "GBP/240")]
    [InlineData("FRF", "FRF")]
    [InlineData("PRT", "PRT/360")]
    [InlineData("XTS", "XTS")]
    [InlineData("XTS/7", "XTS/7")]
    public void A_currency_is_read_with_the_units_of_its_code(string text, string currency) =>
        Currencies.Read(text, out _).ShouldBe(Currency.Parse(currency));

    [Theory]
    [InlineData("CHF/240", "is no currency: CHF has 100 minor units; write CHF")]
    [InlineData("CHF/0", "is no currency: CHF has 100 minor units; write CHF")]
    [InlineData("JPY/100", "is no currency: JPY has no minor units; write JPY")]
    [InlineData("PRT/288", "is no currency: PRT has 360 minor units; write PRT")]
    [InlineData("GBP/12",
        "is no currency: GBP has 100 minor units, and an old one has 240 minor units; write GBP or GBP/240")]
    [InlineData("XTS/1000001", "is no currency; XTS has 1 to 1000000 minor units")]
    [InlineData("€", "is no code of a currency; write EUR")]
    [InlineData("Fr.", "is no code of a currency; write CHF")]
    [InlineData("£", "is no code of a currency; write GBP, or £sd for old pounds")]
    public void What_is_nearly_a_currency_is_refused_with_the_right_one(string text, string problem)
    {
        Currencies.Read(text, out var told).ShouldBeNull();
        told.ShouldBe(problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("CH")]
    [InlineData("ABC")]
    [InlineData("CHÉ")]
    [InlineData("CHF ")]
    [InlineData("francs")]
    [InlineData("ABCDEFGH")]
    public void What_is_no_currency_is_refused_with_the_form(string text)
    {
        Currencies.Read(text, out var told).ShouldBeNull();
        told.ShouldBe("is no currency such as CHF, or GBP/240 for old pounds; codes are those of ISO 4217");
    }

    [Fact]
    public void What_is_shown_is_read_as_the_same_currency()
    {
        Currencies.All.Length.ShouldBeGreaterThan(160);
        foreach (var currency in Currencies.All.Add(Currency.Of("XTS", 7)))
        {
            Currencies.Read(Currencies.Shown(currency), out _).ShouldBe(currency);
            Currencies.Read(currency.ToString(), out _).ShouldBe(currency);
            Currencies.Read(currency.Code, currency.UnitsPerMajor, out _).ShouldBe(currency);
        }
        Currencies.Shown(Currency.Of("JPY", 1)).ShouldBe("JPY");
        Currencies.Shown(Currency.Of("JPY")).ShouldBe("JPY/100");
        Currencies.Shown(Currency.Of("GBP", 240)).ShouldBe("GBP/240");
    }

    [Fact]
    public void Currencies_of_today_are_known_by_code_and_units()
    {
        Currencies.All.Count(Currencies.IsOfToday).ShouldBe(155);
        Currencies.IsOfToday(Currency.Of("CHF")).ShouldBeTrue();
        Currencies.IsOfToday(Currency.Of("CHF", 240)).ShouldBeFalse();
        Currencies.IsOfToday(Currency.Of("FRF")).ShouldBeFalse();
        Currencies.IsOfToday(Currency.Of("GBP", 240)).ShouldBeFalse();
        Currencies.IsOfToday(Currency.Of("XTS")).ShouldBeFalse();
    }
}
