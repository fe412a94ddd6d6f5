using Google.Protobuf.WellKnownTypes;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Domain.Money;

namespace Solidarity.Languages.Tests;

/// <summary>How sums, days and moments are written for people who chose a language.</summary>
public sealed class WritingTests
{
    [Theory]
    [InlineData("en", 123_456_750, "CHF", 100, "1234567.50 CHF")]
    [InlineData("de", 123_456_750, "CHF", 100, "1.234.567,50 CHF")]
    [InlineData("fr", -123_456_750, "CHF", 100, "-1\u202F234\u202F567,50 CHF")]
    [InlineData("it", 1_234, "JPY", 1, "1.234 JPY")]
    [InlineData("es", 1_234_567, "TND", 1_000, "1.234,567 TND")]
    // One way of writing in all languages.
    [InlineData("de", 296_646, "GBP", 240, "£1236 0s. 6d.")]
    [InlineData("fr", 288_249, "THL", 288, "1000 249/288 THL")]
    [InlineData("en", 5, "x", 100, "5 minor units of x/100")]
    public void A_sum_is_written_as_the_language_writes_numbers(
        string code, long minor, string currency, int units, string text)
    {
        Language.Current = Language.Of(code);
        var money = new V1.Money { MinorUnits = minor, CurrencyCode = currency, UnitsPerMajor = units };
        SumText.Of(money).ShouldBe(text);
    }

    [Fact]
    public void A_command_takes_sums_in_one_way_of_writing()
    {
        Language.Current = Language.Of("de");
        SumText.Words(new V1.Money { MinorUnits = 123_450, CurrencyCode = "CHF", UnitsPerMajor = 100 })
            .ShouldBe("1234.50 CHF");
    }

    [Fact]
    public void A_sum_that_was_written_is_read_as_itself_or_not_at_all()
    {
        var random = new Random(1868);
        foreach (var code in Language.Codes)
            for (var at = 0; at < 1_000; at++)
            {
                Language.Current = Language.Of(code);
                var currency = Currency.Of("CHF", random.GetItems([1, 10, 100, 1_000, 240, 288], 1)[0]);
                var minor = random.NextInt64(1, 1L << random.Next(1, 49));
                var text = SumText.Of(minor, currency.ToWire());
                if (SumReading.Read(text, currency, out var problem) is { } read)
                    read.Minor.ShouldBe(minor, text);
                else
                    problem.Text.English.ShouldContain("could be", Case.Sensitive, text);
            }
    }

    [Theory]
    [InlineData("en", "1868-05-03 12:07", "1868-05-03")]
    [InlineData("de", "03.05.1868 12:07", "03.05.1868")]
    [InlineData("fr", "03/05/1868 12:07", "03/05/1868")]
    public void Moments_and_days_are_written_as_the_language_writes_days(string code, string minute, string day)
    {
        Language.Current = Language.Of(code);
        var time = Timestamp.FromDateTime(new DateTime(1868, 5, 3, 12, 7, 9, DateTimeKind.Utc));
        Moments.Minute(time).ShouldBe(minute);
        Moments.Day(time).ShouldBe(day);
        Moments.Day("1868-05-03").ShouldBe(day);
        Moments.Day("May 1868").ShouldBe("May 1868");
        Moments.Day("").ShouldBe("");
        Moments.Minute(null).ShouldBe("");
    }

    [Fact]
    public void The_names_of_an_enumeration_are_texts_of_the_sources() =>
        SourceTexts.Of("Solidarity.Commands").Texts.Select(text => text.English)
            .ShouldContain(EnumText.Plain(V1.Outcome.CalledOff));
}
