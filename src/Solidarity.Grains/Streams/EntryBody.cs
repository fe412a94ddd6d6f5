using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Decisions;

namespace Solidarity.Grains.Streams;

/// <summary>
/// The body of a journal entry: <c>{"events":[…]}</c> for what was accepted, <c>{"refused":{…}}</c> for what was not.
/// </summary>
public static class EntryBody
{
    /// <summary>A larger buffer is not kept.</summary>
    private const int KeptBytesMax = 64 * 1024;

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Scratch? _scratch;

    public static ReadOnlyMemory<byte> Write<TEvent>(Decision<TEvent> decision, JsonTypeInfo<TEvent> json)
    {
        var scratch = _scratch ?? new Scratch();
        var (buffer, writer) = scratch;
        // Whoever writes on this thread meanwhile, or after a failure, takes another.
        _scratch = null;
        writer.WriteStartObject();
        if (decision.Refusal is { } refusal)
        {
            writer.WritePropertyName("refused"u8);
            JsonSerializer.Serialize(writer, refusal, DomainJson.Refusal);
        }
        else
        {
            writer.WriteStartArray("events"u8);
            foreach (var @event in decision.Events)
                JsonSerializer.Serialize(writer, @event, json);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        writer.Flush();
        var body = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= KeptBytesMax)
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            _scratch = scratch;
        }
        return body;
    }

    /// <exception cref="JsonException">The body is none that <see cref="Write"/> writes.</exception>
    public static ImmutableArray<TEvent> ReadEvents<TEvent>(ReadOnlyMemory<byte> body, JsonTypeInfo<TEvent> json)
    {
        var reader = new Utf8JsonReader(body.Span);
        if (!AtProperty(ref reader, "events"u8))
            return [];
        var events = ImmutableArray.CreateBuilder<TEvent>(1);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            events.Add(JsonSerializer.Deserialize(ref reader, json) ?? throw new JsonException("an event is null"));
        return events.DrainToImmutable();
    }

    /// <summary>The refusal that stands in the body, or null.</summary>
    public static Refusal? ReadRefusal(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        return AtProperty(ref reader, "refused"u8) ? JsonSerializer.Deserialize(ref reader, DomainJson.Refusal) : null;
    }

    /// <summary>What a body is written with, kept for the thread's next one.</summary>
    private sealed record Scratch(ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)
    {
        public Scratch() : this(new ArrayBufferWriter<byte>(1024))
        {
        }

        private Scratch(ArrayBufferWriter<byte> buffer) : this(buffer, new Utf8JsonWriter(buffer, WriterOptions))
        {
        }
    }

    private static bool AtProperty(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        var isBody = reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName
            && (reader.ValueTextEquals("events"u8) || reader.ValueTextEquals("refused"u8));
        if (!isBody)
            throw new JsonException("not the body of a journal entry");
        return reader.ValueTextEquals(name);
    }
}
