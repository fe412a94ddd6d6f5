using System.Text.Json;

namespace Solidarity.Domain.Money;

/// <summary>
/// A sum of any number of sums in one currency: a balance, a board's figure. Each single sum is at most
/// <see cref="Amount.MinorMax"/>, but nothing bounds how many there are, so a total is exact in 128 bits: it would take
/// 10²³ of the largest sums to pass those, and a journal has no room for as many.
/// </summary>
/// <remarks>Where a total leaves the service it is a 64-bit number, and in JSON one that every reader holds exactly:
/// there it stops at <see cref="Amount.TotalMinorMax"/>, which means that or more (<see cref="ShownMinor"/>).</remarks>
[JsonConverter(typeof(TotalJsonConverter))]
public readonly record struct Total(Int128 Minor, Currency Currency)
{
    public static implicit operator Total(Amount amount) => new(amount.Minor, amount.Currency);

    public static Total operator +(Total left, Amount right) => left.Currency == right.Currency
        ? left with { Minor = left.Minor + right.Minor }
        : throw new InvalidOperationException($"{left.Currency} cannot be added to {right.Currency}.");

    /// <summary>As it is shown: itself, or the bound.</summary>
    public Amount Shown => new(ShownMinor(Minor), Currency);

    /// <summary>A total as it leaves the service: itself, or the bound where it is beyond it. The one place that makes
    /// 64-bit numbers of totals.</summary>
    public static long ShownMinor(Int128 minor) =>
        (long)Int128.Clamp(minor, -Amount.TotalMinorMax, Amount.TotalMinorMax);

    /// <summary>For people: as an amount, with <c>more than</c> before one that is too large to be shown.</summary>
    public override string ToString() => Shown.ToString();
}

/// <summary>Sums of minor units that cannot overflow.</summary>
public static class MinorSums
{
    public static Int128 SumMinor<T>(this IEnumerable<T> all, Func<T, Int128> minor)
    {
        Int128 sum = 0;
        foreach (var one in all)
            sum += minor(one);
        return sum;
    }
}

/// <summary>The JSON of a total: that of an amount, <c>{"minor":2500,"currency":"CHF"}</c>, exact however large.
/// </summary>
internal sealed class TotalJsonConverter : JsonConverter<Total>
{
    public override Total Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a total is an object with minor and currency");
        var (minor, currency) = (Int128.Zero, default(Currency));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isMinor, isCurrency) = (reader.ValueTextEquals("minor"u8), reader.ValueTextEquals("currency"u8));
            reader.Read();
            if (isMinor)
                minor = reader.HasValueSequence
                    ? throw new JsonException("a total's digits are in one piece")
                    : Int128.Parse(reader.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            else if (isCurrency)
                currency = Currency.Parse(reader.GetString());
            else
                reader.Skip();
        }
        return new Total(minor, currency);
    }

    public override void Write(Utf8JsonWriter writer, Total value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("minor"u8);
        writer.WriteRawValue(value.Minor.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
        writer.WriteString("currency"u8, value.Currency.ToString());
        writer.WriteEndObject();
    }
}
