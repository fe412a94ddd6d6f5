using System.Collections.Frozen;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Money;

/// <summary>
/// The currencies that people may name: those of today by ISO 4217 with its minor units, and some old ones. Currencies
/// in the journal are not held against this table, which changes with the world. <see cref="Test"/>, the standard's
/// code for tests, may have any number of minor units.
/// </summary>
public static class Currencies
{
    /// <summary>The standard's code for tests.</summary>
    public const string Test = "XTS";

    private const string OldPoundName = "£sd";
    private const string Today = "today";
    private const int UsualUnits = 100;

    private static readonly Wording NoProblem = Wording.Verbatim("");

    private static readonly string[][] Rows = [.. BuiltInTable.Rows("currencies.csv", cells: 4)];

    // Of the two kinds of pounds, today's stands first.
    private static readonly FrozenDictionary<string, Currency[]> Known = Rows
        .Select(row => Currency.Of(row[0], int.Parse(row[1], CultureInfo.InvariantCulture)))
        .GroupBy(currency => currency.Code).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    private static readonly FrozenSet<Currency> OfToday = Rows.Where(row => row[2] == Today)
        .Select(row => Known[row[0]][0]).ToFrozenSet();

    // What people write for a currency that has a code.
    private static readonly FrozenDictionary<string, string> Likely = new Dictionary<string, string>
    {
        ["€"] = "EUR",
        ["euro"] = "EUR",
        ["euros"] = "EUR",
        ["fr"] = "CHF",
        ["fr."] = "CHF",
        ["sfr"] = "CHF",
        ["sfr."] = "CHF",
        ["$"] = "USD",
        ["us$"] = "USD",
        ["dollar"] = "USD",
        ["dollars"] = "USD",
        ["¥"] = "JPY",
        ["yen"] = "JPY",
        ["£"] = $"GBP, or {OldPoundName} for old pounds",
        ["pound"] = $"GBP, or {OldPoundName} for old pounds",
        ["pounds"] = $"GBP, or {OldPoundName} for old pounds",
        ["stg"] = "GBP",
    }.ToFrozenDictionary();

    /// <summary>All of the table: a code may stand there twice, with different units.</summary>
    public static ImmutableArray<Currency> All { get; } = [.. Known.Values.SelectMany(same => same).Order()];

    /// <summary>A currency as people write it: a code in upper or lower case, with <c>/units</c> behind it or without,
    /// or <c>£sd</c> (<c>lsd</c>), which is <c>GBP/240</c>. Null, with what follows the text in a message, where it is
    /// none.
    /// </summary>
    public static Currency? Read(string text, out Wording problem)
    {
        if (text.Equals(OldPoundName, StringComparison.OrdinalIgnoreCase)
            || text.Equals("lsd", StringComparison.OrdinalIgnoreCase))
            text = "GBP/240";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return Read(text, 0, out problem);
        // Units that are no number are no units, and 0 would stand for those of the table.
        return Read(text[..slash], Units(text[(slash + 1)..]), out problem);
    }

    /// <summary>The currency of a code in upper or lower case. Null, with what follows the code in a message, where
    /// there is none.</summary>
    /// <param name="unitsPerMajor">0: those of the table.</param>
    public static Currency? Read(string code, int unitsPerMajor, out Wording problem)
    {
        problem = NoProblem;
        var upper = code.Length == Currency.CodeCharsMin ? code.ToUpperInvariant() : "";
        if (upper == Test)
            return Any(unitsPerMajor, out problem);
        if (!Known.TryGetValue(upper, out var same))
        {
            problem = code.Length <= Currency.CodeCharsMax
                && Likely.TryGetValue(code.ToLowerInvariant(), out var likely)
                ? Wording.Of($"is no code of a currency; write {likely}")
                : "is no currency such as CHF, or GBP/240 for old pounds; codes are those of ISO 4217";
            return null;
        }
        foreach (var known in same)
            if (unitsPerMajor == 0 || known.UnitsPerMajor == unitsPerMajor)
                return known;
        problem = same is [var one, var old]
            ? Wording.Of($"is no currency: {WithUnits(one)}, and {WithUnits(old)}; write {Shown(one)} or {Shown(old)}")
            : $"is no currency: {WithUnits(same[0])}; write {Shown(same[0])}";
        return null;
    }

    /// <summary>The code alone where its units are those of the table, as people write it; else with its
    /// units.</summary>
    public static string Shown(Currency currency) => Shown(currency.Code, currency.UnitsPerMajor);

    /// <inheritdoc cref="Shown(Currency)"/>
    public static string Shown(string code, int unitsPerMajor)
    {
        var usual = Known.TryGetValue(code, out var same) ? same[0].UnitsPerMajor : UsualUnits;
        return unitsPerMajor == usual ? code : $"{code}/{unitsPerMajor}";
    }

    /// <summary>Whether it is one of today's by ISO 4217, with its units.</summary>
    public static bool IsOfToday(Currency currency) => OfToday.Contains(currency);

    private static Currency? Any(int units, out Wording problem)
    {
        problem = NoProblem;
        if (Currency.TryCreate(Test, units == 0 ? UsualUnits : units, out var currency))
            return currency;
        problem = $"is no currency; {Test} has 1 to {Currency.UnitsPerMajorMax} minor units";
        return null;
    }

    private static int Units(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units > 0 ? units : -1;

    private static Wording WithUnits(Currency currency) =>
        (IsOfToday(currency) || Known[currency.Code].Length == 1, currency.UnitsPerMajor) switch
        {
            (true, 1) => Wording.Of($"{currency.Code} has no minor units"),
            (true, var units) => $"{currency.Code} has {units} minor units",
            (false, 1) => "an old one has no minor units",
            (false, var units) => $"an old one has {units} minor units",
        };
}
