using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Tests.Sums;

public sealed class SumReaderTests
{
    [Theory]
    [InlineData("5", "CHF", 500)]
    [InlineData("5.5", "CHF", 550)]
    [InlineData("0.01", "CHF", 1)]
    [InlineData("1'500", "CHF", 150_000)]
    [InlineData("10000000000000", "CHF", 1_000_000_000_000_000)]
    [InlineData("5", "JPY", 5)]
    [InlineData("1.505", "kwd", 1_505)]
    [InlineData("5.50", "GBP/240", 1_320)]
    [InlineData("8/0/6", "GBP/240", 1_926)]
    [InlineData("0/19/11", "GBP/240", 239)]
    [InlineData("£8 0s. 6d.", "GBP/240", 1_926)]
    [InlineData("£8", "GBP/240", 1_920)]
    [InlineData("£8 6d", "GBP/240", 1_926)]
    [InlineData("6s.", "GBP/240", 72)]
    [InlineData("11d.", "GBP/240", 11)]
    public void Sums_are_read_exactly(string text, string currency, long minor) =>
        Read(text, currency).MinorUnits.ShouldBe(minor);

    [Theory]
    [InlineData("0", "CHF", "AMOUNT_NOT_PAYABLE")]
    [InlineData("0.00", "CHF", "AMOUNT_NOT_PAYABLE")]
    [InlineData("-0.01", "CHF", "AMOUNT_NOT_PAYABLE")]
    [InlineData("10000000000000.01", "CHF", "AMOUNT_NOT_PAYABLE")]
    [InlineData("9223372036854775808", "JPY", "AMOUNT_NOT_PAYABLE")]
    [InlineData("£0", "GBP/240", "AMOUNT_NOT_PAYABLE")]
    [InlineData("£999999999999999", "GBP/240", "AMOUNT_NOT_PAYABLE")]
    [InlineData("0.001", "CHF", "MALFORMED")]
    [InlineData("0.0000000001", "CHF", "MALFORMED")]
    [InlineData("5.503", "GBP/240", "MALFORMED")]
    [InlineData("8/20/0", "GBP/240", "MALFORMED")]
    [InlineData("8/0/12", "GBP/240", "MALFORMED")]
    [InlineData("8/0/6", "CHF", "MALFORMED")]
    [InlineData("£", "GBP/240", "MALFORMED")]
    [InlineData("", "GBP/240", "MALFORMED")]
    [InlineData("", "CHF", "MALFORMED")]
    [InlineData("1e3", "CHF", "MALFORMED")]
    [InlineData("1,000", "CHF", "MALFORMED")]
    [InlineData("1.500", "CHF", "MALFORMED")]
    [InlineData("1.000", "JPY/1", "MALFORMED")]
    [InlineData(".5", "CHF", "MALFORMED")]
    [InlineData("5.", "CHF", "MALFORMED")]
    [InlineData("٥", "CHF", "MALFORMED")]
    public void What_is_no_sum_to_pay_is_refused_with_its_reason(string text, string currency, string reason)
    {
        var refusal = Should.Throw<UsageException>(() => Read(text, currency));
        (refusal.Reason, refusal.Field).ShouldBe((reason, "amount"));
    }

    [Theory]
    [InlineData("ABC")]
    [InlineData("JPY/100")]
    [InlineData("CHF/240")]
    [InlineData("CH")]
    [InlineData("CURRENCYX")]
    [InlineData("CHF/")]
    [InlineData("CHF/0")]
    [InlineData("CHF/-1")]
    [InlineData("CHF/1000001")]
    [InlineData("CHF/99999999999")]
    [InlineData("CHF/100/1")]
    [InlineData("")]
    public void What_is_no_currency_is_refused(string text) =>
        Should.Throw<UsageException>(() => SumReader.Currency(text, "currency")).Field.ShouldBe("currency");

    [Fact]
    public void What_is_written_of_old_pounds_is_read_again()
    {
        var pounds = SumReader.Currency("GBP/240", "currency");
        for (var pence = 1L; pence <= 1_000; pence++)
            Read(SumText.Of(pence, pounds), "GBP/240").MinorUnits.ShouldBe(pence);
    }

    [Theory]
    [InlineData(0, "CHF", "0.00 CHF")]
    [InlineData(-5, "CHF", "-0.05 CHF")]
    [InlineData(12_345, "CHF", "123.45 CHF")]
    [InlineData(12_345, "JPY", "12345 JPY")]
    [InlineData(12_345, "KWD", "12.345 KWD")]
    [InlineData(12_345, "XTS/288", "42 249/288 XTS")]
    [InlineData(-1_926, "GBP/240", "-£8 0s. 6d.")]
    [InlineData(1_926, "XTS/240", "XTS 8 0s. 6d.")]
    [InlineData(-9_007_199_254_740_990, "JPY", "-9007199254740990 JPY")]
    [InlineData(long.MinValue, "JPY", "less than -9007199254740991 JPY")]
    [InlineData(9_007_199_254_740_991, "CHF", "more than 90071992547409.91 CHF")]
    [InlineData(long.MaxValue, "CHF", "more than 90071992547409.91 CHF")]
    public void Sums_are_written_for_people(long minor, string currency, string text) =>
        SumText.Of(minor, SumReader.Currency(currency, "currency")).ShouldBe(text);

    [Theory]
    [InlineData("chf", "CHF")]
    [InlineData("JPY/1", "JPY")]
    [InlineData("kwd", "KWD")]
    [InlineData("£sd", "GBP/240")]
    [InlineData("xts/7", "XTS/7")]
    public void A_currency_is_written_as_its_code_where_that_says_its_units(string text, string written) =>
        SumText.Of(SumReader.Currency(text, "currency")).ShouldBe(written);

    private static V1.Money Read(string text, string currency) =>
        SumReader.Sum(text, SumReader.Currency(currency, "currency"), "amount");
}
