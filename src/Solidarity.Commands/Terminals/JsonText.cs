using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Solidarity.Commands.Terminals;

/// <summary>Writes one JSON value and a newline, always in the same form: for the same value the same bytes.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Converters = new() { Converters = { new MessageJson() } };

    /// <summary>A message of the API, or an anonymous object whose properties are named as in JSON and may be such
    /// messages.</summary>
    /// <param name="oneLine">For streams of values, one a line.</param>
    public static void Write(TextWriter writer, object value, bool oneLine = false) =>
        Write(writer, json => JsonSerializer.Serialize(json, value, Converters), oneLine);

    /// <summary>A property of an object that is being written.</summary>
    public static void Write(Utf8JsonWriter json, string name, object value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, Converters);
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
}
