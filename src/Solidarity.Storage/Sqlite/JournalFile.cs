using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// The file of a journal: makes a new one, opens connections to it, and tells whether it is one that this code can
/// use. Nothing is written to a file before it is known to be a journal.
/// </summary>
internal sealed class JournalFile(string folder)
{
    internal const string FileName = "journal.db";
    internal const string LogFileName = FileName + LogSuffix;
    private const string LogSuffix = "-wal";
    private const string UnfinishedSuffix = ".new";

    /// <summary>Enough for the pages of the indexes that change often. Not more: a commit that split a page of an
    /// index goes through the whole cache (128 MiB cost 0.4 ms a commit), and the system caches the file anyway.
    /// </summary>
    private const int WriterCacheKiB = 16 * 1024;

    internal const int BusyMsMax = 10_000;

    internal string Folder => folder;

    internal string Path { get; } = System.IO.Path.Combine(folder, FileName);

    internal bool Exists => File.Exists(Path);

    /// <exception cref="JournalUnreadableException">There is no file, and the log of a lost one shows that there was.
    /// </exception>
    internal void CreateIfMissing()
    {
        if (File.Exists(Path)) return;
        if (File.Exists(Path + LogSuffix))
        {
            throw new JournalUnreadableException(
                $"{Path} is missing but its log {FileName}{LogSuffix} is there; put the file back beside its log, "
                + "or move the log away to begin a new journal");
        }

        Create();
    }

    internal void RequireExists()
    {
        if (File.Exists(Path)) return;
        throw new JournalUnreadableException(
            $"there is no journal in {folder}: {FileName} is missing; check the folder's name");
    }

    /// <exception cref="DamageException">It is a journal, but not whole.</exception>
    /// <exception cref="JournalUnreadableException">It is something else, or of another format.</exception>
    /// <param name="isReplica">What a power cut takes from it is in the log, so commits do not wait for the disk.
    /// </param>
    internal SqliteConnection OpenToWrite(bool isReplica = false) =>
        OpenChecked(SqliteOpenMode.ReadWrite, connection => PrepareToWrite(connection, isReplica ? "NORMAL" : "FULL"));

    /// <inheritdoc cref="OpenToWrite"/>
    internal SqliteConnection OpenToRead() => OpenChecked(SqliteOpenMode.ReadOnly, _ => { });

    /// <summary>Opens once more what was checked when it was opened first.</summary>
    internal SqliteConnection OpenAgain() => Open(Path, SqliteOpenMode.ReadOnly);

    /// <summary>Whether there is something in the log.</summary>
    internal bool HasLog => new FileInfo(Path + LogSuffix) is { Exists: true, Length: > 0 };

    /// <summary>Where the journal ends in the file alone, without its log; null where that cannot be read.</summary>
    internal long? PositionWithoutLog()
    {
        try
        {
            using var connection = OpenAlone(Path);
            using var head = new HeadTable(connection);
            return head.Read().Position;
        }
        catch (Exception exception) when (Failures.IsKnown(exception))
        {
            // What is wrong with it is found where it is opened with its log.
            return null;
        }
    }

    /// <summary>Opens a file that nobody writes to, without its log and without making one beside it.</summary>
    internal static SqliteConnection OpenAlone(string path) =>
        Open(new Uri(path).AbsoluteUri + "?immutable=1", SqliteOpenMode.ReadOnly);

    private SqliteConnection OpenChecked(SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        var hasLog = HasLog;
        var connection = Open(Path, mode);
        try
        {
            RequireJournal(connection);
            // With a log the file may be shorter, for its last pages may still stand in the log.
            if (!hasLog) RequireLength(connection);
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void PrepareToWrite(SqliteConnection connection, string synchronous)
    {
        Execute(connection, $"PRAGMA synchronous = {synchronous}");
        Execute(connection, Invariant($"PRAGMA cache_size = {-WriterCacheKiB}"));
        // The keeper of the log copies it.
        Execute(connection, "PRAGMA wal_autocheckpoint = 0");
        if (Execute(connection, "PRAGMA journal_mode = WAL") is not "wal")
            throw new DamageException("its file system does not let SQLite keep a write-ahead log");
    }

    private void RequireJournal(SqliteConnection connection)
    {
        var application = Execute(connection, "PRAGMA application_id");
        if (application is not (long)JournalSchema.ApplicationId)
        {
            throw new JournalUnreadableException(
                $"{Path} is a database but not a journal; choose another data folder, or restore a backup");
        }

        var format = Execute(connection, "PRAGMA user_version");
        if (format is not (long)JournalSchema.FormatVersion)
        {
            throw new JournalUnreadableException(
                $"{Path} is a journal of format {format}, and this version reads format {JournalSchema.FormatVersion} "
                + "only; use the version that wrote it, or choose another data folder");
        }

        if (Execute(connection, "PRAGMA encoding") is not "UTF-8") throw new DamageException("its text is not UTF-8");
        RequireTables(connection);
    }

    /// <summary>SQLite reads the missing part of its last page as zeros.</summary>
    private void RequireLength(SqliteConnection connection)
    {
        var pages = (long)Execute(connection, "PRAGMA page_count")!;
        var bytes = pages * (long)Execute(connection, "PRAGMA page_size")!;
        var length = new FileInfo(Path).Length;
        if (length < bytes) throw new DamageException($"it was cut off: it has {length} bytes of {bytes}");
    }

    private static void RequireTables(SqliteConnection connection)
    {
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL";
        using var rows = query.ExecuteReader();
        var tables = new List<(string, string)>();
        while (rows.Read()) tables.Add((rows.GetString(0), rows.GetString(1)));
        if (!tables.Order().SequenceEqual(JournalSchema.Tables.Order()))
            throw new DamageException("its tables are not a journal's");
    }

    /// <summary>Under another name first, so that a file named as the journal is always a whole one: an empty
    /// <c>journal.db</c> is a journal that was lost, not one that was about to begin.</summary>
    private void Create()
    {
        var unfinished = Path + UnfinishedSuffix;
        foreach (var left in (string[])["", LogSuffix, "-shm", "-journal"]) File.Delete(unfinished + left);
        using (var connection = Open(unfinished, SqliteOpenMode.ReadWriteCreate))
        {
            Execute(connection, Invariant($"PRAGMA page_size = {JournalSchema.PageBytes}"));
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = FULL");
            using var transaction = connection.BeginTransaction();
            foreach (var (_, sql) in JournalSchema.Tables) Execute(connection, sql);
            using (var sealer = new Sealer())
            using (var head = new Statement(connection, "INSERT INTO head VALUES (1, 0, zeroblob(32), 0, ?1)"))
            {
                head.Bind(1, sealer.Head(0, default, 0));
                head.Run();
            }

            Execute(connection, Invariant($"PRAGMA application_id = {JournalSchema.ApplicationId}"));
            Execute(connection, Invariant($"PRAGMA user_version = {JournalSchema.FormatVersion}"));
            transaction.Commit();
        }

        File.Move(unfinished, Path);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            Execute(connection, Invariant($"PRAGMA busy_timeout = {BusyMsMax}"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
