namespace Solidarity.Storage.Logs;

/// <summary>A place in a shared log: behind the last block that was read or written. Segments count from 1.</summary>
public readonly record struct LogMark(int Segment, long Offset)
{
    internal static LogMark Start { get; } = new(1, 0);

    internal bool IsBehind(LogMark other) => (Segment, Offset).CompareTo((other.Segment, other.Offset)) > 0;
}

/// <summary>A block of the log, and the place behind it.</summary>
internal readonly record struct LoggedBlock(LogBlock Block, LogMark End)
{
    /// <summary>The whole blocks among bytes that were read behind a place; what is left at the end is none yet.
    /// </summary>
    /// <param name="bytes">Bodies and payloads keep its memory.</param>
    /// <exception cref="InvalidDataException">A block is not as it was written.</exception>
    internal static IReadOnlyList<LoggedBlock> ParseAll(ReadOnlyMemory<byte> bytes, LogMark after)
    {
        var blocks = new List<LoggedBlock>();
        for (var mark = after; LogBlock.LengthOf(bytes.Span) is > 0 and var next && next <= bytes.Length;)
        {
            var block = LogBlock.Parse(bytes[..next]);
            bytes = bytes[next..];
            mark = block.Kind == LogBlockKind.Next
                ? new LogMark(mark.Segment + 1, 0)
                : mark with { Offset = mark.Offset + next };
            blocks.Add(new LoggedBlock(block, mark));
        }

        return blocks;
    }

    /// <summary>The block that ends where the bytes do; what is before it may be anything.</summary>
    /// <returns>Null where it does not begin in them, or is not as it was written.</returns>
    internal static LogBlock? ParseLast(ReadOnlyMemory<byte> bytes)
    {
        for (var before = bytes; before.Span.LastIndexOf(LogBlock.Magic) is >= 0 and var start;)
        {
            before = bytes[..start];
            // An entry may say the same, but not with the right hash.
            if (LogBlock.Begins(bytes.Span[start..]) && LogBlock.LengthOf(bytes.Span[start..]) == bytes.Length - start
                && LogBlock.IsAsWritten(bytes[start..])) return LogBlock.Parse(bytes[start..]);
        }

        return null;
    }
}

/// <summary>A block that a service has put into the log, for the other services, which need not read it there.
/// </summary>
/// <param name="At">Where it begins.</param>
/// <param name="End">The place behind it, where the log goes on.</param>
public sealed record PublishedBlock(LogMark At, LogMark End, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// A log that several services share. It is the truth: nothing counts before it is in there, and the journal of each
/// service is a replica of it. Blocks stand in one order. Whoever appends says behind which block, and where somebody
/// else was faster nothing is written; so any number of services may write, and each of them has read everything before
/// what it writes. All calls for one log object come from one thread.
/// </summary>
public abstract class SharedLog
{
    /// <summary>How far is read back for a block that ends at a place. An append has 64 MiB at most.</summary>
    private const int BytesBackMax = 96 << 20;

    /// <summary>Which log it is, for people.</summary>
    public abstract string Name { get; }

    /// <summary>Copies of replicas, kept beside the log; null where it keeps none.</summary>
    internal virtual BlobCheckpoints? Checkpoints => null;

    /// <summary>Tells this log from every other one. A log that does not exist yet is begun.</summary>
    /// <exception cref="JournalUnavailableException">The log cannot be reached.</exception>
    internal abstract Hash256 ReadId();

    /// <summary>The blocks behind a place, in order: not all, but at least one where there is one.</summary>
    /// <exception cref="JournalUnavailableException">The log cannot be reached.</exception>
    /// <exception cref="InvalidDataException">A block is not as it was written.</exception>
    internal abstract IReadOnlyList<LoggedBlock> Read(LogMark after);

    /// <summary>Whether the log is so long and, where it goes on there, a block begins at the place.</summary>
    /// <exception cref="JournalUnavailableException">The log cannot be reached.</exception>
    internal abstract bool HasPlace(LogMark mark);

    /// <summary>Appends a block at a place. Returns when it is durable.</summary>
    /// <returns>The place behind it; null: the log goes on there already, so nothing was written.</returns>
    /// <exception cref="JournalUnavailableException">The log cannot be reached, or does not answer. The block may be
    /// in there all the same; then the next reading finds it.</exception>
    internal abstract LogMark? TryAppend(LogMark at, LogBlock block);

    /// <summary>Appends blocks of another log as they are there, so that this one is the same to the byte. The segment
    /// ends only where the last of them says so. Returns when they are durable, or as durable as
    /// <see cref="Flush"/> makes them.</summary>
    /// <returns>The place behind them; null: the log goes on there already, so nothing was written.</returns>
    /// <exception cref="JournalUnavailableException">The log cannot be reached, or does not answer.</exception>
    internal abstract LogMark? TryCopy(LogMark at, IReadOnlyList<LogBlock> blocks);

    /// <summary>What was appended is durable, and ends the log.</summary>
    /// <param name="end">The place behind it.</param>
    internal virtual void Flush(LogMark end) { }

    /// <summary>How many bytes a segment has; 0 where it is not there.</summary>
    private protected abstract long LengthOf(int segment);

    /// <summary>Bytes of a segment; fewer where it ends.</summary>
    private protected abstract ReadOnlyMemory<byte> ReadPart(int segment, long offset, int length);

    /// <summary>Whether a replica that has read up to a place, and ends with this entry, can read on from there: the
    /// log is as long, and what follows follows on that entry; or where nothing follows yet, the block before ends with
    /// it.</summary>
    /// <exception cref="JournalUnavailableException">The log cannot be reached.</exception>
    /// <exception cref="InvalidDataException">The block behind it is not as it was written.</exception>
    internal bool Follows(LogMark mark, long position, Hash256 hash)
    {
        if (!HasPlace(mark)) return false;
        if (Read(mark) is [var (next, _), ..]) return next.PositionBefore == position && next.HashBefore == hash;
        if (mark == LogMark.Start) return position == 0;
        // The hash of a log's first block is its id, and no entry's.
        return ReadBefore(mark) is { } last && last.LastPosition == position
            && (position == 0 || last.HashAfter == hash);
    }

    /// <summary>The block that ends at a place. How long it is stands at its beginning only, so ever more is read
    /// before the place until one is found that ends there.</summary>
    /// <returns>Null where none ends there.</returns>
    private LogBlock? ReadBefore(LogMark mark)
    {
        var segment = mark.Offset > 0 ? mark.Segment : mark.Segment - 1;
        var start = mark.Offset > 0 ? mark.Offset : LengthOf(segment);
        var bytes = ReadOnlyMemory<byte>.Empty;
        while (start > 0 && bytes.Length < BytesBackMax)
        {
            var length = (int)Math.Min(BlobLog.ReadBytes, start);
            start -= length;
            bytes = (byte[])[.. ReadPart(segment, start, length).Span, .. bytes.Span];
            if (LoggedBlock.ParseLast(bytes) is { } last) return last;
        }

        return null;
    }
}
