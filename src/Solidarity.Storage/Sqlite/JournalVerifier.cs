using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Verifies a journal that nobody has open. In order: SQLite's own check of every page and index; the versions of each
/// stream, by a walk through the index that this check has just compared with the entries; the chain of hashes, by a
/// walk through the entries, and beside it the table of answered messages, sorted by entry; the head; the seals of
/// what is not in the chain; the head file beside the journal. Each walk is one query, in the order in which the rows
/// lie but for the answers, so the cost is that of reading the file a few times, and the memory needed does not grow
/// with it: SQLite sorts on the disk.
/// </summary>
/// <remarks>
/// A chain proves that nothing was changed by whoever could not also compute all hashes behind the change. Against
/// those who can, keep the last hash somewhere else. Entries that were acknowledged stand in the file or, after a
/// crash, in its log <c>journal.db-wal</c>: a journal copied without its log is an older journal, and a whole one. Only
/// <c>journal.head</c> beside it says that there was more; an older copy of all files together says nothing.
/// </remarks>
public static class JournalVerifier
{
    /// <summary>Verifies the journal of a folder up to its first fault.</summary>
    /// <param name="onEntry">Is given each entry that was found good, in order, so that the caller can check what the
    /// entries mean in the same pass. What it throws passes through.</param>
    /// <exception cref="JournalInUseException">Another process holds the folder.</exception>
    /// <exception cref="JournalUnreadableException">The folder has no <c>journal.db</c>, or cannot be locked. A file
    /// that is damaged, or no journal, is a finding and not an exception.</exception>
    public static Verification Verify(
        string folder,
        Action<Entry>? onEntry = null,
        IProgress<VerificationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var file = new JournalFile(Path.GetFullPath(folder));
        file.RequireExists();
        using var held = FolderLock.Take(file.Folder);
        try
        {
            var head = HeadFile.Read(file.Folder);
            if (HeadComparison.OlderThanItsLog(file, head) is { } older)
                return new(0, new VerificationFault(VerificationFaultKind.OlderThanItsLog, null, older));
            using var connection = file.OpenToRead();
            return new VerificationRun(connection, file, head, onEntry, progress, cancellationToken).Run();
        }
        catch (JournalUnreadableException exception)
        {
            return Unreadable(exception.Message);
        }
        catch (DamageException exception)
        {
            return Unreadable($"{file.Path} is damaged: {exception.Message}");
        }
        catch (SqliteException exception)
        {
            return Unreadable(Failures.Translate(exception, file.Path).Message);
        }
    }

    /// <summary>What the head file of a folder says; null where there is none, or none that can be read.</summary>
    /// <exception cref="JournalUnreadableException">This user may not read it.</exception>
    public static JournalHead? HeadOf(string folder) => HeadFile.Read(folder).Newest is { } head
        ? new JournalHead(head.Position, head.Accepted)
        : null;

    private static Verification Unreadable(string text) =>
        new(0, new VerificationFault(VerificationFaultKind.Unreadable, null, text));
}
