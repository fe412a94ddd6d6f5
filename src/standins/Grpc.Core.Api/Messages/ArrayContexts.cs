using System.Buffers;

namespace Grpc.Core;

/// <summary>Collects a message in memory, for the serializers that return an array.</summary>
internal sealed class ArraySerializationContext : SerializationContext
{
    private readonly ArrayBufferWriter<byte> _writer = new();
    private byte[]? _payload;

    /// <summary>The finished message.</summary>
    public byte[] Payload =>
        _payload ?? throw new InvalidOperationException("The serializer returned without completing the message.");

    public override IBufferWriter<byte> GetBufferWriter() => _writer;

    public override void SetPayloadLength(int payloadLength)
    {
        // The array grows as it is written; knowing the length beforehand changes nothing.
    }

    public override void Complete() => Complete(_writer.WrittenSpan.ToArray());

    public override void Complete(byte[] payload)
    {
        if (_payload is not null)
            throw new InvalidOperationException("The serializer completed the message twice.");
        _payload = payload;
    }
}

/// <summary>Gives a message that lies in an array.</summary>
internal sealed class ArrayDeserializationContext(byte[] payload) : DeserializationContext
{
    public override int PayloadLength => payload.Length;

    public override byte[] PayloadAsNewBuffer() => [.. payload];

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(payload);
}
