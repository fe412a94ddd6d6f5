namespace Solidarity.Languages.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("en", "-1234567.50", "-1234567.50", "1868-05-03")]
    [InlineData("fr", "-1234567.50", "-1\u202F234\u202F567,50", "03/05/1868")]
    [InlineData("de", "-1234567.50", "-1.234.567,50", "03.05.1868")]
    [InlineData("es", "123.50", "123,50", "03/05/1868")]
    [InlineData("it", "1234", "1.234", "03/05/1868")]
    public void Numbers_and_days_are_written_as_the_language_writes_them(
        string code, string number, string written, string day)
    {
        var language = Language.Of(code);
        language.Number(number).ShouldBe(written);
        language.Day(new DateOnly(1868, 5, 3)).ShouldBe(day);
    }

    [Theory]
    [InlineData("en", "27,900")]
    [InlineData("fr", "27\u202F900")]
    [InlineData("de", "27.900")]
    public void Counts_of_many_are_grouped_in_all_languages(string code, string written) =>
        Language.Of(code).Count(27_900).ShouldBe(written);

    [Fact]
    public void A_wording_keeps_its_template_and_its_arguments()
    {
        var sum = "5.00 CHF";
        Wording wording = $"{sum} of {{" + $"{7}}}";
        wording.Template.ShouldBe("{0} of {{{1}}}");
        wording.Arguments.ShouldBe([sum, 7]);
        wording.English.ShouldBe("5.00 CHF of {7}");
    }

    [Fact]
    public async Task What_is_chosen_holds_for_what_runs_below_and_not_for_others()
    {
        var below = await Task.Run(async () =>
        {
            Language.Current = Language.Of("de");
            await Task.Yield();
            return await Task.Run(() => Language.Current.Code);
        });
        below.ShouldBe("de");
        Language.Current.ShouldBe(Language.English);
    }

    [Fact]
    public void A_language_that_is_none_of_ours_is_refused() =>
        Should.Throw<ArgumentException>(() => Language.Of("eo")).Message.ShouldContain("en, fr, de, es, it");
}
