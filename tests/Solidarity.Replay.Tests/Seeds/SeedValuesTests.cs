using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Money;
using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

public sealed class SeedValuesTests
{
    private static readonly Currency Pound = Currency.Of("GBP", 240);

    [Theory]
    [InlineData("8.025", "Bill 8.-6", 1926)]
    [InlineData("5.00", "five pounds", 1200)]
    [InlineData("0.0833", "0 pounds 1s. 8d.", 20)]
    [InlineData("0.1042", "0 pounds 2s. 1d.", 25)]
    [InlineData("1.6667", "1 pounds 13s. 4d.", 400)]
    [InlineData("1.3875", "1 pounds 7s. 9d.", 333)]
    [InlineData("999999999999", "", 239_999_999_999_760)]
    public void Pounds_are_read_to_the_penny(string text, string recorded, long pence) =>
        Amounts.Read(text, Pound, recorded, out _).ShouldBe(new Amount(pence, Pound));

    [Fact]
    public void A_sum_that_no_command_may_name_is_refused()
    {
        Amounts.Read("999999999999", Currency.Of("XXX", 1_000_000), "", out var problem).ShouldBeNull();

        problem!.English.ShouldBe("is more than 1000000000000000 of the smallest units; check it");
    }

    [Fact]
    public void Every_sum_of_pence_is_read_back_from_its_rounded_decimal_and_its_wording()
    {
        for (var pence = 1; pence <= 960; pence++)
        {
            var rounded = Math.Round(pence / 240m, 4).ToString("0.0000", CultureInfo.InvariantCulture);
            var wording = $"{pence / 240} pounds {pence / 12 % 20}s. {pence % 12}d.";

            Amounts.Read(rounded, Pound, wording, out var problem)
                .ShouldBe(new Amount(pence, Pound), $"{rounded} as {wording}: {problem}");
        }
    }

    [Theory]
    [InlineData("1 pounds 20s. 0d.")]
    [InlineData("1 pounds 0s. 12d.")]
    [InlineData("30s. a week in signatures")]
    [InlineData("1 pounds 7s. 9d.\n")]
    [InlineData("-1 pounds 7s. 9d.")]
    public void Other_wordings_are_no_pounds_shillings_and_pence(string recorded) =>
        Amounts.Sterling(recorded).ShouldBeNull();

    [Theory]
    [InlineData("1867", "1867-01-01", "1867-12-31")]
    [InlineData("1868-02", "1868-02-01", "1868-02-29")]
    [InlineData("1867-03-05", "1867-03-05", "1867-03-05")]
    public void A_date_stands_for_its_period(string text, string first, string last)
    {
        SeedDate.TryParse(text, out var date).ShouldBeTrue();

        date.ShouldBe(new SeedDate(DateOnly.Parse(first), DateOnly.Parse(last)));
    }

    [Theory]
    [InlineData("1867-02-29")]
    [InlineData("1867-00")]
    [InlineData("0000")]
    [InlineData("67")]
    [InlineData("1867-3-5")]
    [InlineData("1867/03/05")]
    [InlineData("1867-03-05 ")]
    [InlineData("١٨٦٧")]
    public void Other_dates_are_refused(string text) => SeedDate.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("London", "tailors", "london-tailors")]
    [InlineData("Châtelineau (Charleroi)", "coal miners", "chatelineau-coal-miners")]
    [InlineData("Göschenen", "tunnel workers (Italian)", "goschenen-tunnel-workers")]
    [InlineData("Lisbon", "founders, then carpenters", "lisbon-founders-then-carpenters")]
    [InlineData("Paris", "leather dressers (mégissiers)", "paris-leather-dressers")]
    [InlineData("Straße", "Œuvriers", "strasse-oeuvriers")]
    public void An_id_is_made_of_town_and_trade(string locality, string trade, string slug)
    {
        SeedSlug.Of(locality, trade).ShouldBe(slug);
        Names.IsSlug(slug).ShouldBeTrue();
    }

    [Fact]
    public void A_made_id_is_never_too_long() =>
        SeedSlug.Of(new string('a', 62), "bakers").ShouldBe(new string('a', 62));

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("A")]
    [InlineData("a_b")]
    [InlineData("é")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void Other_ids_are_refused(string text) => Names.IsSlug(text).ShouldBeFalse();

    [Theory]
    [InlineData("par-bronz", "par-bronze-1867")]
    [InlineData("gva-build", "gva-build-1868")]
    [InlineData("gva-biuld-1870", "gva-build-1870")]
    [InlineData("lodi", null)]
    [InlineData("", null)]
    public void The_nearest_id_is_guessed(string written, string? guess) =>
        Nearest.To(written, ["gva-build-1870", "gva-build-1868", "par-bronze-1867"]).ShouldBe(guess);

    [Fact]
    public void A_rate_of_the_time_is_exact() =>
        new Rate(20000, 1926).Convert(1926).ShouldBe(20000);
}
