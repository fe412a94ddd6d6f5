namespace Solidarity.Storage.Sqlite;

/// <summary>
/// A data folder in which nothing can be written: on a medium that is read only, or another user's. SQLite needs to
/// write beside a journal even to read it with its log, so who reads it makes a copy elsewhere. Costs the copying of
/// the journal, and as much room.
/// </summary>
public sealed class ReadOnlyFolder : IDisposable
{
    private readonly string _folder;
    private readonly FolderLock? _held;

    private ReadOnlyFolder(string folder, FolderLock? held) => (_folder, _held) = (folder, held);

    /// <returns>Null where the folder can be written, or has no journal.</returns>
    /// <exception cref="JournalInUseException">Another process holds the folder.</exception>
    /// <exception cref="JournalUnreadableException">This user may not even read it.</exception>
    public static ReadOnlyFolder? Hold(string folder)
    {
        var path = Path.GetFullPath(folder);
        if (!new JournalFile(path).Exists)
            return null;
        try
        {
            using var held = FolderLock.Take(path);
            return null;
        }
        catch (JournalUnreadableException)
        {
            return new ReadOnlyFolder(path, FolderLock.TakeAsItIs(path));
        }
    }

    /// <summary>Copies the journal with its log and its head file.</summary>
    /// <exception cref="JournalUnreadableException">It cannot be read, or the copy cannot be written.</exception>
    public void CopyTo(string folder)
    {
        try
        {
            foreach (var name in (string[])[JournalFile.FileName, JournalFile.LogFileName, HeadFile.FileName])
            {
                var (from, to) = (Path.Combine(_folder, name), Path.Combine(folder, name));
                if (!File.Exists(from))
                    continue;
                File.Copy(from, to);
                // The copy of a file that nobody may write is one, too.
                File.SetAttributes(to, FileAttributes.Normal);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnreadableException(
                $"{_folder} cannot be written, and could not be copied to {folder} ({exception.Message}); check that "
                + "this user may read it, and that there is room for temporary files", exception);
        }
    }

    public void Dispose() => _held?.Dispose();
}
