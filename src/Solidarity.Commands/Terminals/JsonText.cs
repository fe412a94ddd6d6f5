using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Money;

namespace Solidarity.Commands.Terminals;

/// <summary>Writes one JSON value and a newline, always in the same form: for the same value the same bytes.</summary>
internal static class JsonText
{
    /// <summary>A message of the API, or fields whose values may be such messages, texts, numbers, words of an
    /// enumeration, times, other fields and lists of these.</summary>
    /// <param name="oneLine">For streams of values, one a line.</param>
    public static void Write(TextWriter writer, object value, bool oneLine = false) =>
        Write(writer, json => WriteValue(json, value), oneLine);

    /// <summary>A property of an object that is being written.</summary>
    public static void Write(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        WriteValue(json, value);
    }

    public static void Write(TextWriter writer, Action<Utf8JsonWriter> value, bool oneLine = false)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Indented = !oneLine,
            NewLine = "\n",
            // The names of towns and the pound sign stay readable; nothing here is put into a web page.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(bytes, options))
            value(json);
        writer.Write(Shown.Json(Encoding.UTF8.GetString(bytes.WrittenSpan)));
        writer.Write('\n');
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case Timestamp moment:
                json.WriteStringValue(moment.ToDateTimeOffset().UtcDateTime);
                break;
            case IMessage message:
                MessageJson.Write(json, message);
                break;
            case JsonFields fields:
                json.WriteStartObject();
                foreach (var (name, field) in fields)
                    Write(json, name, field);
                json.WriteEndObject();
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
            case double number:
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time);
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items)
                    WriteValue(json, item);
                json.WriteEndArray();
                break;
            default:
                // The test that holds the wire to its approved text would show a new type of the API.
                throw new UnreachableException($"a value of {value.GetType()}");
        }
    }
}
