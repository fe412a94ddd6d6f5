namespace Solidarity.Storage.Sqlite;

/// <summary>Moves the files of a replica that cannot be used into a folder of their own beside, so that they can be
/// looked at and nothing is lost. What they had is in the log.</summary>
internal static class SetAside
{
    /// <summary>So many are made; then somebody has to look why it happens again and again.</summary>
    internal const int FoldersMax = 8;

    internal const string Prefix = "set-aside-";

    private static readonly string[] Files =
    [
        ReplicaDamage.FileName, HeadFile.FileName, JournalFile.FileName + "-shm", JournalFile.FileName + "-wal",
        JournalFile.FileName,
    ];

    /// <summary>The database goes last: a move that is broken off is gone on with at the next opening.</summary>
    /// <returns>The folder that they are in now.</returns>
    /// <exception cref="JournalUnreadableException">There are too many already, or they cannot be moved.</exception>
    internal static string Move(string folder, TimeProvider time)
    {
        if (Directory.GetDirectories(folder, Prefix + "*").Length is >= FoldersMax and var count)
        {
            throw new JournalUnreadableException(
                $"the replica in {folder} was set aside {count} times already, each in a folder {Prefix}*; check the "
                + "disk, remove these folders and start again");
        }

        try
        {
            var to = MakeFolder(folder, time);
            foreach (var file in Files.Where(file => File.Exists(Path.Combine(folder, file))))
                File.Move(Path.Combine(folder, file), Path.Combine(to, file));
            return to;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnreadableException(
                $"the damaged replica in {folder} cannot be set aside ({exception.Message}); give this user the right "
                + "to write there, or another data folder", exception);
        }
    }

    private static string MakeFolder(string folder, TimeProvider time)
    {
        var name = Path.Combine(
            folder, Prefix + time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        var free = name;
        for (var i = 2; Directory.Exists(free); i++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        Directory.CreateDirectory(free);
        return free;
    }
}
