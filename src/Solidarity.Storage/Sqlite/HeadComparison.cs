using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Holds a journal against the head file beside it.</summary>
internal static class HeadComparison
{
    /// <summary>What the journal lacks of what its head file says; null where it lacks nothing. A head file that is not
    /// there says nothing.</summary>
    internal static JournalLoss? Loss(SqliteConnection connection, HeadReading head)
    {
        if (!head.Exists) return null;
        var last = Last(connection);
        if (head.Newest is not { } known) return new JournalLoss(JournalLossKind.HeadUnreadable, last, 0);
        if (known.Position > last) return new JournalLoss(JournalLossKind.Shorter, last, known.Position);
        return known.Position == 0 || HashOf(connection, known.Position) == known.Hash
            ? null
            : new JournalLoss(JournalLossKind.Differs, last, known.Position);
    }

    /// <summary>Says that the file is an older one than its log belongs to; null where it is not. SQLite would make one
    /// journal of the two, with a gap.</summary>
    internal static string? OlderThanItsLog(JournalFile file, HeadReading head)
    {
        if (head.Newest is not { } known || !file.HasLog) return null;
        return file.PositionWithoutLog() is { } position && position < known.Copied
            ? $"{file.Path} is older than its log {JournalFile.FileName}-wal: it ends at entry {position}, and the log "
                + $"goes on behind entry {known.Copied} or later. Put back the {JournalFile.FileName} that belongs to "
                + "the log; or move the log away, and what is missing then will be said"
            : null;
    }

    private static long Last(SqliteConnection connection)
    {
        using var last = new Statement(connection, "SELECT coalesce(max(position), 0) FROM entries");
        return last.Step() ? last.Long(0) : 0;
    }

    private static Hash256? HashOf(SqliteConnection connection, long position)
    {
        using var entry = new Statement(connection, "SELECT hash FROM entries WHERE position = ?1");
        entry.Bind(1, position);
        return entry.Step() ? entry.Hash(0) : null;
    }
}
