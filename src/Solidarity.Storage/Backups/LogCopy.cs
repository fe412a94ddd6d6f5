using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Backups;

/// <summary>Copies a log block by block, so that the copy is the same to the byte and has the same states. What is
/// there already is read and checked, and the copy goes on behind it.</summary>
internal static class LogCopy
{
    /// <summary>Between so many bytes the copy is made durable.</summary>
    private const long FlushBytes = 64 << 20;

    /// <param name="until">The state to copy up to; null for all that there is.</param>
    /// <exception cref="NotThisBackupException">The copy is none of this log.</exception>
    /// <exception cref="JournalUnreadableException">The log or the copy is damaged.</exception>
    /// <exception cref="JournalUnavailableException">One of them cannot be reached or written.</exception>
    internal static BackupResult Run(
        SharedLog source, SharedLog target, RestorePoint? until, IProgress<BackupProgress>? progress,
        CancellationToken cancellationToken)
    {
        var copied = new LogWalk(target).ToEnd(
            cancellationToken, at => progress?.Report(new BackupProgress("checking", at.Position, 0)));
        var (from, mark) = (copied.Here.Position, copied.Here.Mark);
        Require(source, target, copied.Here);
        Require(target, copied.Here, until);
        long bytes = 0;
        while (mark != until?.Mark && ReadPage(source, mark, until?.Mark) is { Count: > 0 } page)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var behind = target.TryCopy(mark, [.. page.Select(logged => logged.Block)]);
            if (behind != page[^1].End)
                throw new NotThisBackupException($"somebody else writes to {target.Name}; it is left as it is");
            bytes += page[^1].End.Segment == mark.Segment ? page[^1].End.Offset - mark.Offset : 0;
            mark = page[^1].End;
            if (bytes >= FlushBytes || page[^1].Block.Kind == LogBlockKind.Next) target.Flush(mark);
            if (bytes >= FlushBytes) bytes = 0;
            var position = page[^1].Block.LastPosition;
            progress?.Report(new BackupProgress("copying", position, until?.Position ?? 0));
        }

        target.Flush(mark);
        // What was written now is read again.
        copied.ToEnd(cancellationToken);
        return new BackupResult(copied.Here.Position, copied.Here.Position - from, copied.Here.At);
    }

    private static IReadOnlyList<LoggedBlock> ReadPage(SharedLog source, LogMark mark, LogMark? end)
    {
        try
        {
            var page = source.Read(mark);
            return end is { } last && page.Any(logged => logged.End == last)
                ? [.. page.TakeWhile(logged => logged.End != last), page.First(logged => logged.End == last)]
                : page;
        }
        catch (InvalidDataException problem)
        {
            throw new JournalUnreadableException(
                $"the log {source.Name} is damaged: {problem.Message}; take up another backup", problem);
        }
    }

    private static void Require(SharedLog source, SharedLog target, RestorePoint copied)
    {
        if (copied.Mark == LogMark.Start) return;
        if (IdOf(source) == IdOf(target) && source.Follows(copied.Mark, copied.Position, copied.Hash)) return;
        throw new NotThisBackupException(
            $"{target.Name} has something else than {source.Name}, or more than that has now; it is left as it is, "
            + "choose an empty place");
    }

    /// <summary>A copy that was broken off may have been for a later state, and nothing is taken out of it.</summary>
    private static void Require(SharedLog target, RestorePoint copied, RestorePoint? until)
    {
        if (until is not { } point || !copied.Mark.IsBehind(point.Mark)) return;
        throw new NotThisBackupException(
            $"{target.Name} goes up to entry {copied.Position} already, which is after the state at entry "
            + $"{point.Position} that was asked for; it is left as it is, choose another name");
    }

    private static Hash256? IdOf(SharedLog log) => log.Read(LogMark.Start) is [var (first, _), ..]
        ? first.HashAfter
        : null;
}
