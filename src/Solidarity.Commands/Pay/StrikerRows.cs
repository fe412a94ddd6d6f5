using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Imports;
using Solidarity.Commands.Sums;
using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Text;

namespace Solidarity.Commands.Pay;

/// <summary>What a table says of one striker: who it is, and what was done in which week.</summary>
/// <param name="EveryWeek">Of a row that names no week.</param>
internal sealed record StrikerFacts(Striker Who, Dictionary<int, StrikerWeek> Weeks, StrikerWeek? EveryWeek)
{
    /// <summary>Null where nothing is said of the week: then there was no strike of this one.</summary>
    public StrikerWeek? In(int week) => Weeks.GetValueOrDefault(week) ?? EveryWeek;
}

/// <summary>Reads the facts that strike pay depends on from a table. A striker may have several rows, one for a week
/// each; what the rules never ask may be left out.</summary>
internal sealed class StrikerRows(TableRows rows, PayRules rules, DateOnly start)
{
    public static readonly string[] Required = ["striker"];

    public static readonly string[] Optional =
    [
        "count", "months", "joined", "dues", "wage", "dependants", "standing", "lacks", "from", "until", "week",
        "days", "part-days", "hours", "duty-hours", "excused", "loss", "other-income",
    ];

    private const int MinutesInHour = 60;

    private readonly V1.Currency _currency = new()
    {
        CurrencyCode = rules.Currency.Code,
        UnitsPerMajor = rules.Currency.UnitsPerMajor,
    };

    /// <summary>In the order of their first rows.</summary>
    /// <exception cref="UsageException">Rows are malformed; all are told.</exception>
    public static OrderedDictionary<string, StrikerFacts> Read(string file, PayRules rules, DateOnly start)
    {
        var rows = TableRows.Of(file, Required, Optional);
        var strikers = new StrikerRows(rows, rules, start).Read();
        return rows.Problems.Count == 0
            ? strikers
            : throw RowProblemText.Of(file, rows.Problems, "Nothing was reckoned.");
    }

    private OrderedDictionary<string, StrikerFacts> Read()
    {
        var strikers = new OrderedDictionary<string, StrikerFacts>(StringComparer.Ordinal);
        foreach (var row in rows.All)
        {
            var token = rows.Read(row, "striker", text => Names.Id(text, "striker")) ?? "";
            var (who, week) = (Who(row), Week(row));
            var number = Number(row, "week", 1, PayRules.DaysMax);
            if (!strikers.TryGetValue(token, out var facts))
                strikers.Add(token, facts = new StrikerFacts(who, [], number is null ? week : null));
            else if (number is null || facts.EveryWeek is not null)
                rows.Add(row, "week", "is empty in a row of a striker with several; say the week in each");
            else if (facts.Who with { Lacks = who.Lacks } != who || !facts.Who.Lacks.SequenceEqual(who.Lacks))
                rows.Add(row, "striker", $"{token} is said to be otherwise in a row before");
            if (number is { } at && !facts.Weeks.TryAdd(at, week))
                rows.Add(row, "week", $"{at} of {token} stands in a row before");
        }
        return strikers;
    }

    private Striker Who(TableRow row) => new(
        Number(row, "count", 1, Striker.CountMax) ?? 1,
        Months(row),
        Sum(row, "dues"),
        Sum(row, "wage"),
        Number(row, "dependants", 0, Striker.DependantsMax) ?? 0,
        Standing(row),
        [.. Words(row, "lacks")],
        Day(row, "from"),
        Day(row, "until"));

    private StrikerWeek Week(TableRow row) => new(
        Days(row, "days"),
        Days(row, "part-days"),
        Minutes(row, "hours"),
        Minutes(row, "duty-hours"),
        IsYes(row, "excused"),
        Sum(row, "loss"),
        Sum(row, "other-income") ?? 0);

    // Membership as months, or as the day of joining, which then stays in this table.
    private int? Months(TableRow row)
    {
        if (Day(row, "joined") is not { } joined)
            return row["months"] == "late" ? -1 : Number(row, "months", 0, PayRules.MonthsMax);
        if (row["months"].Length > 0)
            rows.Add(row, "months", "stands beside the day of joining; give one of them");
        return Striker.MonthsBetween(joined, start);
    }

    private Standing Standing(TableRow row)
    {
        switch (row["standing"])
        {
            case "" or "on-strike":
                return Domain.Pay.Standing.OnStrike;
            case "sacked":
                return Domain.Pay.Standing.Sacked;
            case "locked-out":
                return Domain.Pay.Standing.LockedOut;
            default:
                rows.Add(row, "standing", $"\"{row["standing"]}\" is none of on-strike, sacked, locked-out");
                return default;
        }
    }

    private IEnumerable<string> Words(TableRow row, string column)
    {
        foreach (var word in row[column].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (rules.Eligibility?.Conditions.Contains(word) != true)
                rows.Add(row, column, $"\"{word}\" is no condition of these rules");
            yield return word;
        }
    }

    private int? Number(TableRow row, string column, int min, int max)
    {
        if (row[column].Length == 0)
            return null;
        if (int.TryParse(row[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
            return number;
        rows.Add(row, column, $"\"{row[column]}\" is no whole number from {min} to {max}");
        return null;
    }

    private long? Sum(TableRow row, string column)
    {
        if (row[column].Length == 0)
            return null;
        // Nothing is a sum here, too, and no sum that is paid.
        if (row[column] is "0" or "0.00")
            return 0;
        var sum = rows.Read(row, column, text => SumReader.Sum(text, _currency, column))?.MinorUnits;
        if (sum > PayRules.SumMinorMax)
            rows.Add(row, column, $"is more than {new Amount(PayRules.SumMinorMax, rules.Currency)}");
        return sum;
    }

    private DateOnly? Day(TableRow row, string column)
    {
        if (row[column].Length == 0)
            return null;
        var day = DayReading.Read(row[column], out var problem);
        if (day is null)
            rows.Add(row, column, $"\"{row[column]}\" {problem}");
        return day;
    }

    private WeekDays? Days(TableRow row, string column)
    {
        if (row[column].Length == 0)
            return null;
        // "none" is a week in which this one did not strike.
        if (row[column] == "none")
            return default(WeekDays);
        if (WeekDays.TryParse(row[column], out var days))
            return days;
        rows.Add(row, column, $"\"{row[column]}\" is no list of days such as {WeekDays.MondayToFriday}, nor none");
        return null;
    }

    // 6:45 or 6.
    private int Minutes(TableRow row, string column)
    {
        if (row[column].Length == 0)
            return 0;
        var parts = row[column].Split(':');
        if (parts.Length <= 2 && parts.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit)))
        {
            var numbers = parts.Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            var minutes = (numbers[0] * MinutesInHour) + (numbers.Length > 1 ? numbers[1] : 0);
            if ((numbers.Length == 1 || numbers[1] < MinutesInHour) && minutes <= StrikerWeek.MinutesMax)
                return minutes;
        }
        rows.Add(row, column, $"\"{row[column]}\" is no time of a week such as 6 or 6:45");
        return 0;
    }

    private bool IsYes(TableRow row, string column)
    {
        if (row[column] is not ("" or "yes" or "no"))
            rows.Add(row, column, $"\"{row[column]}\" is neither yes nor no");
        return row[column] == "yes";
    }
}
