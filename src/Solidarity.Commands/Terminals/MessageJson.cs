using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
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
internal static class MessageJson
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

    public static void Write(Utf8JsonWriter json, IMessage message)
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
        var isNull = field.HasPresence && !field.Accessor.HasValue(message);
        JsonText.Write(json, field.JsonName, isNull ? null : field.Accessor.GetValue(message));
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

    private static bool IsCurrency(FieldDescriptor field) =>
        field.FieldType == FieldType.Message && field.MessageType == V1.Currency.Descriptor;
}
