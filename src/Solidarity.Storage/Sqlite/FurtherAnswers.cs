using System.Buffers.Binary;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// The further messages of an entry as it stores them, in the order of their answers: of each the id, 8 bytes, and the
/// hash of its content, 16 bytes, both with the high byte first.
/// </summary>
internal static class FurtherAnswers
{
    internal const int BytesEach = sizeof(long) + 16;

    /// <returns>What was written of <paramref name="buffer"/>.</returns>
    internal static ReadOnlySpan<byte> Write(ImmutableArray<AnsweredMessage> messages, Span<byte> buffer)
    {
        var frame = new FrameWriter(buffer);
        foreach (var message in messages)
        {
            frame.Write(message.Id);
            frame.Write(message.Content.Value);
        }

        return buffer[..(messages.Length * BytesEach)];
    }

    /// <exception cref="DamageException">They are not as they were written.</exception>
    internal static ImmutableArray<AnsweredMessage> Read(ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty) return [];
        if (stored.Length % BytesEach != 0)
            throw new DamageException($"the further messages of an entry have {stored.Length} bytes");
        var messages = ImmutableArray.CreateBuilder<AnsweredMessage>(stored.Length / BytesEach);
        for (; !stored.IsEmpty; stored = stored[BytesEach..])
        {
            messages.Add(new AnsweredMessage(
                BinaryPrimitives.ReadInt64BigEndian(stored),
                new ContentHash(BinaryPrimitives.ReadUInt128BigEndian(stored[sizeof(long)..]))));
        }

        return messages.MoveToImmutable();
    }
}
