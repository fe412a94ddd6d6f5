using Solidarity.Domain.Money;
using Solidarity.Domain.Tests.Kit;
using Xunit.Abstractions;

namespace Solidarity.Domain.Tests.Money;

/// <summary>Sums as people write them: each has one reading, or is refused with all of them.</summary>
public sealed class SumReadingTests(ITestOutputHelper output)
{
    private static readonly string[] Currencies =
        ["CHF", "JPY/1", "KWD/1000", "GBP/240", "LIVRE/240", "THALER/288", "PRT/360", "MGA/5", "GBP", "XXX/1000000"];

    [Theory]
    [InlineData("5", "CHF", 500)]
    [InlineData("5.5", "CHF", 550)]
    [InlineData("005.50", "CHF", 550)]
    [InlineData("0.01", "CHF", 1)]
    [InlineData("1500", "CHF", 150_000)]
    [InlineData("1'500", "CHF", 150_000)]
    [InlineData("1\u2019500", "CHF", 150_000)]
    [InlineData("1 500", "CHF", 150_000)]
    [InlineData("1\u00A0500", "CHF", 150_000)]
    [InlineData("1\u202F500,50", "CHF", 150_050)]
    [InlineData("1\u2009500.50", "CHF", 150_050)]
    [InlineData("1,500.00", "CHF", 150_000)]
    [InlineData("1.500,00", "CHF", 150_000)]
    [InlineData("1,500,000", "CHF", 150_000_000)]
    [InlineData("1.500.000", "CHF", 150_000_000)]
    [InlineData("1'500'000.5", "CHF", 150_000_050)]
    [InlineData("12,50", "CHF", 1_250)]
    [InlineData("12,5", "CHF", 1_250)]
    [InlineData(" 12.50 ", "CHF", 1_250)]
    [InlineData("120.00 CHF", "CHF", 12_000)]
    [InlineData("CHF 120", "CHF", 12_000)]
    [InlineData("10000000000000", "CHF", 1_000_000_000_000_000)]
    [InlineData("7", "JPY/1", 7)]
    [InlineData("1.500", "KWD/1000", 1_500)]
    [InlineData("1,500.000", "KWD/1000", 1_500_000)]
    [InlineData("5.50", "GBP/240", 1_320)]
    [InlineData("0.0125", "GBP/240", 3)]
    [InlineData("8.0250", "GBP/240", 1_926)]
    [InlineData("8/0/6", "GBP/240", 1_926)]
    [InlineData("£8/0/6", "GBP/240", 1_926)]
    [InlineData("0/19/11", "GBP/240", 239)]
    [InlineData("£8 0s. 6d.", "GBP/240", 1_926)]
    [InlineData("£8", "GBP/240", 1_920)]
    [InlineData("£8 6d", "GBP/240", 1_926)]
    [InlineData("6s.", "GBP/240", 72)]
    [InlineData("11d.", "GBP/240", 11)]
    [InlineData("LIVRE 8 0s. 6d.", "LIVRE/240", 1_926)]
    [InlineData("£8.50", "GBP", 850)]
    [InlineData("42 249/288 THALER", "THALER/288", 12_345)]
    [InlineData("5.-", "CHF", 500)]
    [InlineData("1'500.\u2013", "CHF", 150_000)]
    [InlineData("1.500,-", "EUR", 150_000)]
    [InlineData("5,--", "EUR", 500)]
    [InlineData("Fr. 5.50", "CHF", 550)]
    [InlineData("SFr. 5.-", "CHF", 500)]
    [InlineData("chf 5", "CHF", 500)]
    [InlineData("5 F", "FRF", 500)]
    [InlineData("12,50 €", "EUR", 1_250)]
    [InlineData("€12.50", "EUR", 1_250)]
    [InlineData("$5", "USD", 500)]
    [InlineData("1,234.50 $", "USD", 123_450)]
    [InlineData("¥700", "JPY/1", 700)]
    [InlineData("5 £", "GBP", 500)]
    public void What_has_one_reading_is_read(string text, string currency, long minor) =>
        Read(text, currency).ShouldBe((minor, null));

