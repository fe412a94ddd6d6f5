using System.Globalization;
using Solidarity.Domain.Money;

namespace Solidarity.Cli.Sums;

/// <summary>How sums are written for people: <c>120.00 CHF</c>, and <c>£8 0s. 6d.</c> where a pound has 240 pence.
/// </summary>
internal static class SumText
{
    public const string Unknown = "unknown";

    public const int PencePerPound = 240;
    public const int PencePerShilling = 12;

    /// <param name="money">Null where nobody knows the sum.</param>
    public static string Of(V1.Money? money) =>
        money is null ? Unknown : Of(money.MinorUnits, money.CurrencyCode, money.UnitsPerMajor);

    public static string Of(long minor, V1.Currency currency) =>
        Of(minor, currency.CurrencyCode, currency.UnitsPerMajor);

    /// <summary>Without the currency's name, for rows of one currency: <c>120.00</c>; old pounds keep their marks, and
    /// nothing is <c>0</c>.</summary>
    public static string Bare(long minor, V1.Currency currency)
    {
        if (minor == 0)
            return "0";
        var text = Of(minor, currency);
        return text.EndsWith($" {currency.CurrencyCode}", StringComparison.Ordinal)
            ? text[..^(currency.CurrencyCode.Length + 1)]
            : text;
    }

    /// <summary><c>CHF</c>, or <c>GBP/240</c> where a major unit has not 100 minor ones.</summary>
    public static string Of(V1.Currency currency) =>
        currency.UnitsPerMajor == SumReader.UsualUnits ? currency.CurrencyCode
        : $"{currency.CurrencyCode}/{currency.UnitsPerMajor}";

    // A total that is too large to be shown stands at the bound.
    private static string Of(long minorUnits, string code, int units) => minorUnits switch
    {
        >= Amount.TotalMinorMax => $"more than {Exactly(Amount.TotalMinorMax, code, units)}",
        <= -Amount.TotalMinorMax => $"less than {Exactly(-Amount.TotalMinorMax, code, units)}",
        _ => Exactly(minorUnits, code, units),
    };

    private static string Exactly(long minorUnits, string code, int units)
    {
        var sign = minorUnits < 0 ? "-" : "";
        var (major, minor) = Math.DivRem(Math.Abs(minorUnits), units);
        if (units == 1)
            return Invariant($"{sign}{major} {code}");
        if (units == PencePerPound)
        {
            var (shillings, pence) = Math.DivRem(minor, PencePerShilling);
            return Invariant($"{sign}{(code == "GBP" ? "£" : code + " ")}{major} {shillings}s. {pence}d.");
        }
        return DecimalDigits(units) is { } digits
            ? Invariant($"{sign}{major}.{minor.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')} {code}")
            : Invariant($"{sign}{major} {minor}/{units} {code}");
    }

    private static int? DecimalDigits(int units)
    {
        var digits = 0;
        for (; units % 10 == 0; units /= 10)
            digits++;
        return units == 1 ? digits : null;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
