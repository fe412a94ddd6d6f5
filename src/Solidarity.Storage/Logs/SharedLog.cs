namespace Solidarity.Storage.Logs;

/// <summary>A place in a shared log: behind the last block that was read or written. Segments count from 1.</summary>
public readonly record struct LogMark(int Segment, long Offset)
{
    internal static LogMark Start { get; } = new(1, 0);
}

/// <summary>A block of the log, and the place behind it.</summary>
internal readonly record struct LoggedBlock(LogBlock Block, LogMark End);

/// <summary>A block that a service has put into the log, for the other services, which need not read it there.</summary>
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
    /// <summary>Which log it is, for people.</summary>
    public abstract string Name { get; }

    /// <summary>Tells this log from every other one. A log that does not exist yet is begun.</summary>
    /// <exception cref="JournalUnavailableException">The log cannot be reached.</exception>
    internal abstract Hash256 ReadId();

    /// <summary>The blocks behind a place, in order: not all, but at least one where there is one.</summary>
    /// <exception cref="JournalUnavailableException">The log cannot be reached.</exception>
    /// <exception cref="InvalidDataException">A block is not as it was written.</exception>
    internal abstract IReadOnlyList<LoggedBlock> Read(LogMark after);

    /// <summary>Appends a block at a place. Returns when it is durable.</summary>
    /// <returns>The place behind it; null: the log goes on there already, so nothing was written.</returns>
    /// <exception cref="JournalUnavailableException">The log cannot be reached, or does not answer. The block may be
    /// in there all the same; then the next reading finds it.</exception>
    internal abstract LogMark? TryAppend(LogMark at, LogBlock block);
}