    [Theory]
    [InlineData("1.500", "CHF", "\"1.500\" could be 1500 or 1.500; write 1500, or 1.5")]
    [InlineData("1,500", "CHF", "\"1,500\" could be 1500 or 1.500; write 1500, or 1.5")]
    [InlineData("1.000", "JPY/1", "\"1.000\" could be 1000 or 1.000; write 1000, or 1")]
    [InlineData("1,000", "JPY/1", "\"1,000\" could be 1000 or 1.000; write 1000, or 1")]
    [InlineData("1,505", "KWD/1000", "\"1,505\" could be 1505 or 1.505; write 1505, or 1.505")]
    [InlineData("1.505", "CHF", "\"1.505\" could be 1505 or 1.505; write 1505")]
    [InlineData("8.025", "GBP/240", "\"8.025\" could be 8025 or 8.025; write 8025, or 8.0250")]
    [InlineData("8/6", "GBP/240", "\"8/6\" could be £0 8s. 6d. or £8 6s. 0d.; write one of these")]
    [InlineData("٣", "CHF", "\"٣\" has other digits than 0 to 9; write 3")]
    [InlineData("１２", "CHF", "\"１２\" has other digits than 0 to 9; write 12")]
    [InlineData("1.50", "JPY/1", "\"1.50\" has 2 decimals, and JPY/1 has none")]
    [InlineData("5.0", "JPY/1", "\"5.0\" has 1 decimal, and JPY/1 has none")]
    [InlineData("1500.000", "CHF", "\"1500.000\" has 3 decimals, and CHF has at most 2")]
    [InlineData("0.500", "CHF", "\"0.500\" has 3 decimals, and CHF has at most 2")]
    [InlineData("005.500000", "CHF", "\"005.500000\" has 6 decimals, and CHF has at most 2")]
    [InlineData("5.53", "GBP/240", "5.53 GBP is no whole number of minor units; 1 GBP has 240")]
    public void What_has_two_readings_or_too_many_decimals_is_refused(string text, string currency, string problem)
    {
        SumReading.Read(text, Currency.Parse(currency), out var said).ShouldBeNull();
        said.IsMalformed.ShouldBeTrue();
        said.Text.English.ShouldBe(problem);
    }

    [Theory]
    [InlineData("1.500", "CHF", DecimalMark.Comma, 150_000)]
    [InlineData("1,500", "CHF", DecimalMark.Point, 150_000)]
    [InlineData("1,000", "JPY/1", DecimalMark.Point, 1_000)]
    [InlineData("1.000", "JPY/1", DecimalMark.Comma, 1_000)]
    [InlineData("8.025", "GBP/240", DecimalMark.Point, 1_926)]
    [InlineData("1.505", "KWD/1000", DecimalMark.Point, 1_505)]
    [InlineData("1,505", "KWD/1000", DecimalMark.Comma, 1_505)]
    [InlineData("1,505", "KWD/1000", DecimalMark.Point, 1_505_000)]
    [InlineData("1.500 EUR", "EUR", DecimalMark.Comma, 150_000)]
    // What is clear by itself stays so, in whichever language.
    [InlineData("1,500.00", "CHF", DecimalMark.Comma, 150_000)]
    [InlineData("1.500,00", "CHF", DecimalMark.Point, 150_000)]
    [InlineData("12.50", "CHF", DecimalMark.Comma, 1_250)]
    [InlineData("12,50", "CHF", DecimalMark.Point, 1_250)]
    public void The_language_decides_where_a_sum_has_two_readings(
        string text, string currency, DecimalMark mark, long minor) =>
        SumReading.Read(text, Currency.Parse(currency), out _, mark: mark)!.Value.Minor.ShouldBe(minor);

