using System.Security.Cryptography;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Hashes rows that the chain does not cover because they change or go: the head, messages that wait, snapshots. Their
/// <c>seal</c> shows damage on the disk. It does not show a forgery: whoever can write the row can seal it.
/// A seal is a SHA-256 over the row's columns in order, numbers as 8 bytes with the high byte first, texts and blobs
/// with their number of bytes before them, and for an absent due time a single 0 in place of 1 and the time.
/// Not for several threads at once.
/// </summary>
internal sealed class Sealer : IDisposable
{
    private const int NumberMax = 8;
    private const int TextBytesMax = JournalLimits.StreamNameCharsMax * 3;

    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _frame = new byte[(NumberMax * sizeof(long)) + (2 * TextBytesMax)];

    internal Hash256 Head(long position, Hash256 hash, long messages)
    {
        var frame = new FrameWriter(_frame);
        frame.Write(position);
        hash.Write(frame.Take(Hash256.Bytes));
        frame.Write(messages);
        return Finish(frame.Written, default);
    }

    /// <summary>A row of the outbox. How many messages it holds is not in it, but the receivers are, one a line.
    /// </summary>
    internal Hash256 Message(
        long id, ReadOnlySpan<byte> sender, ReadOnlySpan<byte> receivers, long? due, ReadOnlySpan<byte> payload)
    {
        var frame = new FrameWriter(_frame);
        frame.Write(id);
        Write(ref frame, sender);
        frame.Write((long)receivers.Length);
        _sha.AppendData(frame.Written);
        _sha.AppendData(receivers);
        frame = new FrameWriter(_frame);
        frame.Write(due is null ? 0L : 1L);
        if (due is { } time) frame.Write(time);
        frame.Write((long)payload.Length);
        return Finish(frame.Written, payload);
    }

    internal Hash256 Snapshot(long stream, long version, ReadOnlySpan<byte> format, ReadOnlySpan<byte> state)
    {
        var frame = new FrameWriter(_frame);
        frame.Write(stream);
        frame.Write(version);
        Write(ref frame, format);
        frame.Write((long)state.Length);
        return Finish(frame.Written, state);
    }

    public void Dispose() => _sha.Dispose();

    /// <summary>Of texts longer than any that the journal writes, the length alone tells that something is wrong.
    /// </summary>
    private static void Write(ref FrameWriter frame, ReadOnlySpan<byte> text)
    {
        frame.Write((long)text.Length);
        var kept = text[..Math.Min(text.Length, TextBytesMax)];
        kept.CopyTo(frame.Take(kept.Length));
    }

    private Hash256 Finish(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> rest)
    {
        _sha.AppendData(frame);
        _sha.AppendData(rest);
        Span<byte> hash = stackalloc byte[Hash256.Bytes];
        _sha.GetHashAndReset(hash);
        return Hash256.Read(hash);
    }
}
