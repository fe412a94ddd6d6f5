using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Bodies;
using Solidarity.Grains.Entries;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>
/// Reads and hashes the payloads of messages to bodies of one kind. Messages that share one come close together, so it
/// keeps what it has read of late, in a table with one place for each hash of the payload's memory: what comes to a
/// place takes it. Any thread may read.
/// </summary>
internal sealed class PayloadReader<TCommand>(JsonTypeInfo<TCommand> json) where TCommand : BodyCommand
{
    /// <summary>How many payloads are kept at most, and how large they may be: 4 MiB for each kind of body.</summary>
    private const int KeptMax = 64;
    private const int KeptBytesMax = 64 * 1024;

    private readonly Known?[] _known = new Known?[KeptMax];

    /// <exception cref="JsonException">The payload is no such command, nor an array of them.</exception>
    public (ImmutableArray<TCommand> Commands, ContentHash Content) Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > KeptBytesMax || !MemoryMarshal.TryGetArray(payload, out var memory))
            return (Parse(payload), Requests.HashOf(payload.Span));
        ref var place = ref _known[RuntimeHelpers.GetHashCode(memory.Array) % KeptMax];
        if (Volatile.Read(ref place) is { } known && known.Payload.Equals(payload))
            return (known.Commands, known.Content);
        var commands = Parse(payload);
        var read = new Known(payload, Requests.HashOf(payload.Span), commands);
        Volatile.Write(ref place, read);
        return (commands, read.Content);
    }

    private ImmutableArray<TCommand> Parse(ReadOnlyMemory<byte> payload)
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

    private sealed record Known(ReadOnlyMemory<byte> Payload, ContentHash Content, ImmutableArray<TCommand> Commands);
}