    [Theory]
    [InlineData("1.500", "CHF", DecimalMark.Point, "\"1.500\" has 3 decimals, and CHF has at most 2")]
    [InlineData("1,500", "CHF", DecimalMark.Comma, "\"1,500\" has 3 decimals, and CHF has at most 2")]
    // With a point it may have been copied from what the service prints.
    [InlineData("1.505", "KWD/1000", DecimalMark.Comma,
        "\"1.505\" could be 1505 or 1.505; write 1505, or 1,505")]
    [InlineData("1,500,-", "EUR", DecimalMark.Unknown, "\"1,500,-\" could be 1500 or 1.500; write 1500, or 1.5")]
    public void The_language_makes_no_sum_of_what_is_none(
        string text, string currency, DecimalMark mark, string problem)
    {
        SumReading.Read(text, Currency.Parse(currency), out var said, mark: mark).ShouldBeNull();
        said.Text.English.ShouldBe(problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("5..0")]
    [InlineData("1e3")]
    [InlineData("+5")]
    [InlineData("0x10")]
    [InlineData("1,00,000")]
    [InlineData("1,500.000,00")]
    [InlineData("1.500'000")]
    [InlineData("1'50")]
    [InlineData("15 00")]
    [InlineData("1  500")]
    [InlineData("1_500")]
    [InlineData("½")]
    [InlineData("5-")]
    [InlineData("(5)")]
    [InlineData("5\u001B")]
    [InlineData("5 EUR")]
    [InlineData("€5")]
    [InlineData("£5")]
    [InlineData("8/0/6")]
    [InlineData("NaN")]
    public void What_is_no_sum_is_refused(string text)
    {
        SumReading.Read(text, Currency.Of("CHF"), out var problem).ShouldBeNull();
        problem.IsMalformed.ShouldBeTrue(problem.Text.English);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("-5")]
    [InlineData("\u22125")]
    [InlineData("10000000000000.01")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_a_sum_and_cannot_be_paid_is_told_apart(string text)
    {
        SumReading.Read(text, Currency.Of("CHF"), out var problem).ShouldBeNull();
        problem.IsMalformed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("8.025", "GBP/240", 1_926)]
    [InlineData("1.50", "CHF", 150)]
    public void A_data_file_has_a_decimal_point_and_no_groups(string text, string currency, long minor) =>
        SumReading.Read(text, Currency.Parse(currency), out _, isData: true)!.Value.Minor.ShouldBe(minor);

    [Theory]
    [InlineData("1'500")]
    [InlineData("1,50")]
    [InlineData("1.500")]
    [InlineData("1.000")]
    public void In_a_data_file_nothing_else_is_a_sum(string text) =>
        SumReading.Read(text, Currency.Of("CHF"), out _, isData: true).ShouldBeNull();

    [Fact]
    public void What_is_written_is_read_as_the_same_amount() =>
        Randomly.ForAll(output, Randomly.Seeds(), runs: 2_000, size: 1, seed =>
        {
            var random = new Random(seed);
            var currency = Currency.Parse(Currencies[random.Next(Currencies.Length)]);
            var amount = new Amount(
                1 + (random.NextInt64(Amount.MinorMax) >> random.Next(50)), currency);
            SumReading.Read(amount.ToString(), currency, out var problem).ShouldBe(amount, $"{problem.Text}");
        });

    // What is accepted means the same to a reader with a decimal comma and to one with a decimal point.
    [Fact]
    public void What_is_accepted_has_one_reading() =>
        Randomly.ForAll(output, Randomly.Seeds(), runs: 20_000, size: 1, seed =>
        {
            var random = new Random(seed);
            const string letters = "0123456789.,' ";
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
                random.Next(4) == 0 ? letters[random.Next(letters.Length)] : letters[random.Next(10)]));
            var currency = Currency.Of("CHF");
            if (SumReading.Read(text, currency, out _) is not { } amount)
                return;
            foreach (var (point, comma) in new[] { (".", ","), (",", ".") })
                if (ReadBy(text.Trim(), point, comma) is { } reading)
                    reading.ShouldBe(amount.Minor, text);
        });

    // How a reader with that decimal sign understands a text; null where it makes no sense to such a reader.
    private static decimal? ReadBy(string text, string point, string comma)
    {
        var parts = text.Split(point);
        if (parts.Length > 2 || (parts.Length == 2 && !parts[1].All(char.IsAsciiDigit)))
            return null;
        var groups = parts[0].Split([comma, "'", " "], StringSplitOptions.None);
        if (groups.Length > 1 && (groups[0].Length is 0 or > 3 || groups.Skip(1).Any(group => group.Length != 3)))
            return null;
        var digits = string.Concat(groups) + (parts.Length == 2 ? "." + parts[1] : "");
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number * 100
            : null;
    }

    private static (long? Minor, string? Problem) Read(string text, string currency)
    {
        var amount = SumReading.Read(text, Currency.Parse(currency), out var problem);
        return (amount?.Minor, problem.Text?.English);
    }
}
