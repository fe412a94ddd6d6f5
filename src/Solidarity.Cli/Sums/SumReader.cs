using System.Globalization;
using System.Text.RegularExpressions;
using Solidarity.Cli.Running;

namespace Solidarity.Cli.Sums;

/// <summary>
/// Reads sums and currencies as people write them, exactly: 5.50 of a pound of 240 pence is 1,320 pence, and 5.503 is
/// refused because it is no whole number of pence.
/// </summary>
internal static partial class SumReader
{
    public const int UsualUnits = 100;
    public const int UnitsPerMajorMax = 1_000_000;

    /// <summary>The most that the service takes in one command, in minor units.</summary>
    public const long MinorMax = 1_000_000_000_000_000;

    private const int CodeCharsMin = 3;
    private const int CodeCharsMax = 8;
    private const int WholeDigitsMax = 18;
    private const int DecimalsMax = 9;
    private const int ShillingsPerPound = 20;

    /// <param name="text">CHF, or GBP/240 where a major unit has not 100 minor ones.</param>
    /// <exception cref="UsageException">It is no currency.</exception>
    public static V1.Currency Currency(string text, string field)
    {
        var parts = text.Split('/');
        var units = UsualUnits;
        var isCurrency = parts.Length <= 2
            && parts[0].Length is >= CodeCharsMin and <= CodeCharsMax
            && parts[0].All(char.IsAsciiLetterUpper)
            && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out units))
            && units is >= 1 and <= UnitsPerMajorMax;
        return isCurrency
            ? new V1.Currency { CurrencyCode = parts[0], UnitsPerMajor = units }
            : throw UsageException.Malformed(
                field, $"\"{text}\" is no currency such as CHF, or GBP/240 for old pounds");
    }

    /// <summary>The sum of an option of two words; null where it was left out.</summary>
    public static V1.Money? Given(string[]? words, string field) => words is [var amount, var currency]
        ? Sum(amount, Currency(currency, field), field)
        : null;

    /// <param name="text">5.50; for a pound of 240 pence also 8/0/6 or £8 0s. 6d.</param>
    /// <exception cref="UsageException">It is no sum that can be paid.</exception>
    public static V1.Money Sum(string text, V1.Currency currency, string field)
    {
        var minor = (currency.UnitsPerMajor == SumText.PencePerPound ? OldPounds(text) : null)
            ?? Decimal(text, currency, field);
        if (minor <= 0)
            throw UsageException.NotPayable(field, $"\"{text}\" is no sum to pay; it must be above zero");
        if (minor > MinorMax)
            throw UsageException.NotPayable(
                field, $"{text} {currency.CurrencyCode} is above the most at once, {MinorMax} minor units; check it");
        return new V1.Money
        {
            CurrencyCode = currency.CurrencyCode,
            UnitsPerMajor = currency.UnitsPerMajor,
            MinorUnits = (long)minor,
        };
    }

    private static Int128 Decimal(string text, V1.Currency currency, string field)
    {
        var match = DecimalNumber().Match(text);
        if (!match.Success)
            throw UsageException.Malformed(field, $"\"{text}\" is no sum; write digits with a decimal point, as 5.50"
                + (currency.UnitsPerMajor == SumText.PencePerPound ? ", or pounds, shillings and pence as 8/0/6" : ""));
        var whole = match.Groups["whole"].Value.TrimStart('0');
        var decimals = match.Groups["decimals"].Value.TrimEnd('0');
        if (whole.Length > WholeDigitsMax)
            throw UsageException.NotPayable(
                field, $"{text} {currency.CurrencyCode} is above the most at once, {MinorMax} minor units; check it");
        var (minor, rest) = decimals.Length > DecimalsMax ? (0, 1) : Int128.DivRem(
            Int128.Parse($"0{whole}{decimals}", CultureInfo.InvariantCulture) * currency.UnitsPerMajor,
            PowerOfTen(decimals.Length));
        if (rest != 0)
            throw UsageException.Malformed(field, $"{text} {currency.CurrencyCode} is no whole number of minor units; "
                + $"1 {currency.CurrencyCode} has {currency.UnitsPerMajor}");
        return match.Groups["minus"].Success ? -minor : minor;
    }

    private static Int128? OldPounds(string text)
    {
        if (PoundsShillingsPence().Match(text) is not { Success: true } match)
            return null;
        Int128 Part(string name) => match.Groups[name] is { Success: true, Value: var digits }
            ? Int128.Parse(digits, CultureInfo.InvariantCulture)
            : 0;
        return (((Part("pounds") * ShillingsPerPound) + Part("shillings")) * SumText.PencePerShilling) + Part("pence");
    }

    private static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }

    [GeneratedRegex(@"^(?<minus>-)?(?<whole>[0-9]+)(\.(?<decimals>[0-9]+))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalNumber();

    // 8/0/6, or £8 0s. 6d. with any of the three parts left out.
    [GeneratedRegex(
        @"^(?<pounds>[0-9]{1,15})/(?<shillings>1?[0-9])/(?<pence>1[01]|[0-9])\z"
        + @"|^(?=.)(£ ?(?<pounds>[0-9]{1,15}))?"
        + @"( ?(?<shillings>1?[0-9]) ?s\.?)?( ?(?<pence>1[01]|[0-9]) ?d\.?)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex PoundsShillingsPence();
}
