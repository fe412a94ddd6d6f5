using Solidarity.Domain.Json;

namespace Solidarity.Domain.Money;

/// <summary>
/// A currency: its code and how many minor units make a major one (100 for most; 240 pence in an old pound; 1 where
/// there is no smaller coin). Two currencies of one code and different units are different currencies.
/// Its text is the code, with <c>/units</c> behind it where the units are not 100: <c>CHF</c>, <c>GBP/240</c>.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<Currency>))]
public readonly record struct Currency : ITextValue<Currency>, IComparable<Currency>
{
    public const int CodeCharsMin = 3;
    public const int CodeCharsMax = 8;
    public const int UnitsPerMajorMax = 1_000_000;
    private const int UsualUnits = 100;

    private Currency(string code, int unitsPerMajor)
    {
        Code = code;
        UnitsPerMajor = unitsPerMajor;
    }

    public string Code { get; }

    public int UnitsPerMajor { get; }

    /// <param name="code">3 to 8 capital letters.</param>
    /// <param name="unitsPerMajor">1 to <see cref="UnitsPerMajorMax"/>.</param>
    public static bool TryCreate(string? code, int unitsPerMajor, out Currency currency)
    {
        currency = default;
        if (code is null || code.Length is < CodeCharsMin or > CodeCharsMax || !code.All(char.IsAsciiLetterUpper))
            return false;
        if (unitsPerMajor is < 1 or > UnitsPerMajorMax)
            return false;
        currency = new Currency(code, unitsPerMajor);
        return true;
    }

    /// <exception cref="FormatException">Code or units are out of range.</exception>
    public static Currency Of(string code, int unitsPerMajor = UsualUnits) =>
        TryCreate(code, unitsPerMajor, out var currency)
            ? currency
            : throw new FormatException($"\"{code}\" with {unitsPerMajor} units is not a currency.");

    public static bool TryParse(string? text, out Currency currency)
    {
        currency = default;
        if (text is null)
            return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return TryCreate(text, UsualUnits, out currency);
        const NumberStyles digits = NumberStyles.None;
        return int.TryParse(text.AsSpan(slash + 1), digits, CultureInfo.InvariantCulture, out var units)
            && TryCreate(text[..slash], units, out currency);
    }

    /// <exception cref="FormatException">The text is not a currency.</exception>
    public static Currency Parse(string? text) => TryParse(text, out var currency)
        ? currency
        : throw new FormatException($"\"{text}\" is not a currency such as CHF or GBP/240.");

    public int CompareTo(Currency other)
    {
        var byCode = string.CompareOrdinal(Code, other.Code);
        return byCode != 0 ? byCode : UnitsPerMajor.CompareTo(other.UnitsPerMajor);
    }

    public override string ToString() => UnitsPerMajor == UsualUnits ? Code : $"{Code}/{UnitsPerMajor}";
}
