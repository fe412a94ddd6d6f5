using System.Text.Json;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Routes;

/// <summary>The JSON of a hop: from, to, given, fee and arrives, and settledBy where people settle it. By itself, for
/// the reason that <see cref="AmountJsonConverter"/> gives.</summary>
internal sealed class HopJsonConverter : JsonConverter<Hop>
{
    private static readonly AmountJsonConverter Amounts = new();
    private static readonly JsonConverter<Settlement> Settlements = (JsonConverter<Settlement>)
        new KebabEnumConverter<Settlement>().CreateConverter(typeof(Settlement), JsonSerializerOptions.Default)!;

    public override Hop Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a hop is an object");
        var hop = new Hop(default, default, default, default, default);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            hop = With(hop, ref reader, options);
        return hop;
    }

    public override void Write(Utf8JsonWriter writer, Hop value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("from"u8, value.From.ToString());
        writer.WriteString("to"u8, value.To.ToString());
        Write(writer, "given"u8, value.Given, options);
        Write(writer, "fee"u8, value.Fee, options);
        Write(writer, "arrives"u8, value.Arrives, options);
        if (value.SettledBy is { } settledBy)
        {
            writer.WritePropertyName("settledBy"u8);
            Settlements.Write(writer, settledBy, options);
        }
        writer.WriteEndObject();
    }

    private static Hop With(Hop hop, ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var name = reader.GetString();
        reader.Read();
        switch (name)
        {
            case "from": return hop with { From = Address.Parse(reader.GetString()) };
            case "to": return hop with { To = Address.Parse(reader.GetString()) };
            case "given": return hop with { Given = Amounts.Read(ref reader, typeof(Amount), options) };
            case "fee": return hop with { Fee = Amounts.Read(ref reader, typeof(Amount), options) };
            case "arrives": return hop with { Arrives = Amounts.Read(ref reader, typeof(Amount), options) };
            case "settledBy" when reader.TokenType != JsonTokenType.Null:
                return hop with { SettledBy = Settlements.Read(ref reader, typeof(Settlement), options) };
            default:
                reader.Skip();
                return hop;
        }
    }

    private static void Write(
        Utf8JsonWriter writer, ReadOnlySpan<byte> name, Amount amount, JsonSerializerOptions options)
    {
        writer.WritePropertyName(name);
        Amounts.Write(writer, amount, options);
    }
}
