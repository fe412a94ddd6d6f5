using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Bodies;
using Solidarity.Grains.Entries;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>
/// Reads and hashes the payloads of messages. Messages that share one come close together, so it keeps what it has read
/// of late, in a table with one place for each hash of the payload's memory: what comes to a place takes it. Any thread
/// may read.
/// </summary>
internal sealed class PayloadReader
{
    /// <summary>How many payloads are kept at most, and how large they may be: 4 MiB altogether.</summary>
    private const int KeptMax = 64;
    private const int KeptBytesMax = 64 * 1024;

    private const int NameCharsMax = 80;

    private readonly Known?[] _known = new Known?[KeptMax];

    /// <exception cref="JsonException">The payload is no such command, nor an array of them.</exception>
    public (ImmutableArray<TCommand> Commands, ContentHash Content) Read<TCommand>(
        ReadOnlyMemory<byte> payload, JsonTypeInfo<TCommand> json) where TCommand : BodyCommand
    {
        if (payload.Length > KeptBytesMax || !MemoryMarshal.TryGetArray(payload, out var memory))
            return (Parse(payload, json), Requests.HashOf(payload.Span));
        ref var place = ref _known[RuntimeHelpers.GetHashCode(memory.Array) % KeptMax];
        if (Volatile.Read(ref place) is { } known && known.Payload.Equals(payload)
            && known.Commands is ImmutableArray<TCommand> same)
            return (same, known.Content);
        var commands = Parse(payload, json);
        var read = new Known(payload, Requests.HashOf(payload.Span), commands);
        Volatile.Write(ref place, read);
        return (commands, read.Content);
    }

    /// <summary>The name of a payload's command, the first of several; empty where it has none.</summary>
    public static string FirstName(ReadOnlyMemory<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload.Span);
            while (reader.Read() && reader.TokenType != JsonTokenType.PropertyName)
            {
            }
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                return "";
            var name = reader.GetString() ?? "";
            return name.Length <= NameCharsMax ? name : name[..NameCharsMax];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private static ImmutableArray<TCommand> Parse<TCommand>(ReadOnlyMemory<byte> payload, JsonTypeInfo<TCommand> json)
        where TCommand : BodyCommand
    {
        var reader = new Utf8JsonReader(payload.Span);
        var isList = reader.Read() && reader.TokenType == JsonTokenType.StartArray;
        if (!isList)
            return [JsonSerializer.Deserialize(payload.Span, json) ?? throw Empty()];
        var commands = ImmutableArray.CreateBuilder<TCommand>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            commands.Add(JsonSerializer.Deserialize(ref reader, json) ?? throw Empty());
        return commands.Count > 0 ? commands.DrainToImmutable() : throw Empty();
    }

    private static JsonException Empty() => new("the message is empty");

    /// <param name="Commands">Of what kind depends on the receiver.</param>
    private sealed record Known(ReadOnlyMemory<byte> Payload, ContentHash Content, object Commands);
}
