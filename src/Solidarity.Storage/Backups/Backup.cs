using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Storage.Backups;

/// <summary>
/// Backups, restoring and moving. A backup is a folder with a log in files (<see cref="FileLog"/>), of the same form as
/// a shared log, so backing up, restoring and moving to and from Azure Storage are all a copying between journals and
/// logs. Everything can be broken off and run again.
/// </summary>
public static class Backup
{
    /// <summary>Brings a backup up to the journal of a data folder, which a service may have open.</summary>
    /// <exception cref="NotThisBackupException">The folder is a backup of something else.</exception>
    /// <exception cref="JournalUnreadableException">Journal or backup are damaged or not there.</exception>
    /// <exception cref="JournalUnavailableException">The backup cannot be written.</exception>
    /// <exception cref="JournalInUseException">Another process writes the backup.</exception>
    public static BackupResult OfFolder(
        string data, string to, IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        new JournalFile(Path.GetFullPath(data)).RequireExists();
        using var held = FileLog.Hold(to);
        return JournalExport.Run(data, FileLog.OpenHeld(to), progress, cancellationToken);
    }

    /// <summary>Brings a backup up to a shared log, which services may write to meanwhile.</summary>
    /// <inheritdoc cref="OfFolder" path="/exception"/>
    public static BackupResult OfLog(
        BlobLog log, string to, IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RequireLog(log);
        using var held = FileLog.Hold(to);
        return LogCopy.Run(log, FileLog.OpenHeld(to), until: null, progress, cancellationToken);
    }

    /// <summary>Makes a journal that stands alone, in an empty folder, of a backup.</summary>
    /// <exception cref="NoRestorePointException">The backup has no such state.</exception>
    /// <exception cref="NotThisBackupException">The folder has a journal already.</exception>
    /// <exception cref="JournalUnreadableException">The backup is damaged or not there.</exception>
    /// <exception cref="JournalUnavailableException">The disk refused.</exception>
    public static BackupResult Restore(
        string from, string data, RestoreLimit limit, IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        JournalImport.Run(FileLog.Open(from), data, limit, progress, cancellationToken);

    /// <summary>Fills a shared log that is empty, or that a restoring which was broken off has begun, of a backup.
    /// </summary>
    /// <inheritdoc cref="Restore" path="/exception"/>
    public static BackupResult RestoreLog(
        string from, BlobLog log, RestoreLimit limit, IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var source = FileLog.Open(from);
        var point = limit.Find(
            source, cancellationToken, at => progress?.Report(new BackupProgress("checking", at, 0)));
        return Fill(log, () => LogCopy.Run(source, log, point, progress, cancellationToken));
    }

    /// <summary>Moves the journal of a data folder, which no service may have open, into a shared log that is empty.
    /// </summary>
    /// <inheritdoc cref="OfFolder" path="/exception"/>
    public static BackupResult MigrateToLog(
        string data, BlobLog log, IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        new JournalFile(Path.GetFullPath(data)).RequireExists();
        using var held = FolderLock.Take(Path.GetFullPath(data));
        return Fill(log, () => JournalExport.Run(data, log, progress, cancellationToken));
    }

    /// <summary>Makes a journal that stands alone, in an empty folder, of a shared log.</summary>
    /// <inheritdoc cref="Restore" path="/exception"/>
    public static BackupResult MigrateFromLog(
        BlobLog log, string data, IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RequireLog(log);
        return JournalImport.Run(log, data, new RestoreLimit(), progress, cancellationToken);
    }

    /// <summary>Makes a journal that stands alone, in an empty folder, of a replica whose log is lost. What the log had
    /// beyond the replica is lost with it. No service may have the replica open, for what it went on writing would be
    /// lost as well.</summary>
    /// <exception cref="JournalInUseException">Another process holds one of the folders.</exception>
    /// <inheritdoc cref="Restore" path="/exception"/>
    public static BackupResult MigrateReplica(
        string data, string to, IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var file = new JournalFile(Path.GetFullPath(data));
        file.RequireExists();
        using var held = FolderLock.Take(file.Folder);
        RequireReplica(file);
        var between = Directory.CreateTempSubdirectory("solidarity-migrate-");
        try
        {
            OfFolder(data, between.FullName, progress, cancellationToken);
            return Restore(between.FullName, to, new RestoreLimit(), progress, cancellationToken);
        }
        finally
        {
            between.Delete(recursive: true);
        }
    }

    /// <summary>A service that came to a log that is filled only in part would write behind it.</summary>
    private static BackupResult Fill(BlobLog log, Func<BackupResult> fill)
    {
        if (!log.IsEmpty && !log.IsBeingFilled)
        {
            throw new NotThisBackupException(
                $"the log {log.Name} has entries already; it is left as it is, choose another name");
        }

        log.BeginFilling();
        var filled = fill();
        log.EndFilling();
        return filled;
    }

    private static void RequireReplica(JournalFile file)
    {
        try
        {
            using var connection = file.OpenToRead();
            using var replica = new ReplicaTable(connection);
            if (replica.Read() is not null) return;
        }
        catch (Exception problem) when (Failures.IsKnown(problem))
        {
            throw Failures.Translate(problem, file.Path);
        }

        throw new JournalUnreadableException(
            $"{file.Path} stands alone already and is no replica of a shared log; to have it elsewhere, copy the "
            + "folder while no service has it open, or back it up and restore that: solidarity backup --data "
            + $"{file.Folder} --to DIR");
    }

    private static void RequireLog(BlobLog log)
    {
        log.RequireFilled();
        if (!log.IsEmpty) return;
        throw new JournalUnreadableException(
            $"there is no log {log.Name}; check the name and the storage");
    }
}
