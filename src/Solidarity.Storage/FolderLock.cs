using System.Runtime.InteropServices;

namespace Solidarity.Storage;

/// <summary>
/// Holds a data folder for one process by an open file. The system lets go of it when the process ends, however it
/// ends, so a lock never outlives its holder. The file stays: removing it could take a newcomer's lock away.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    internal const string FileName = "journal.lock";

    private const int WouldBlockLinux = 11;
    private const int WouldBlockBsd = 35;
    private const int SharingViolationWindows = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="JournalInUseException">Another process, or this one, holds the folder.</exception>
    /// <exception cref="JournalUnreadableException">The lock file cannot be written.</exception>
    internal static FolderLock Take(string folder) =>
        Take(folder, Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite);

    private static FolderLock Take(string folder, string path, FileMode mode, FileAccess access)
    {
        try
        {
            return new FolderLock(new FileStream(path, mode, access, FileShare.None));
        }
        catch (IOException exception) when (exception.HResult == HeldByAnother)
        {
            throw new JournalInUseException(
                $"the data folder {folder} is in use by another process; stop that one, or choose another folder",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnreadableException(
                $"the data folder {folder} cannot be locked ({exception.Message}); "
                + "check that it exists and that this user may write there",
                exception);
        }
    }

    /// <summary>The same in a folder that cannot be written: its file is held as it is.</summary>
    /// <returns>Null where there is none, so that nobody can hold it.</returns>
    /// <exception cref="JournalInUseException">Another process, or this one, holds the folder.</exception>
    /// <exception cref="JournalUnreadableException">The lock file cannot be read.</exception>
    internal static FolderLock? TakeAsItIs(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Take(folder, path, FileMode.Open, FileAccess.Read) : null;
    }

    public void Dispose() => _file.Dispose();

    private static int HeldByAnother =>
        OperatingSystem.IsWindows() ? SharingViolationWindows
        : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? WouldBlockLinux
        : WouldBlockBsd;
}
