using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Solidarity.Storage;

/// <summary>
/// The hash of an entry: SHA-256 over the hash of the entry before it and everything that the entry says, so that
/// nobody can change, remove, insert or move an entry without changing every hash behind it.
/// <code>
/// bytes      what                                  as
/// 32         hash of the entry before              for the first entry 32 zero bytes
/// 8          position                              signed integer, high byte first (as are all below)
/// 4          bytes of the stream's name
/// ...        name of the stream                    UTF-8
/// 8          version
/// 16         command                               as stored
/// 16         content                               as stored
/// 8          at                                    milliseconds since 1970-01-01T00:00Z, negative before
/// 4          bytes of the body
/// ...        body                                  as stored, UTF-8
/// ...        further answered messages             as stored; nothing where there are none
/// </code>
/// A verifier reads <c>entries</c> by position, with <c>streams.name</c>, computes this for each, and compares it with
/// the entry's <c>hash</c>, and the last one with <c>head.hash</c>. Not for several threads at once.
/// </summary>
internal sealed class HashChain : IDisposable
{
    internal const int NameBytesMax = JournalLimits.StreamNameCharsMax * 3;
    private const int FixedBytes = Hash256.Bytes + 8 + 4 + 8 + 16 + 16 + 8 + 4;

    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _frame = new byte[FixedBytes + NameBytesMax];

    internal Hash256 Next(Hash256 before, in ChainLink link)
    {
        var frame = new FrameWriter(_frame);
        before.Write(frame.Take(Hash256.Bytes));
        frame.Write(link.Position);
        frame.Write(link.Stream.Length);
        link.Stream.CopyTo(frame.Take(link.Stream.Length));
        frame.Write(link.Version);
        frame.Write(link.Command.Value);
        frame.Write(link.Content.Value);
        frame.Write(link.At);
        frame.Write(link.Body.Length);
        _sha.AppendData(frame.Written);
        _sha.AppendData(link.Body);
        _sha.AppendData(link.Further);
        Span<byte> hash = stackalloc byte[Hash256.Bytes];
        _sha.GetHashAndReset(hash);
        return Hash256.Read(hash);
    }

    public void Dispose() => _sha.Dispose();
}

/// <summary>What an entry's hash covers. Names longer than <see cref="HashChain.NameBytesMax"/> do not exist.</summary>
internal readonly ref struct ChainLink
{
    internal required long Position { get; init; }
    internal required ReadOnlySpan<byte> Stream { get; init; }
    internal required long Version { get; init; }
    internal required CommandId Command { get; init; }
    internal required ContentHash Content { get; init; }
    internal required long At { get; init; }
    internal required ReadOnlySpan<byte> Body { get; init; }

    /// <summary>As <see cref="Sqlite.FurtherAnswers"/> writes them; empty where there are none.</summary>
    internal ReadOnlySpan<byte> Further { get; init; }
}

/// <summary>Fills a buffer from its start with numbers, high byte first.</summary>
internal ref struct FrameWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private int _length;

    internal readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    internal Span<byte> Take(int bytes)
    {
        _length += bytes;
        return _buffer[(_length - bytes).._length];
    }

    internal void Write(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    internal void Write(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);

    internal void Write(UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(Take(16), value);
}
