using Solidarity.Domain.Calls;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Tests.Bodies;

public sealed class DayReadingTests
{
    [Theory]
    [InlineData("1867-05-01")]
    [InlineData("1868-02-29")]
    [InlineData("1800-01-01")]
    [InlineData("2199-12-31")]
    [InlineData("9999-12-31")]
    public void A_day_is_read(string text)
    {
        DayReading.Read(text, out var problem)!.Value.ToString("yyyy-MM-dd").ShouldBe(text);
        problem.English.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1867-02-30", "is no day: February 1867 has 28 days; do you mean 1867-02-28?")]
    [InlineData("1868-02-30", "is no day: February 1868 has 29 days; do you mean 1868-02-29?")]
    [InlineData("1867-04-31", "is no day: April 1867 has 30 days; do you mean 1867-04-30?")]
    [InlineData("1867-12-99", "is no day: December 1867 has 31 days; do you mean 1867-12-31?")]
    [InlineData("2026-13-01", "is no day: there is no month 13; do you mean 2026-01-13?")]
    [InlineData("1868-13-24", "is no day: there is no month 13")]
    [InlineData("1868-00-24", "is no day: years, months and days begin with 1")]
    [InlineData("1868-3-23", "is not written as days are; write 1868-03-23")]
    [InlineData("1868/03/23", "is not written as days are; write 1868-03-23")]
    [InlineData("1868-03-23T00:00:00Z", "is not written as days are; write 1868-03-23")]
    [InlineData(" 1868-03-23", "is not written as days are; write 1868-03-23")]
    [InlineData("01.05.1867", "is not written as days are; write 1867-05-01")]
    [InlineData("1. 5. 1867", "is not written as days are; write 1867-05-01")]
    [InlineData("1/5/1867", "is not written as days are; write 1867-05-01 or 1867-01-05")]
    [InlineData("5/5/1867", "is not written as days are; write 1867-05-05")]
    [InlineData("23/3/1868", "is not written as days are; write 1868-03-23")]
    [InlineData("3/23/1868", "is not written as days are; write 1868-03-23")]
    [InlineData("1-5-1867", "is not written as days are; write 1867-05-01 or 1867-01-05")]
    [InlineData("1.5.67", "has a year of two digits; write 1867-05-01 or 1967-05-01 or 2067-05-01")]
    [InlineData("5 May 1867", "is not written as days are; write 1867-05-05")]
    [InlineData("May 5th, 1867", "is not written as days are; write 1867-05-05")]
    [InlineData("1er août 1867", "is not written as days are; write 1867-08-01")]
    [InlineData("3. März 1868", "is not written as days are; write 1868-03-03")]
    [InlineData("23 de marzo de 1868", "is not written as days are; write 1868-03-23")]
    [InlineData("1868 DICEMBRE 2", "is not written as days are; write 1868-12-02")]
    [InlineData("1867", "is a year; write month and day, too, as 1867-05-01")]
    [InlineData("1867-05", "is a month; write the day, too, as 1867-05-01")]
    public void What_is_no_day_is_refused_with_the_likely_one(string text, string problem)
    {
        DayReading.Read(text, out var told).ShouldBeNull();
        told.English.ShouldBe(problem);
        // What is proposed is a day.
        foreach (var word in told.English.Split(' ', '?', ';', ',').Where(word => word is ['1', '8', ..]))
            DateOnly.TryParseExact(word, "yyyy-MM-dd", out _).ShouldBe(word.Length == 10, word);
    }

    [Theory]
    [InlineData("")]
    [InlineData("last spring")]
    [InlineData("tomorrow")]
    [InlineData("31.2.1867")]
    [InlineData("May 1867")]
    [InlineData("5 May June 1867")]
    [InlineData("31 February 1867")]
    [InlineData("99999-01-01")]
    [InlineData("1/1/1799")]
    [InlineData("١٨٦٨-٠٣-٢٣")]
    [InlineData("5 May 99999999999999999999")]
    public void What_says_no_day_is_refused_with_the_form(string text)
    {
        DayReading.Read(text, out var told).ShouldBeNull();
        told.ShouldBe("is not a day such as 1868-03-23");
    }

    [Theory]
    [InlineData("1867-05-01", null)]
    [InlineData("2026-12-01", null)]
    [InlineData("2027-12-02", null)]
    [InlineData("2027-12-03", "is 2027-12-03, more than 366 days ahead; do you mean 2026-12-03?")]
    [InlineData("2062-12-01", "is 2062-12-01, more than 366 days ahead; do you mean 2026-12-01?")]
    [InlineData("2072-05-01", "is 2072-05-01, more than 366 days ahead; do you mean 2027-05-01?")]
    [InlineData("2126-05-01", "is 2126-05-01, more than 366 days ahead; do you mean 2026-05-01?")]
    [InlineData("2062-02-28", "is 2062-02-28, more than 366 days ahead; do you mean 2026-02-28?")]
    [InlineData("2064-02-29", "is 2064-02-29, more than 366 days ahead; check it")]
    public void A_start_far_ahead_is_refused_with_the_likely_one(string start, string? problem) =>
        (StrikeFacts.ProblemAhead(DateOnly.Parse(start, CultureInfo.InvariantCulture), new DateOnly(2026, 12, 1))
            ?.English).ShouldBe(problem);
}
