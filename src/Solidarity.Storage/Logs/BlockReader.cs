using System.Buffers.Binary;
using System.Text;

namespace Solidarity.Storage.Logs;

/// <summary>Reads what <see cref="BlockWriter"/> wrote, and never beyond its end.</summary>
internal sealed class BlockReader(ReadOnlyMemory<byte> rest)
{
    internal ReadOnlyMemory<byte> Take(int bytes)
    {
        if (bytes < 0 || bytes > rest.Length) throw new InvalidDataException("a block says less than it should");
        var taken = rest[..bytes];
        rest = rest[bytes..];
        return taken;
    }

    internal byte Byte() => Take(1).Span[0];

    internal int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)).Span);

    internal long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)).Span);

    internal UInt128 UInt128() => BinaryPrimitives.ReadUInt128BigEndian(Take(16).Span);

    internal Hash256 Hash() => Hash256.Read(Take(Hash256.Bytes).Span);

    /// <summary>How many things follow that have so many bytes each at least.</summary>
    internal int Count(int bytesEach) => Int() is var count && count >= 0 && count <= rest.Length / bytesEach
        ? count
        : throw new InvalidDataException("a block says less than it should");

    internal ReadOnlyMemory<byte> Bytes() => Take(Int());

    internal ReadOnlyMemory<byte>? BytesOrSame() =>
        Int() is var length && length == -1 ? (ReadOnlyMemory<byte>?)null : Take(length);

    internal string Text() => Encoding.UTF8.GetString(Bytes().Span);
}
