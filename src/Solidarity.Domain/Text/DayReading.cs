using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Solidarity.Domain.Text;

/// <summary>
/// The one place that reads days as people write them. Only 1867-05-01 is a day. What is none, because the calendar has
/// no such day or it is written in another way, is refused with the day that is likely meant; with two where day and
/// month can be exchanged, and with three where the century is missing.
/// </summary>
public static partial class DayReading
{
    /// <summary>The first and the last year of days that may enter.</summary>
    public const int YearMin = 1800;
    public const int YearMax = 2199;

    private const string Form = "yyyy-MM-dd";
    /// <summary>What is wrong with a text that looks like no day.</summary>
    public static readonly Wording Example = "is not a day such as 1868-03-23";
    private const int MonthsMax = 12;

    private static readonly Wording NoProblem = Wording.Verbatim("");

    /// <summary>The longest text that is looked into: 29 de septiembre de 1867.</summary>
    private const int CharsMax = 40;

    // In English, French, German, Spanish and Italian, in small letters without accents.
    private static readonly string[] MonthNames =
    [
        "jan january janvier januar janner enero ene gennaio gen",
        "feb february fevrier fev februar feber febrero febbraio",
        "mar march mars marz maerz mrz marzo",
        "apr april avril avr abril abr aprile",
        "may mai mayo maggio mag",
        "jun june juin juni junio giugno giu",
        "jul july juillet juil juli julio luglio lug",
        "aug august aout agosto ago",
        "sep sept september septembre septiembre setiembre settembre set",
        "oct october octobre oktober okt octubre ottobre ott",
        "nov november novembre noviembre",
        "dec december decembre dezember dez diciembre dic dicembre",
    ];

    private static readonly FrozenDictionary<string, int> MonthOf = MonthNames
        .SelectMany((names, at) => names.Split(' ').Select(name => (name, month: at + 1)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.month);

    /// <summary>The day; null, with what follows the text in a message, where it is none.</summary>
    public static DateOnly? Read(string text, out Wording problem)
    {
        problem = NoProblem;
        if (DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        problem = (text.Length <= CharsMax ? Likely(text.Trim()) : null) ?? Example;
        return null;
    }

    private static Wording? Likely(string text)
    {
        if (YearFirst().Match(text) is { Success: true } ordered)
            return InOrder(Number(ordered, "year"), Number(ordered, "month"), Number(ordered, "day"));
        if (MonthAlone().Match(text) is { Success: true } alone
            && Written(Number(alone, "year"), Number(alone, "month"), 1) is { } first)
            return $"is a month; write the day, too, as {first}";
        if (YearAlone().IsMatch(text))
            return $"is a year; write month and day, too, as {text}-05-01";
        if (YearLast().Match(text) is { Success: true } turned)
            return Turned(
                Number(turned, "one"), Number(turned, "two"), turned.Groups["year"].Value,
                isDayFirst: turned.Groups["mark"].Value == ".");
        return InWords(LatinLetters.Words(text).Split(' '));
    }

    // 1867-02-30, 2026-13-01, 1867/5/1, 1868-03-23T00:00:00Z
    private static Wording InOrder(int year, int month, int day)
    {
        if (Written(year, month, day) is { } written)
            return $"is not written as days are; write {written}";
        if (month > MonthsMax)
            return Written(year, day, month) is { } exchanged
                ? Wording.Of($"is no day: there is no month {month}; do you mean {exchanged}?")
                : $"is no day: there is no month {month}";
        if (month == 0 || day == 0 || year == 0)
            return "is no day: years, months and days begin with 1";
        var last = DateTime.DaysInMonth(year, month);
        var name = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);
        return $"is no day: {name} {year} has {last} days; do you mean {Written(year, month, last)}?";
    }

    // 1.5.1867, 1/5/67: a day stands before its month or behind it, with points always before.
    private static Wording? Turned(int one, int two, string year, bool isDayFirst)
    {
        string[] years = year.Length == 2 ? [$"18{year}", $"19{year}", $"20{year}"] : [year];
        var written = new List<string>();
        foreach (var full in years)
        {
            var number = int.Parse(full, CultureInfo.InvariantCulture);
            if (Written(number, two, one) is { } dayFirst)
                written.Add(dayFirst);
            if (!isDayFirst && Written(number, one, two) is { } monthFirst)
                written.Add(monthFirst);
        }
        if (written.Count == 0)
            return null;
        var all = string.Join(" or ", written.Distinct());
        return years.Length > 1
            ? Wording.Of($"has a year of two digits; write {all}")
            : $"is not written as days are; write {all}";
    }

    // 5 May 1867, May 5th 1867, 1er mai 1867, 5 de mayo de 1867
    private static Wording? InWords(string[] words)
    {
        var months = words.Select(word => MonthOf.GetValueOrDefault(word)).Where(month => month > 0);
        if (months.ToArray() is not [var month])
            return null;
        var numbers = words.Select(word => Ordinal().Match(word)).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)).ToArray();
        return numbers is [var one, var two] && (Written(two, month, one) ?? Written(one, month, two)) is { } written
            ? Wording.Of($"is not written as days are; write {written}")
            : null;
    }

    private static string? Written(int year, int month, int day) =>
        year is >= YearMin and <= YearMax && month is >= 1 and <= MonthsMax
        && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day).ToString(Form, CultureInfo.InvariantCulture)
            : null;

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})(?<mark>[-/. ])(?<month>[0-9]{1,2})\k<mark>(?<day>[0-9]{1,2})([T ][0-9:.,+-]+Z?)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex YearFirst();

    [GeneratedRegex(
        @"^(?<one>[0-9]{1,2})(?<mark>[-/. ]) ?(?<two>[0-9]{1,2})\k<mark> ?(?<year>[0-9]{4}|[0-9]{2})\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^(?<year>[0-9]{4})[-/.](?<month>[0-9]{1,2})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex MonthAlone();

    [GeneratedRegex(@"^(1[89]|2[01])[0-9]{2}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex YearAlone();

    [GeneratedRegex(@"^(?<number>[0-9]{1,4})(st|nd|rd|th|er)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Ordinal();
}
