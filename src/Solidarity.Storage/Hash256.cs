using System.Buffers.Binary;

namespace Solidarity.Storage;

/// <summary>A SHA-256 as a value: it is compared and handed on without an array for each entry.</summary>
internal readonly record struct Hash256(UInt128 High, UInt128 Low)
{
    internal const int Bytes = 32;

    internal static Hash256 Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(source), BinaryPrimitives.ReadUInt128BigEndian(source[16..]));

    internal bool Matches(ReadOnlySpan<byte> bytes) => bytes.Length == Bytes && Read(bytes) == this;

    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, High);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], Low);
    }
}
