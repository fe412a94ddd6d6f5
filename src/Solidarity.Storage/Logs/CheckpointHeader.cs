using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Solidarity.Storage.Logs;

/// <summary>A part of a checkpoint's file.</summary>
/// <param name="StoredBytes">How many bytes it has as it is stored, compressed.</param>
/// <param name="Bytes">How many it has in the file.</param>
/// <param name="Content">SHA-256 of these.</param>
internal readonly record struct CheckpointPart(int StoredBytes, int Bytes, Hash256 Content);

/// <summary>
/// What a checkpoint says of itself. A checkpoint is a copy of a replica's file as it stood at a place in the log, so
/// that a new replica starts from there. This header stands at its beginning; behind it stand the parts of the file,
/// each compressed by itself (Brotli), in their order, so that several can be read and unpacked at once.
/// <code>
/// bytes      what                                  as
/// 4          "SLC1"
/// 4          bytes of the header                   signed integer, high byte first (as are all below)
/// 4          format of the journal in it
/// 32         id of the log
/// 4          segment of the place
/// 8          offset of the place
/// 8          position of the last entry
/// 32         hash of that entry
/// 4          number of parts
/// 40 each    the parts: stored bytes (4), bytes (4), SHA-256 (32)
/// 32         SHA-256 of everything before
/// </code>
/// </summary>
/// <param name="Format">Of the journal in it; other code cannot use it.</param>
internal sealed record CheckpointHeader(
    int Format, Hash256 Log, LogMark Mark, long Position, Hash256 Hash, ImmutableArray<CheckpointPart> Parts)
{
    internal const int PrefixBytes = 8;

    /// <summary>How much of the file a part has, but for the last one.</summary>
    internal const int PartBytes = 8 << 20;

    /// <summary>Azure's limit for the blocks of a blob, but for the one of the header. Makes about 390 GiB.</summary>
    internal const int PartsMax = 49_999;

    private const int PartRowBytes = (2 * sizeof(int)) + Hash256.Bytes;
    private const int FixedBytes = PrefixBytes + 4 + Hash256.Bytes + 4 + 8 + 8 + Hash256.Bytes + 4;

    private static ReadOnlySpan<byte> Magic => "SLC1"u8;

    /// <summary>How many bytes the parts have as they are stored.</summary>
    internal long StoredBytes => Parts.Sum(part => (long)part.StoredBytes);

    /// <summary>How many bytes a header has that begins so; 0 where none does.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> prefix)
    {
        if (prefix.Length < PrefixBytes || !prefix.StartsWith(Magic)) return 0;
        var length = BinaryPrimitives.ReadInt32BigEndian(prefix[4..]);
        var parts = length - FixedBytes - Hash256.Bytes;
        return parts >= 0 && parts % PartRowBytes == 0 && parts / PartRowBytes <= PartsMax ? length : 0;
    }

    internal byte[] Serialize()
    {
        var bytes = new byte[FixedBytes + (Parts.Length * PartRowBytes) + Hash256.Bytes];
        var frame = new FrameWriter(bytes);
        Magic.CopyTo(frame.Take(Magic.Length));
        frame.Write(bytes.Length);
        frame.Write(Format);
        Log.Write(frame.Take(Hash256.Bytes));
        frame.Write(Mark.Segment);
        frame.Write(Mark.Offset);
        frame.Write(Position);
        Hash.Write(frame.Take(Hash256.Bytes));
        frame.Write(Parts.Length);
        foreach (var part in Parts)
        {
            frame.Write(part.StoredBytes);
            frame.Write(part.Bytes);
            part.Content.Write(frame.Take(Hash256.Bytes));
        }

        SHA256.HashData(frame.Written, frame.Take(Hash256.Bytes));
        return bytes;
    }

    /// <returns>Null where it is not as it was written.</returns>
    internal static CheckpointHeader? Parse(ReadOnlySpan<byte> bytes)
    {
        if (LengthOf(bytes) is var length && (length == 0 || length != bytes.Length)) return null;
        if (!Hash256.Read(bytes[^Hash256.Bytes..]).Matches(SHA256.HashData(bytes[..^Hash256.Bytes]))) return null;
        var rest = bytes[PrefixBytes..];
        var (format, log) = (Int(ref rest), HashOf(ref rest));
        var mark = new LogMark(Int(ref rest), Long(ref rest));
        var (position, hash) = (Long(ref rest), HashOf(ref rest));
        var parts = ImmutableArray.CreateBuilder<CheckpointPart>(Int(ref rest));
        for (var i = 0; i < parts.Capacity; i++)
            parts.Add(new CheckpointPart(Int(ref rest), Int(ref rest), HashOf(ref rest)));
        return new CheckpointHeader(format, log, mark, position, hash, parts.MoveToImmutable());
    }

    private static int Int(ref ReadOnlySpan<byte> rest) => BinaryPrimitives.ReadInt32BigEndian(Take(ref rest, 4));

    private static long Long(ref ReadOnlySpan<byte> rest) => BinaryPrimitives.ReadInt64BigEndian(Take(ref rest, 8));

    private static Hash256 HashOf(ref ReadOnlySpan<byte> rest) => Hash256.Read(Take(ref rest, Hash256.Bytes));

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int bytes)
    {
        var taken = rest[..bytes];
        rest = rest[bytes..];
        return taken;
    }
}
