using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Solidarity.Storage.Sqlite;

/// <summary>Something in the file is not as the journal wrote it. The border of the library tells it to callers as a
/// <see cref="JournalUnreadableException"/> that names the file.</summary>
internal sealed class DamageException(string what) : Exception(what);

/// <summary>Tells SQLite's errors in the journal's words.</summary>
internal static class Failures
{
    private const string Advice = "run `solidarity verify` on a copy of the folder, or restore a backup";

    /// <summary>True for what the disk or the file is to blame for; all else is a bug and passes as it is.</summary>
    internal static bool IsKnown(Exception exception) =>
        exception is SqliteException or DamageException or InvalidDataException;

    /// <summary>Whether it says that the file is not as it was written.</summary>
    internal static bool IsDamage(Exception exception) => exception is DamageException
        or SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB };

    /// <summary>Whether what failed fails for all that is written now, and not for the one that met it.</summary>
    internal static bool IsOfTheDisk(Exception exception) => exception is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_NOMEM
            or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL or raw.SQLITE_CANTOPEN
            or raw.SQLITE_NOTADB or raw.SQLITE_PERM,
    };

    internal static Exception Translate(Exception exception, string path) => exception switch
    {
        JournalUnavailableException or JournalUnreadableException => exception,
        InvalidDataException => new JournalUnreadableException(
            $"the log of which {path} is a replica is damaged: {exception.Message}; restore a backup", exception),
        DamageException => new JournalUnreadableException(
            $"{path} is damaged: {exception.Message}; {Advice}", exception),
        SqliteException sqlite => Translate(sqlite, path),
        _ => new InvalidOperationException($"the journal {path} failed: {exception.Message}", exception),
    };

    private static Exception Translate(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => new JournalUnreadableException(
            $"{path} is not a database; choose another data folder, or restore a backup", exception),
        raw.SQLITE_CORRUPT => new JournalUnreadableException(
            $"{path} is damaged ({Reason(exception)}); {Advice}", exception),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => new JournalUnreadableException(
            $"{path} cannot be opened ({Reason(exception)}); check that this user may read and write it", exception),
        raw.SQLITE_FULL => new JournalUnavailableException(
            $"the disk of {path} is full; nothing was written; make room and try again", exception),
        raw.SQLITE_READONLY => new JournalUnavailableException(
            $"{path} may not be written ({Reason(exception)}); nothing was written; "
            + "give this user the right to write there and try again", exception),
        _ => new JournalUnavailableException(
            $"{path} could not be read or written ({Reason(exception)}); nothing was changed; "
            + "check the disk and try again", exception),
    };

    private static string Reason(SqliteException exception) =>
        $"SQLite {exception.SqliteExtendedErrorCode}, "
        + raw.sqlite3_errstr(exception.SqliteErrorCode).utf8_to_string();
}
