using System.Text.RegularExpressions;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Seeds;

/// <summary>
/// Reads sums exactly: decimal digits are whole numbers over a power of ten here, never a binary or decimal fraction.
/// 8.025 GBP is 1926 pence exactly; 0.0833 GBP is no whole number of pence and needs the wording, "0 pounds 1s. 8d.".
/// </summary>
internal static partial class Amounts
{
    private const int ShillingsPerPound = 20;

    /// <summary>The sum, or null and what is wrong with it.</summary>
    public static Amount? Read(string text, Currency currency, string recorded, out Wording? problem)
    {
        if (Digits(text, out problem) is not var (digits, scale))
            return null;
        var units = (Int128)digits * currency.UnitsPerMajor;
        if (currency.UnitsPerMajor == AmountText.PencePerPound && Sterling(recorded) is { } pence)
            return Agreed(units, scale, pence, currency, recorded, out problem);
        if (units % scale != 0)
        {
            problem = currency.UnitsPerMajor == AmountText.PencePerPound
                ? Wording.Of($"is not a whole number of the {currency.UnitsPerMajor} units of 1 {currency.Code}; write "
                    + $"the exact sum, or its wording in amount_as_recorded as \"0 pounds 1s. 8d.\"")
                : $"is not a whole number of the {currency.UnitsPerMajor} units of 1 {currency.Code}; write the exact "
                    + $"sum";
            return null;
        }
        if (units / scale > Amount.MinorMax)
        {
            problem = $"is more than {Amount.MinorMax} of the smallest units; check it";
            return null;
        }
        var sum = SumReading.Read(text, currency, out var unread, isData: true);
        problem = unread.Text is { } told ? Wording.Of($"is no sum: {told}") : null;
        return sum;
    }

    /// <summary>"1 pounds 13s. 4d." in pence; null when the wording is another.</summary>
    public static long? Sterling(string recorded)
    {
        var match = PoundsShillingsPence().Match(recorded);
        if (!match.Success)
            return null;
        long Part(string name) => long.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
        var shillings = (Part("pounds") * ShillingsPerPound) + Part("shillings");
        return (shillings * AmountText.PencePerShilling) + Part("pence");
    }

    // The decimal may be a rounding of the wording: then it is off by at most half of its last decimal.
    private static Amount? Agreed(
        Int128 units, long scale, long pence, Currency currency, string recorded, out Wording? problem)
    {
        var isRounding = Int128.Abs(units - ((Int128)pence * scale)) * 2 <= AmountText.PencePerPound;
        problem = isRounding
            ? null
            : Wording.Of($"does not agree with amount_as_recorded \"{recorded}\", which is {pence} pence; correct one "
                + $"of them");
        return isRounding ? new Amount(pence, currency) : null;
    }

    private static (long Digits, long Scale)? Digits(string text, out Wording? problem)
    {
        var match = DecimalNumber().Match(text);
        problem = match switch
        {
            { Success: false } => Wording.Of("is not an amount; write digits with a decimal point, as 5.50"),
            _ when match.Groups["whole"].Length > SeedLimits.AmountDigitsMax =>
                $"has more than {SeedLimits.AmountDigitsMax} digits before the decimal point; check it",
            _ when match.Groups["decimals"].Length > SeedLimits.AmountDecimalsMax =>
                $"has more than {SeedLimits.AmountDecimalsMax} decimals; write the exact sum",
            _ => null,
        };
        if (problem is not null)
            return null;
        var decimals = match.Groups["decimals"].Value;
        var digits = long.Parse(match.Groups["whole"].Value + decimals, CultureInfo.InvariantCulture);
        problem = (digits, match.Groups["minus"].Success) switch
        {
            (0, _) => Wording.Of("is zero; an amount is above zero, and one that is not known is an empty cell"),
            (_, true) => "is negative; an amount is above zero",
            _ => null,
        };
        return problem is not null ? null : (digits, PowerOfTen(decimals.Length));
    }

    private static long PowerOfTen(int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }

    [GeneratedRegex(@"^(?<minus>-)?(?<whole>[0-9]+)(\.(?<decimals>[0-9]+))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalNumber();

    [GeneratedRegex(
        "^(?<pounds>[0-9]{1,9}) pounds (?<shillings>1?[0-9])s\\. (?<pence>1[01]|[0-9])d\\.\\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex PoundsShillingsPence();
}
