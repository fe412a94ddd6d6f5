using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Puts the parts of a journal together, or takes them apart again where one of them fails.</summary>
internal static class JournalOpening
{
    /// <param name="options">Null to open it for reading alone.</param>
    internal static SqliteJournal Open(string folder, JournalOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var file = new JournalFile(Path.GetFullPath(folder));
        Prepare(file, isReadOnly: options is null);
        var held = FolderLock.Take(file.Folder);
        try
        {
            return options is null ? OpenToRead(file, held) : OpenToWrite(file, held, options);
        }
        catch (Exception exception)
        {
            held.Dispose();
            if (!Failures.IsKnown(exception)) throw;
            throw Failures.Translate(exception, file.Path);
        }
    }

    private static void Prepare(JournalFile file, bool isReadOnly)
    {
        if (isReadOnly)
        {
            file.RequireExists();
            return;
        }

        try
        {
            Directory.CreateDirectory(file.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnreadableException(
                $"the data folder {file.Folder} cannot be made ({exception.Message}); choose another", exception);
        }
    }

    private static SqliteJournal OpenToRead(JournalFile file, FolderLock held)
    {
        using var connection = file.OpenToRead();
        return new SqliteJournal(held, new ReaderPool(file, open: null), ReadTip(connection), writer: null);
    }

    private static SqliteJournal OpenToWrite(JournalFile file, FolderLock held, JournalOptions options)
    {
        file.CreateIfMissing();
        var connection = file.OpenToWrite();
        try
        {
            var signal = ReadTip(connection);
            var writer = new CommitLoop(file.Path, connection, signal, options);
            return new SqliteJournal(held, new ReaderPool(file, writer.OpenRows), signal, writer);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static PositionSignal ReadTip(SqliteConnection connection)
    {
        using var heads = new HeadTable(connection);
        using var entries = new EntryRows(connection);
        var head = heads.Read();
        var last = entries.Last();
        if ((last?.Position ?? 0, last?.Hash ?? default) != (head.Position, head.Hash))
            throw new DamageException("its head does not agree with its last entry");
        return new PositionSignal(head.Position, Milliseconds.ToTime(last?.At));
    }
}
