using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Storage.Backups;

/// <summary>Makes a journal that stands alone of what a log has: the same entries with the same hashes, the same
/// messages and alarms with the same ids. Snapshots are not in a log; bodies wake from their entries.</summary>
internal static class JournalImport
{
    /// <summary>The folder in which the journal is put together.</summary>
    private const string Unfinished = "restore.new";

    /// <summary>Between so many commits SQLite's log is copied into the file.</summary>
    private const int CommitsPerCheckpoint = 16;

    /// <exception cref="NoRestorePointException">The log has no such state.</exception>
    /// <exception cref="NotThisBackupException">The folder has a journal already.</exception>
    /// <exception cref="JournalInUseException">Another process holds the folder.</exception>
    /// <exception cref="JournalUnreadableException">The log is damaged.</exception>
    /// <exception cref="JournalUnavailableException">The log cannot be reached, or the disk refused.</exception>
    internal static BackupResult Run(
        SharedLog source, string folder, RestoreLimit limit, IProgress<BackupProgress>? progress,
        CancellationToken cancellationToken)
    {
        var target = new JournalFile(Path.GetFullPath(folder));
        MakeFolder(target);
        using var held = FolderLock.Take(target.Folder);
        Prepare(target);
        var point = limit.Find(
            source, cancellationToken, at => progress?.Report(new BackupProgress("checking", at, 0)));
        var unfinished = new JournalFile(Path.Combine(target.Folder, Unfinished));
        try
        {
            Directory.CreateDirectory(unfinished.Folder);
            unfinished.CreateIfMissing();
            Write(source, unfinished, point, progress, cancellationToken);
            File.Move(unfinished.Path, target.Path);
            // With it a later loss shows from the first moment on.
            HeadFile.Create(target.Folder, new HeadRecord(1, point.Position, point.Hash, point.Position, null));
            return new BackupResult(point.Position, point.Position, point.At);
        }
        catch (Exception problem) when (Failures.IsKnown(problem))
        {
            throw Translate(problem, source, unfinished);
        }
        finally
        {
            if (Directory.Exists(unfinished.Folder)) Directory.Delete(unfinished.Folder, recursive: true);
        }
    }

    private static void MakeFolder(JournalFile target)
    {
        try
        {
            Directory.CreateDirectory(target.Folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unmade(target, problem);
        }
    }

    /// <summary>Looks at a folder that nobody else can use meanwhile.</summary>
    private static void Prepare(JournalFile target)
    {
        if (target.Exists || target.HasLog || File.Exists(HeadFile.PathIn(target.Folder)))
        {
            throw new NotThisBackupException(
                $"{target.Folder} has a journal, or what is left of one; it is left as it is, choose an empty folder");
        }

        try
        {
            var left = Path.Combine(target.Folder, Unfinished);
            if (Directory.Exists(left)) Directory.Delete(left, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unmade(target, problem);
        }
    }

    private static JournalUnreadableException Unmade(JournalFile target, Exception problem) => new(
        $"the folder {target.Folder} cannot be made ({problem.Message}); choose another", problem);

    private static void Write(
        SharedLog source, JournalFile file, RestorePoint point, IProgress<BackupProgress>? progress,
        CancellationToken cancellationToken)
    {
        // It counts only when it is whole, so commits need not wait for the disk.
        var connection = file.OpenToWrite(isReplica: true);
        using var writer = new JournalWriter(connection);
        var (mark, commits) = (LogMark.Start, 0);
        while (mark != point.Mark && source.Read(mark) is { Count: > 0 } page)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Begin();
            foreach (var logged in page)
            {
                Write(writer, logged.Block, source);
                mark = logged.End;
                if (mark == point.Mark) break;
            }

            var head = writer.Commit();
            progress?.Report(new BackupProgress("writing", head.Position, point.Position));
            if (++commits % CommitsPerCheckpoint == 0) EmptyLog(connection);
        }

        EmptyLog(connection);
    }

    private static void Write(JournalWriter writer, LogBlock block, SharedLog source)
    {
        try
        {
            writer.Write(block);
        }
        catch (DamageException problem)
        {
            throw new JournalUnreadableException(
                $"the log {source.Name} is damaged behind entry {block.PositionBefore}: {problem.Message}; take up "
                + "another backup", problem)
            {
                Behind = block.PositionBefore,
            };
        }
    }

    private static void EmptyLog(SqliteConnection connection)
    {
        using var empty = connection.CreateCommand();
        empty.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        empty.ExecuteNonQuery();
    }

    private static Exception Translate(Exception problem, SharedLog source, JournalFile file) =>
        problem is SqliteException
            ? Failures.Translate(problem, file.Path)
            : new JournalUnreadableException(
                $"the log {source.Name} is damaged: {problem.Message}; take up another backup", problem);
}
