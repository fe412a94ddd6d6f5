using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;
using SQLitePCL;

namespace Solidarity.Storage.Sqlite;

/// <summary>Copies the file of a replica as it stands at one moment, by SQLite's own backup on a connection that only
/// reads: the writer goes on. What is committed meanwhile stays in its log for as long.</summary>
internal static class CheckpointCopy
{
    /// <summary>Between so many pages (4 MiB) it looks whether it is to stop.</summary>
    private const int PagesPerStep = 2048;

    /// <param name="to">The file to make.</param>
    /// <returns>The place that the copy stands at; without parts.</returns>
    /// <exception cref="DamageException">It is no replica, or not whole.</exception>
    internal static CheckpointHeader Make(JournalFile file, string to, CancellationToken cancellationToken)
    {
        File.Delete(to);
        using var source = file.OpenAgain();
        using var begin = new Statement(source, "BEGIN");
        begin.Run();
        var state = ReadState(source);
        var text = new SqliteConnectionStringBuilder { DataSource = to, Pooling = false };
        using var target = new SqliteConnection(text.ToString());
        target.Open();
        using (var pragmas = target.CreateCommand())
        {
            // It is flushed in no hurry: a copy that a power cut tears is made again.
            pragmas.CommandText = "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF";
            pragmas.ExecuteNonQuery();
        }

        Copy(source, target, cancellationToken);
        return state;
    }

    /// <summary>Verifies a copy as a journal is verified offline. New replicas start from it, so what is damaged in it
    /// would come back however often they are made anew.</summary>
    /// <param name="file">What it is a copy of.</param>
    /// <exception cref="DamageException">It is damaged, and so is what it was copied from.</exception>
    internal static void Verify(JournalFile file, string copy, CancellationToken cancellationToken)
    {
        using var connection = JournalFile.OpenAlone(copy);
        var run = new VerificationRun(
            connection, file, head: default, onEntry: null, progress: null, cancellationToken);
        if (run.Run().Fault is not { } fault) return;
        // A disk that is full or fails says nothing against the replica.
        if (fault.Cause is SqliteException problem && !Failures.IsDamage(problem))
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(problem);
        throw new DamageException(fault.Text);
    }

    private static CheckpointHeader ReadState(SqliteConnection connection)
    {
        using var heads = new HeadTable(connection);
        using var replica = new ReplicaTable(connection);
        var head = heads.Read();
        var (log, mark) = replica.Read() ?? throw new DamageException("it is no replica");
        return new CheckpointHeader(JournalSchema.FormatVersion, log, mark, head.Position, head.Hash, []);
    }

    private static void Copy(SqliteConnection source, SqliteConnection target, CancellationToken cancellationToken)
    {
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid) SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(target.Handle), target.Handle);
        int code;
        while ((code = raw.sqlite3_backup_step(backup, PagesPerStep)) == raw.SQLITE_OK)
            cancellationToken.ThrowIfCancellationRequested();
        if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, target.Handle);
    }
}
