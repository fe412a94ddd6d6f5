using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Money;

namespace Solidarity.Commands.Terminals;

/// <summary>
/// Any message of the API as JSON, in the form that boards have too: keys as in the proto files in camel case, always
/// there and in the files' order (but <c>fault</c>, the token of a next page and what was <c>omitted</c>, which are
/// there where there is any), what is not set null (of alternatives only the one that is set), numbers as numbers,
/// enumerations as words, moments as in 1867-03-01T12:00:00Z.
/// Sums are <c>"currency":"GBP","units":240,"minor":1926</c>, the code never without its units, because two currencies
/// of one code and other units are two. Numbers of minor units stay within 2^53 - 1 either way, which every reader of
/// JSON holds exactly; so much means that or more.
/// </summary>
internal sealed class MessageJson : JsonConverter<IMessage>
{
    /// <summary>A message with a list behind its own fields: <c>{"name":…,"steps":[…]}</c>.</summary>
    public static void WriteWith(TextWriter writer, IMessage message, string key, IEnumerable<IMessage> messages) =>
        JsonText.Write(writer, json =>
        {
            json.WriteStartObject();
            WriteFields(json, message);
            JsonText.Write(json, key, messages);
            json.WriteEndObject();
        });

    public override bool CanConvert(System.Type typeToConvert) => typeof(IMessage).IsAssignableFrom(typeToConvert);

    public override IMessage Read(
        ref Utf8JsonReader reader, System.Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Messages are written as JSON, and never read from it.");

    public override void Write(Utf8JsonWriter writer, IMessage value, JsonSerializerOptions options) =>
        WriteMessage(writer, value);

    private static void WriteMessage(Utf8JsonWriter json, IMessage message)
    {
        json.WriteStartObject();
        WriteFields(json, message);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, IMessage message)
    {
        switch (message)
        {
            case V1.Money money:
                WriteCurrency(json, money.CurrencyCode, money.UnitsPerMajor);
                json.WriteNumber("minor", Total.ShownMinor(money.MinorUnits));
                return;
            case V1.Currency currency:
                WriteCurrency(json, currency.CurrencyCode, currency.UnitsPerMajor);
                return;
        }
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.RealContainingOneof is { } choice && choice.Accessor.GetCaseFieldDescriptor(message) != field)
                continue;
            // A row of sums of one currency: its code and units stand beside them.
            if (field is { IsRepeated: false, JsonName: "currency" } && IsCurrency(field))
                WriteCurrency(json, (V1.Currency?)field.Accessor.GetValue(message));
            else
                WriteProperty(json, message, field);
        }
    }

    private static void WriteCurrency(Utf8JsonWriter json, V1.Currency? currency)
    {
        if (currency is not null)
        {
            WriteCurrency(json, currency.CurrencyCode, currency.UnitsPerMajor);
            return;
        }
        json.WriteNull("currency");
        json.WriteNull("units");
    }

    private static void WriteCurrency(Utf8JsonWriter json, string code, int units)
    {
        json.WriteString("currency", code);
        json.WriteNumber("units", units);
    }

    /// <summary>One field of a message, with its key.</summary>
    public static void WriteProperty(Utf8JsonWriter json, IMessage message, FieldDescriptor field)
    {
        if (IsException(field) && !IsGiven(field.Accessor.GetValue(message)))
            return;
        json.WritePropertyName(field.JsonName);
        WriteField(json, message, field);
    }

    // What is nearly always nothing is left out then: that a row is faulty, and what a message was cut by.
    private static bool IsException(FieldDescriptor field) =>
        field.Name is "fault" or "omitted" or "next_page_token"
        || field.Name.EndsWith("_omitted", StringComparison.Ordinal);

    private static bool IsGiven(object value) => value switch
    {
        string text => text.Length > 0,
        int count => count != 0,
        System.Collections.ICollection items => items.Count > 0,
        _ => true,
    };

    private static void WriteField(Utf8JsonWriter json, IMessage message, FieldDescriptor field)
    {
        if (field.HasPresence && !field.Accessor.HasValue(message))
        {
            json.WriteNullValue();
            return;
        }
        var value = field.Accessor.GetValue(message);
        if (!field.IsRepeated)
        {
            WriteValue(json, value);
            return;
        }
        json.WriteStartArray();
        foreach (var item in (System.Collections.IEnumerable)value)
            WriteValue(json, item);
        json.WriteEndArray();
    }

    private static bool IsCurrency(FieldDescriptor field) =>
        field.FieldType == FieldType.Message && field.MessageType == V1.Currency.Descriptor;

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case Timestamp moment:
                json.WriteStringValue(moment.ToDateTimeOffset().UtcDateTime);
                break;
            case IMessage message:
                WriteMessage(json, message);
                break;
            case System.Enum choice:
                json.WriteStringValue(EnumNames.Of(choice));
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(Total.ShownMinor(number));
                break;
            default:
                // The API has no other types; the test that holds the wire to its approved text would show a new one.
                throw new UnreachableException($"a field of {value.GetType()}");
        }
    }
}
