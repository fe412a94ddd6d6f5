using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Backups;

/// <summary>A state of the journal that a log has whole: entries, and all that waits.</summary>
/// <param name="Mark">The place behind it.</param>
/// <param name="At">The latest time of an entry up to there; null where there is none.</param>
internal readonly record struct RestorePoint(LogMark Mark, long Position, Hash256 Hash, DateTimeOffset? At);

/// <summary>Goes through the blocks of a log in order. Each was held against its own hash when it was read; here each
/// is held against the one before. What the entries say is checked when they are written to a journal.</summary>
internal sealed class LogWalk(SharedLog log)
{
    /// <summary>Where it is: behind the last block that was given out, which need not be a whole state.</summary>
    internal RestorePoint Here { get; private set; } = new(LogMark.Start, 0, default, null);

    /// <summary>The last whole state up to here; null where there was none.</summary>
    internal RestorePoint? Point { get; private set; }

    /// <summary>Whether a service has written to this log, so that every block has the messages of its entries.
    /// </summary>
    internal bool HasWrites { get; private set; }

    /// <summary>The blocks from here to the end.</summary>
    /// <exception cref="JournalUnreadableException">A block is not as it was written, or does not follow on.
    /// </exception>
    internal IEnumerable<LoggedBlock> Blocks(CancellationToken cancellationToken)
    {
        while (Read() is { Count: > 0 } page)
        {
            foreach (var logged in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Step(logged);
                yield return logged;
            }
        }
    }

    /// <summary>Goes to the end.</summary>
    internal LogWalk ToEnd(CancellationToken cancellationToken, Action<RestorePoint>? onPage = null)
    {
        foreach (var _ in Blocks(cancellationToken)) onPage?.Invoke(Here);
        return this;
    }

    private IReadOnlyList<LoggedBlock> Read()
    {
        try
        {
            return log.Read(Here.Mark);
        }
        catch (InvalidDataException problem)
        {
            throw Damaged(problem.Message);
        }
    }

    private void Step(LoggedBlock logged)
    {
        var block = logged.Block;
        if (block.Kind != LogBlockKind.Begin
            && (block.PositionBefore != Here.Position || block.HashBefore != Here.Hash))
            throw Damaged($"a block behind entry {block.PositionBefore} does not follow on");
        // The hash of the first block is the log's id.
        var hash = block.Kind == LogBlockKind.Begin ? default : block.HashAfter;
        Here = new RestorePoint(logged.End, block.LastPosition, hash, Latest(block, Here.At));
        HasWrites |= block.Kind == LogBlockKind.Writes;
        if (block.Kind is LogBlockKind.Writes or LogBlockKind.Imported) Point = Here;
    }

    private static DateTimeOffset? Latest(LogBlock block, DateTimeOffset? latest)
    {
        foreach (var append in block.Writes.OfType<LogWrite.Appended>())
        {
            foreach (var entry in append.Append.Entries)
            {
                if (latest is null || entry.At > latest) latest = entry.At;
            }
        }

        return latest;
    }

    private JournalUnreadableException Damaged(string what) => new(
        $"the log {log.Name} is damaged behind entry {Here.Position}: {what}; take up another backup")
    {
        Behind = Here.Position,
    };
}
