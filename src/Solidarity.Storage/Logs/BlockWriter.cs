using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Solidarity.Storage.Logs;

/// <summary>Writes numbers with the high byte first, and texts and blobs with their number of bytes before them.
/// </summary>
internal readonly struct BlockWriter(ArrayBufferWriter<byte> buffer)
{
    internal void Write(byte value) => buffer.Write([value]);

    internal void Write(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), value);
        buffer.Advance(sizeof(int));
    }

    internal void Write(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(sizeof(long)), value);
        buffer.Advance(sizeof(long));
    }

    internal void Write(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128BigEndian(buffer.GetSpan(16), value);
        buffer.Advance(16);
    }

    internal void Write(Hash256 value)
    {
        value.Write(buffer.GetSpan(Hash256.Bytes));
        buffer.Advance(Hash256.Bytes);
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        buffer.Write(bytes);
    }

    internal void Write(string text)
    {
        Write(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, buffer);
    }
}
