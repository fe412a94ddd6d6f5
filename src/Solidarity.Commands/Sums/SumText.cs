using System.Text.RegularExpressions;
using Solidarity.Domain.Money;
using Known = Solidarity.Domain.Money.Currency;

namespace Solidarity.Commands.Sums;

/// <summary>How sums are written for people: <c>120.00 CHF</c>, <c>£8 0s. 6d.</c> where a pound has 240 pence, and
/// <c>more than ...</c> for a total that is as large as totals are told. Other languages than English write digits in
/// their own way; old pounds and other parts that are no decimals are written alike in all.</summary>
internal static partial class SumText
{
    public static string Unknown => T("unknown");

    /// <param name="money">Null where nobody knows the sum.</param>
    public static string Of(V1.Money? money) => money is null
        ? Unknown
        : Of(money.MinorUnits, money.CurrencyCode, money.UnitsPerMajor, Language.Current);

    public static string Of(long minor, V1.Currency currency) =>
        Of(minor, currency.CurrencyCode, currency.UnitsPerMajor, Language.Current);

    /// <summary>Without the currency's name, for rows of one currency: <c>120.00</c>; old pounds keep their marks, and
    /// nothing is <c>0</c>.</summary>
    public static string Bare(long minor, V1.Currency currency) =>
        Bare(minor, currency, Language.Current);

    /// <summary>As a command line takes it: <c>120.00 CHF</c>, <c>"£8 0s. 6d." GBP/240</c>.</summary>
    public static string Words(V1.Money money)
    {
        var currency = new V1.Currency { CurrencyCode = money.CurrencyCode, UnitsPerMajor = money.UnitsPerMajor };
        var sum = Bare(money.MinorUnits, currency, Language.English);
        return $"{(sum.Contains(' ', StringComparison.Ordinal) ? $"\"{sum}\"" : sum)} {Of(currency)}";
    }

    /// <summary>A row of a table: the currency, and bare sums in it.</summary>
    public static string[] Row(V1.Currency currency, params long[] sums) =>
        [Of(currency), .. sums.Select(sum => Bare(sum, currency))];

    /// <summary><c>CHF</c>, or <c>GBP/240</c> where a major unit has other minor ones than the code says.</summary>
    public static string Of(V1.Currency currency) => Currencies.Shown(currency.CurrencyCode, currency.UnitsPerMajor);

    private static string Bare(long minor, V1.Currency currency, Language language)
    {
        if (minor == 0)
            return "0";
        var text = Of(minor, currency.CurrencyCode, currency.UnitsPerMajor, language);
        return text.EndsWith($" {currency.CurrencyCode}", StringComparison.Ordinal)
            ? text[..^(currency.CurrencyCode.Length + 1)]
            : text;
    }

    // What another program sends as a currency may be none.
    private static string Of(long minor, string code, int units, Language language)
    {
        if (!Known.TryCreate(code, units, out var currency))
            return language.Say($"{minor} minor units of {code}/{units}");
        var total = Total.ShownMinor(minor);
        var sum = Decimals().Replace(
            AmountText.Exactly(new Amount(total, currency)), digits => language.Number(digits.Value));
        return total switch
        {
            Amount.TotalMinorMax => language.Say($"more than {sum}"),
            -Amount.TotalMinorMax => language.Say($"less than {sum}"),
            _ => sum,
        };
    }

    // Of "-1234.50 CHF", and nothing of "42 249/288 THL" and "£8 0s. 6d.", which are read in one way of writing alone.
    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?(?= [A-Z]+\z)", RegexOptions.ExplicitCapture)]
    private static partial Regex Decimals();
}
