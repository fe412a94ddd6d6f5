using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Couriers;

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

    private readonly Known?[] _known = new Known?[KeptMax];

    /// <exception cref="JsonException">The payload is no such command.</exception>
    public (ContentHash Content, TCommand Command) Read<TCommand>(
        ReadOnlyMemory<byte> payload, JsonTypeInfo<TCommand> json) where TCommand : BodyCommand
    {
        if (payload.Length > KeptBytesMax || !MemoryMarshal.TryGetArray(payload, out var memory))
            return (Requests.HashOf(payload.Span), Parse(payload, json));
        ref var place = ref _known[RuntimeHelpers.GetHashCode(memory.Array) % KeptMax];
        if (Volatile.Read(ref place) is { } known && known.Payload.Equals(payload) && known.Command is TCommand same)
            return (known.Content, same);
        var read = new Known(payload, Requests.HashOf(payload.Span), Parse(payload, json));
        Volatile.Write(ref place, read);
        return (read.Content, (TCommand)read.Command);
    }

    private static TCommand Parse<TCommand>(ReadOnlyMemory<byte> payload, JsonTypeInfo<TCommand> json)
        where TCommand : BodyCommand =>
        JsonSerializer.Deserialize(payload.Span, json) ?? throw new JsonException("the message is empty");

    private sealed record Known(ReadOnlyMemory<byte> Payload, ContentHash Content, BodyCommand Command);
}
