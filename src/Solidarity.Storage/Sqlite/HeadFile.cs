using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Solidarity.Storage.Sqlite;

/// <summary>What the head file says of the journal beside it.</summary>
/// <param name="Number">Counts the records; the one with the higher number is the newer one.</param>
/// <param name="Position">Of the last entry that was acknowledged.</param>
/// <param name="Hash">Of that entry.</param>
/// <param name="Copied">A position that the database had without its log.</param>
/// <param name="Accepted">The last loss that an operator accepted; null for none.</param>
internal readonly record struct HeadRecord(
    long Number, long Position, Hash256 Hash, long Copied, AcceptedLoss? Accepted);

/// <summary>What a head file was found to hold.</summary>
/// <param name="Exists">Whether there is a file.</param>
/// <param name="Newest">The newer of the two records that are as they were written; null where neither is.</param>
/// <param name="IsWhole">Whether both are.</param>
internal readonly record struct HeadReading(bool Exists, HeadRecord? Newest, bool IsWhole);

/// <summary>
/// The file <c>journal.head</c> beside the database: how far the journal had come when it last acknowledged something.
/// SQLite drops the end of a damaged log by itself, and an older copy of the database is a whole database, also to a
/// log that goes on from a newer one; with this file all of that shows. Two records are written in turn, after each
/// commit and before its answers go out, by one write into the middle of a file that does not grow. They are not
/// flushed: a killed process loses none of them, for the system has them; a power cut may leave an older record, which
/// is behind the database and says nothing against it, or a torn one, and then the other counts.
/// <code>
/// byte of a record   what
/// 0                  "SOLHEAD1"
/// 8                  number of the record (numbers with the high byte first)
/// 16                 position of the last acknowledged entry
/// 24                 hash of that entry
/// 56                 position that the database had without its log when that was last copied into it, or a lower one
/// 64                 accepted loss: the last position that was kept
/// 72                 accepted loss: the last position that had been acknowledged; 0 for no loss
/// 80                 SHA-256 of the bytes before
/// </code>
/// A record with an even number stands at the start of the file, one with an odd number at <see cref="RecordStride"/>,
/// which is another block of the disk. One thread writes.
/// </summary>
internal sealed class HeadFile : IDisposable
{
    internal const string FileName = "journal.head";
    internal const int RecordBytes = SealedBytes + Hash256.Bytes;
    internal const int RecordStride = 4096;

    private const int SealedBytes = 80;
    private const long Magic = 0x534F4C4845414431;
    private const string UnfinishedSuffix = ".new";

    private readonly SafeFileHandle _handle;
    private readonly byte[] _buffer = new byte[RecordBytes];
    private HeadRecord _last;
    private long _copied;

    private HeadFile(SafeFileHandle handle, HeadRecord last) =>
        (_handle, _last, _copied) = (handle, last, last.Copied);

    internal static string PathIn(string folder) => Path.Combine(folder, FileName);

    /// <exception cref="JournalUnreadableException">It is there and cannot be read.</exception>
    internal static HeadReading Read(string folder)
    {
        var path = PathIn(folder);
        try
        {
            if (!File.Exists(path)) return new HeadReading(false, null, false);
            using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            var (even, odd) = (ReadRecord(handle, 0), ReadRecord(handle, 1));
            var newest = even is null || odd?.Number > even.Value.Number ? odd : even;
            return new HeadReading(true, newest, even is not null && odd is not null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnreadableException(
                $"{path} cannot be read ({exception.Message}); check that this user may read it", exception);
        }
    }

    /// <summary>Begins the file anew, durably, and in one step: a process killed at it leaves the old one or the new
    /// one.</summary>
    internal static void Create(string folder, HeadRecord first)
    {
        var path = PathIn(folder);
        Guarded(path, () =>
        {
            var bytes = new byte[RecordStride + RecordBytes];
            Write(first with { Number = 0 }, bytes);
            Write(first with { Number = 1 }, bytes.AsSpan(RecordStride));
            using (var file = new FileStream(path + UnfinishedSuffix, FileMode.Create, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(path + UnfinishedSuffix, path, overwrite: true);
            return true;
        });
    }

    /// <summary>Opens a file that <see cref="Read"/> found whole, to go on from its newest record.</summary>
    internal static HeadFile Open(string folder, HeadRecord newest)
    {
        var path = PathIn(folder);
        return Guarded(path, () => new HeadFile(
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete),
            newest));
    }

    /// <summary>Says how far the journal has come. Nothing is written where it says so already.</summary>
    internal void Write(long position, Hash256 hash)
    {
        if (position == _last.Position && hash == _last.Hash) return;
        var next = _last with
        {
            Number = _last.Number + 1,
            Position = position,
            Hash = hash,
            Copied = _copied,
        };
        Write(next, _buffer);
        RandomAccess.Write(_handle, _buffer, next.Number % 2 * RecordStride);
        _last = next;
    }

    /// <summary>The log was copied into the database, which now has at least the entries up to a position without it.
    /// The next record says so; until then there is nothing in the log.</summary>
    internal void Copied(long position) => _copied = position;

    public void Dispose() => _handle.Dispose();

    private static HeadRecord? ReadRecord(SafeFileHandle handle, int slot)
    {
        var bytes = new byte[RecordBytes];
        if (RandomAccess.Read(handle, bytes, slot * RecordStride) < RecordBytes) return null;
        Span<byte> seal = stackalloc byte[Hash256.Bytes];
        SHA256.HashData(bytes.AsSpan(0, SealedBytes), seal);
        if (!seal.SequenceEqual(bytes.AsSpan(SealedBytes))) return null;
        if (Number(bytes, 0) != Magic || Number(bytes, 8) % 2 != slot) return null;
        var accepted = Number(bytes, 72) == 0 ? null : new AcceptedLoss(Number(bytes, 64), Number(bytes, 72));
        return new HeadRecord(
            Number(bytes, 8), Number(bytes, 16), Hash256.Read(bytes.AsSpan(24)), Number(bytes, 56), accepted);
    }

    private static void Write(HeadRecord record, Span<byte> bytes)
    {
        var frame = new FrameWriter(bytes);
        frame.Write(Magic);
        frame.Write(record.Number);
        frame.Write(record.Position);
        record.Hash.Write(frame.Take(Hash256.Bytes));
        frame.Write(record.Copied);
        frame.Write(record.Accepted?.Position ?? 0);
        frame.Write(record.Accepted?.Acknowledged ?? 0);
        SHA256.HashData(frame.Written, bytes[SealedBytes..RecordBytes]);
    }

    private static long Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64BigEndian(bytes[at..]);

    private static T Guarded<T>(string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException(
                $"{path} cannot be written ({exception.Message}); make room, and give this user the right to write "
                + "there", exception);
        }
    }
}
