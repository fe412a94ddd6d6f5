using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Solidarity.Storage.Logs;

internal enum LogBlockKind : byte
{
    /// <summary>The first block of a log; the hash in it is the log's id, drawn by lot.</summary>
    Begin = 1,
    Writes = 2,

    /// <summary>The last block of a segment: the log goes on in the next one.</summary>
    Next = 3,

    /// <summary>Part of a journal that was written elsewhere: entries without the messages that they sent, or messages
    /// that wait. It counts for nothing before the block that ends the import.</summary>
    Import = 4,

    /// <summary>The last block of an import, with which it is whole.</summary>
    Imported = 5,
}

/// <summary>
/// A block of a shared log: what was written in one transaction.
/// <code>
/// bytes      what                                  as
/// 4          "SLB1"
/// 4          bytes of the whole block              signed integer, high byte first (as are all below)
/// 1          kind                                  1 begin, 2 writes, 3 next segment, 4 import, 5 imported
/// 8          position of the last entry before
/// 32         hash of that entry
/// 32         hash of the last entry behind         the same where the block has no entries
/// 4          number of writes
/// ...        the writes
/// 32         SHA-256 of everything before
/// </code>
/// A write is 1, an append: name of the stream, expected version (8), number of entries (4), and for each entry command
/// (16), content (16), time (8), body, number of further answers (4) with message (8) and content (16) each, number of
/// messages (4) with receiver, due time (8, the lowest number for none) and payload each. Or it is 2, an
/// acknowledgement: number of messages (4) and their ids (8 each). Or, in an import, it is 3, messages that wait: 1
/// where they are the first and else 0, the last id given (8), number of messages (4), and for each id (8), sender,
/// receiver, due time (8) and payload. Names, bodies and payloads have their number of
/// bytes (4) before them; -1 for the very payload of the message before. Times are milliseconds since 1970. Snapshots
/// are not in it: they are caches, and each replica makes its own.
/// </summary>
internal sealed record LogBlock(
    LogBlockKind Kind, long PositionBefore, Hash256 HashBefore, Hash256 HashAfter, ImmutableArray<LogWrite> Writes)
{
    /// <summary>What the shortest block has.</summary>
    internal const int BytesMin = HeaderBytes + Hash256.Bytes;

    internal const int PrefixBytes = 8;

    /// <summary>How many entries it has.</summary>
    internal long Entries => Writes.OfType<LogWrite.Appended>().Sum(write => (long)write.Append.Entries.Length);

    private const int HeaderBytes = PrefixBytes + 1 + 8 + (2 * Hash256.Bytes) + 4;

    internal static ReadOnlySpan<byte> Magic => "SLB1"u8;

    /// <summary>Of the last entry in it, or of the last one before where it has none.</summary>
    internal long LastPosition => PositionBefore + Entries;

    /// <param name="position">Of the last entry.</param>
    /// <param name="hash">Of the last entry.</param>
    internal static LogBlock Next(long position, Hash256 hash) => new(LogBlockKind.Next, position, hash, hash, []);

    internal static LogBlock Begin(Hash256 id) => new(LogBlockKind.Begin, 0, default, id, []);

    /// <summary>How many bytes the block has that begins here; 0 where there are too few bytes to tell.</summary>
    /// <exception cref="InvalidDataException">No block begins here.</exception>
    internal static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PrefixBytes) return 0;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        if (Begins(bytes)) return length;
        throw new InvalidDataException("no block begins where one should");
    }

    /// <summary>Whether bytes look as the first ones of a block do.</summary>
    internal static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= PrefixBytes && bytes.StartsWith(Magic)
        && BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) >= BytesMin;

    /// <summary>What <see cref="Serialize"/> gave: the same bytes go to the log and to the other services.</summary>
    private byte[]? _bytes;

    internal byte[] Serialize() => _bytes ??= ToBytes();

    private byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var writer = new BlockWriter(buffer);
        buffer.Write(Magic);
        writer.Write(0);
        writer.Write((byte)Kind);
        writer.Write(PositionBefore);
        writer.Write(HashBefore);
        writer.Write(HashAfter);
        LogWrites.Write(writer, Writes);
        var bytes = new byte[buffer.WrittenCount + Hash256.Bytes];
        buffer.WrittenSpan.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length);
        SHA256.HashData(bytes.AsSpan(0, buffer.WrittenCount), bytes.AsSpan(buffer.WrittenCount));
        return bytes;
    }

    /// <summary>Whether the hash at the end is that of what comes before.</summary>
    /// <param name="bytes">As long as the block says.</param>
    internal static bool IsAsWritten(ReadOnlyMemory<byte> bytes) =>
        SHA256.HashData(bytes.Span[..^Hash256.Bytes]).AsSpan().SequenceEqual(bytes.Span[^Hash256.Bytes..]);

    /// <param name="bytes">One whole block; bodies and payloads keep its memory.</param>
    /// <exception cref="InvalidDataException">It is not as it was written.</exception>
    internal static LogBlock Parse(ReadOnlyMemory<byte> bytes)
    {
        if (LengthOf(bytes.Span) != bytes.Length) throw new InvalidDataException("a block is cut off");
        if (!IsAsWritten(bytes)) throw new InvalidDataException("a block is not as it was written");
        var reader = new BlockReader(bytes[PrefixBytes..^Hash256.Bytes]);
        var kind = (LogBlockKind)reader.Byte();
        if (!Enum.IsDefined(kind))
        {
            throw new InvalidDataException(
                $"a block is of the kind {(byte)kind}, which this version does not know; a newer version wrote it, so "
                + "use that one");
        }

        var (position, before, after) = (reader.Long(), reader.Hash(), reader.Hash());
        return new LogBlock(kind, position, before, after, LogWrites.Read(reader));
    }
}
