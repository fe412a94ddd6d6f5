using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Makes a folder ready for a replica before it is opened. A replica that cannot go on, because it is damaged or does
/// not follow the log any more, is set aside, for all that it has is in the log. An empty folder gets the newest
/// checkpoint that is whole and that the log goes on from; the rest is read from the log by the replica itself.
/// </summary>
internal sealed class ReplicaFolder(JournalFile file, SharedLog log, JournalOptions options)
{
    /// <summary>The folder in which a checkpoint is put together.</summary>
    private const string Unfinished = "checkpoint.new";

    /// <exception cref="JournalUnreadableException">The folder has a journal of its own, a replica of another log, or
    /// something else.</exception>
    /// <exception cref="JournalUnavailableException">The log cannot be reached.</exception>
    internal void Prepare()
    {
        var id = log.ReadId();
        if (ReasonToSetAside(id) is { } reason)
        {
            var aside = SetAside.Move(file.Folder, options.Time);
            options.Tell($"the replica in {file.Folder} was set aside, because {reason}. Its files are in {aside} and "
                + $"can be removed when nobody needs to look at them; a new one is filled from the log {log.Name}");
        }

        if (!file.Exists) StartFromCheckpoint(id);
    }

    private string? ReasonToSetAside(Hash256 id)
    {
        if (!file.Exists) return file.HasLog ? $"its log {file.Path}-wal is there without it" : null;
        if (ReadDamage() is { } found) return found;
        if (new FileInfo(file.Path).Length == 0) return $"{file.Path} is empty";
        if (HeadComparison.OlderThanItsLog(file, HeadFile.Read(file.Folder)) is { } older) return older;
        try
        {
            using var connection = file.OpenToRead();
            var (head, _) = JournalOpening.ReadTip(connection);
            using var replica = new ReplicaTable(connection);
            // Of another log, or of none: the replica itself refuses that.
            if (replica.Read() is not var (known, mark) || known != id) return null;
            return log.Follows(mark, head.Position, head.Hash)
                ? null
                : $"it ends at entry {head.Position}, and the log {log.Name} does not go on from there: it is older, "
                    + "as after a restore, or has other entries";
        }
        catch (Exception problem) when (Failures.IsDamage(problem))
        {
            return $"{file.Path} is damaged: {problem.Message}";
        }
    }

    private string? ReadDamage()
    {
        var path = Path.Combine(file.Folder, ReplicaDamage.FileName);
        return File.Exists(path) ? $"it was found to be damaged while it was in use: {File.ReadAllText(path)}" : null;
    }

    private void StartFromCheckpoint(Hash256 id)
    {
        var folder = Path.Combine(file.Folder, Unfinished);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        if (!options.HasCheckpoints || log.Checkpoints is not { } store) return;
        // Services that write newer ones delete the older ones meanwhile, so the list is read again after each.
        var tried = new HashSet<string>(StringComparer.Ordinal);
        while (store.List().FirstOrDefault(tried.Add) is { } name && !TryStartFrom(store, name, id, folder)) { }
    }

    private bool TryStartFrom(BlobCheckpoints store, string name, Hash256 id, string folder)
    {
        if (store.ReadHeader(name) is not { } header || header.Log != id
            || header.Format != JournalSchema.FormatVersion
            || !log.Follows(header.Mark, header.Position, header.Hash)) return false;
        Directory.CreateDirectory(folder);
        var fetched = new JournalFile(folder);
        var isWhole = CheckpointFiles.TryFetch(store, name, header, fetched.Path, new Progress(options, header).Add)
            && IsAsSaid(fetched, header);
        if (isWhole) File.Move(fetched.Path, file.Path);
        Directory.Delete(folder, recursive: true);
        if (isWhole) return true;
        options.Tell($"the checkpoint {name} of the log {log.Name} is not as it was written, or was deleted for a "
            + "newer one; another one is taken");
        return false;
    }

    private static bool IsAsSaid(JournalFile fetched, CheckpointHeader header)
    {
        try
        {
            using var connection = fetched.OpenToRead();
            var (head, _) = JournalOpening.ReadTip(connection);
            using var replica = new ReplicaTable(connection);
            return replica.Read() == (header.Log, header.Mark)
                && (head.Position, head.Hash) == (header.Position, header.Hash);
        }
        catch (Exception problem) when (problem is JournalUnreadableException || Failures.IsKnown(problem))
        {
            return false;
        }
    }

    /// <summary>Tells how much of a checkpoint has come, at each tenth.</summary>
    private sealed class Progress(JournalOptions options, CheckpointHeader header)
    {
        private readonly Lock _gate = new();
        private readonly long _all = header.StoredBytes;
        private long _done;

        internal void Add(CheckpointPart part)
        {
            lock (_gate)
            {
                var before = 10 * _done / _all;
                _done += part.StoredBytes;
                if (10 * _done / _all == before) return;
                options.Inform?.Invoke(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_done} of {_all} bytes of the checkpoint at entry {header.Position} have come"));
            }
        }
    }
}
