using System.Text.Json;

namespace Solidarity.Domain.Money;

/// <summary>The JSON of a sum: <c>{"minor":2500,"currency":"CHF"}</c>. By itself and not by the serializer's rules for
/// objects, because sums are most of what is written, and each would cost an object of its own there.</summary>
internal sealed class AmountJsonConverter : JsonConverter<Amount>
{
    public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a sum is an object with minor and currency");
        var (minor, currency) = (0L, default(Currency));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isMinor, isCurrency) = (reader.ValueTextEquals("minor"u8), reader.ValueTextEquals("currency"u8));
            reader.Read();
            if (isMinor)
                minor = reader.GetInt64();
            else if (isCurrency)
                currency = Currency.Parse(reader.GetString());
            else
                reader.Skip();
        }
        return new Amount(minor, currency);
    }

    public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("minor"u8, value.Minor);
        writer.WriteString("currency"u8, value.Currency.ToString());
        writer.WriteEndObject();
    }
}
