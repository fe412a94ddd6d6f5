using System.Text.RegularExpressions;
using Solidarity.Domain.Json;

namespace Solidarity.Domain.Pay;

/// <summary>
/// An exact part or multiple: <c>85%</c>, <c>2/3</c>, <c>2.5</c>. Kept in lowest terms; the numerator is 0 to
/// <see cref="NumeratorMax"/>, the denominator 1 to <see cref="DenominatorMax"/>.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<Portion>))]
public readonly partial record struct Portion : ITextValue<Portion>, IComparable<Portion>
{
    public const int NumeratorMax = 10_000;
    public const int DenominatorMax = 10_000;
    private const int Hundred = 100;

    private readonly int _lessOne;

    private Portion(int numerator, int denominator)
    {
        var common = (int)long.Max(1, (long)System.Numerics.BigInteger.GreatestCommonDivisor(numerator, denominator));
        Numerator = numerator / common;
        _lessOne = (denominator / common) - 1;
    }

    public static Portion Whole => new(1, 1);

    public int Numerator { get; }

    // A default is nothing at all and no division by zero.
    public int Denominator => _lessOne + 1;

    /// <exception cref="FormatException">A number is out of range.</exception>
    public static Portion Of(int numerator, int denominator = 1) => TryCreate(numerator, denominator, out var portion)
        ? portion
        : throw new FormatException($"{numerator}/{denominator} is no portion.");

    public static Portion Percent(int percent) => Of(percent, Hundred);

    public static bool TryParse(string? text, out Portion portion)
    {
        portion = default;
        if (text is null || Form().Match(text) is not { Success: true } match)
            return false;
        if (match.Groups["over"] is { Success: true, Value: var over })
            return TryCreate(Number(match.Groups["whole"].Value), Number(over), out portion);
        var decimals = match.Groups["decimals"].Value;
        var scale = 1L;
        foreach (var _ in decimals)
            scale *= 10;
        var denominator = scale * (match.Groups["percent"].Success ? Hundred : 1);
        var numerator = Number(match.Groups["whole"].Value + decimals);
        var common = (long)System.Numerics.BigInteger.GreatestCommonDivisor(numerator, denominator);
        return TryCreate(numerator / Math.Max(1, common), denominator / Math.Max(1, common), out portion);
    }

    public static Portion Parse(string? text) => TryParse(text, out var portion)
        ? portion
        : throw new FormatException($"\"{text}\" is no part or multiple such as 85%, 2/3 or 2.5.");

    public int CompareTo(Portion other) =>
        ((long)Numerator * other.Denominator).CompareTo((long)other.Numerator * Denominator);

    /// <summary>As people write it: hundredths as per cent, whole numbers as they are, else a fraction.</summary>
    public override string ToString() =>
        Denominator == 1 && Numerator != 1 ? Invariant($"{Numerator}")
        : Hundred % Denominator == 0 ? Invariant($"{(long)Numerator * Hundred / Denominator}%")
        : Invariant($"{Numerator}/{Denominator}");

    private static bool TryCreate(long numerator, long denominator, out Portion portion)
    {
        var isValid = numerator is >= 0 and <= NumeratorMax && denominator is >= 1 and <= DenominatorMax;
        portion = isValid ? new Portion((int)numerator, (int)denominator) : default;
        return isValid;
    }

    private static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(
        @"^(?<whole>[0-9]{1,6})(/(?<over>[0-9]{1,6})|(\.(?<decimals>[0-9]{1,4}))?(?<percent>%)?)\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
