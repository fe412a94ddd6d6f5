namespace Solidarity.Domain.Money;

/// <summary>
/// A sum of money: a whole number of minor units of one currency, negative only inside a ledger entry.
/// Arithmetic is checked: an overflow throws and never wraps.
/// </summary>
[JsonConverter(typeof(AmountJsonConverter))]
public readonly record struct Amount(long Minor, Currency Currency)
{
    /// <summary>The most that one command may name, in minor units: far above any fund. Sums of such sums are
    /// <see cref="Total"/>s, because nothing bounds how many there are.</summary>
    public const long MinorMax = 1_000_000_000_000_000;

    /// <summary>The most that a total is shown as, in minor units: 2⁵³ − 1, the largest whole number that every reader
    /// of JSON holds exactly. A total of exactly so much is that or more.</summary>
    public const long TotalMinorMax = 9_007_199_254_740_991;

    public bool IsPayable => Minor is > 0 and <= MinorMax;

    public static Amount Zero(Currency currency) => new(0, currency);

    public static Amount operator +(Amount left, Amount right) =>
        new(left.Minor + right.InCurrencyOf(left), left.Currency);

    public static Amount operator -(Amount left, Amount right) =>
        new(left.Minor - right.InCurrencyOf(left), left.Currency);

    public static Amount operator -(Amount amount) => new(-amount.Minor, amount.Currency);

    /// <summary>For people: <c>120.00 CHF</c>, <c>£8 0s. 6d.</c> where a pound has 240 pence.</summary>
    public override string ToString() => AmountText.Write(this);

    private long InCurrencyOf(Amount other) => Currency == other.Currency
        ? Minor
        : throw new InvalidOperationException($"{Currency} cannot be added to {other.Currency}.");
}

/// <summary>How amounts are written for people; <see cref="SumReading"/> reads them.</summary>
public static class AmountText
{
    public const int PencePerPound = 240;
    public const int PencePerShilling = 12;

    public static string Write(Amount amount) => amount.Minor switch
    {
        Amount.TotalMinorMax => $"more than {Exactly(amount)}",
        -Amount.TotalMinorMax => $"less than {Exactly(amount)}",
        _ => Exactly(amount),
    };

    /// <summary>Says the largest total as any other sum, too.</summary>
    public static string Exactly(Amount amount)
    {
        var (units, code) = (amount.Currency.UnitsPerMajor, amount.Currency.Code);
        var sign = amount.Minor < 0 ? "-" : "";
        // Of an Int128 also the lowest long has a positive.
        var (major, minor) = Int128.DivRem(Int128.Abs(amount.Minor), units);
        if (units == 1)
            return Invariant($"{sign}{major} {code}");
        if (units == PencePerPound)
            return Invariant(
                $"{sign}{Sign(code)}{major} {minor / PencePerShilling}s. {minor % PencePerShilling}d.");
        var digits = DecimalDigits(units);
        return digits is null
            ? Invariant($"{sign}{major} {minor}/{units} {code}")
            : Invariant($"{sign}{major}.{Padded(minor, digits.Value)} {code}");
    }

    private static string Sign(string code) => code == "GBP" ? "£" : $"{code} ";

    private static string Padded(Int128 minor, int digits) =>
        minor.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    private static int? DecimalDigits(int units)
    {
        var digits = 0;
        for (; units % 10 == 0; units /= 10)
            digits++;
        return units == 1 ? digits : null;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
