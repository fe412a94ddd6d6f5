using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Storage.Backups;

/// <summary>
/// Writes the journal of a data folder into a log, as an import: first the entries that the log lacks, while the
/// service may go on writing more; then, at one moment, the last of them and all that waits. Only then the log has a
/// whole state more. A journal keeps no messages that were delivered, so states in between cannot be had of it. What is
/// in the log already is read and checked first, and an export that was broken off goes on behind it.
/// </summary>
internal sealed class JournalExport
{
    private const long FlushBytes = 64 << 20;

    private readonly SqliteConnection _connection;
    private readonly SharedLog _target;
    private readonly IProgress<BackupProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private LogMark _mark;
    private long _position;
    private Hash256 _hash;
    private long _unflushedBytes;

    private JournalExport(
        SqliteConnection connection, SharedLog target, RestorePoint from, IProgress<BackupProgress>? progress,
        CancellationToken cancellationToken)
    {
        (_connection, _target, _progress, _cancellationToken) = (connection, target, progress, cancellationToken);
        (_mark, _position, _hash) = (from.Mark, from.Position, from.Hash);
    }

    /// <exception cref="NotThisBackupException">The log has something else.</exception>
    /// <exception cref="JournalUnreadableException">The journal or the log is damaged.</exception>
    /// <exception cref="JournalUnavailableException">The log cannot be reached or written.</exception>
    internal static BackupResult Run(
        string folder, SharedLog target, IProgress<BackupProgress>? progress, CancellationToken cancellationToken)
    {
        var file = new JournalFile(Path.GetFullPath(folder));
        file.RequireExists();
        var walk = new LogWalk(target).ToEnd(
            cancellationToken, at => progress?.Report(new BackupProgress("checking", at.Position, 0)));
        var from = walk.Here;
        try
        {
            using var connection = file.OpenToRead();
            new JournalExport(connection, target, from, progress, cancellationToken).Run(file, walk);
        }
        catch (Exception problem) when (Failures.IsKnown(problem))
        {
            throw Failures.Translate(problem, file.Path);
        }

        // What was written now is read again.
        walk.ToEnd(cancellationToken);
        return new BackupResult(walk.Here.Position, walk.Here.Position - from.Position, walk.Here.At);
    }

    private void Run(JournalFile file, LogWalk walk)
    {
        using var scan = new EntryScan(_connection);
        if (walk.HasWrites || scan.HashOf(_position) != _hash)
        {
            throw new NotThisBackupException(
                $"{_target.Name} is no backup of {file.Path}: it has other entries, or more, or is one of a shared "
                + "log; it is left as it is, choose an empty place");
        }

        if (_mark == LogMark.Start) Append(LogBlock.Begin(Hash256.Read(RandomNumberGenerator.GetBytes(Hash256.Bytes))));
        WriteEntries(scan);
        using (var begin = new Statement(_connection, "BEGIN")) begin.Run();
        using var heads = new HeadTable(_connection);
        var head = heads.Read();
        WriteEntries(scan);
        if (head.Position != _position || head.Hash != _hash)
            throw new DamageException("its head does not agree with its last entry");
        WriteOutbox(head.Messages);
        _target.Flush(_mark);
        using (var end = new Statement(_connection, "COMMIT")) end.Run();
    }

    private void WriteEntries(EntryScan scan)
    {
        while (scan.Read(_position, _hash) is { } block)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Append(block);
            if ((_unflushedBytes += EntryScan.BlockBytes) >= FlushBytes)
            {
                _target.Flush(_mark);
                _unflushedBytes = 0;
            }

            _progress?.Report(new BackupProgress("writing", _position, 0));
        }
    }

    private void WriteOutbox(long lastId)
    {
        LogWrite.Outbox? before = null;
        foreach (var part in OutboxScan.Read(_connection, lastId))
        {
            if (before is not null) Append(Block(LogBlockKind.Import, before));
            before = part;
        }

        Append(Block(LogBlockKind.Imported, before!));
    }

    private LogBlock Block(LogBlockKind kind, LogWrite write) => new(kind, _position, _hash, _hash, [write]);

    private void Append(LogBlock block)
    {
        var isBegin = block.Kind == LogBlockKind.Begin;
        var mark = isBegin ? _target.TryCopy(_mark, [block]) : _target.TryAppend(_mark, block);
        _mark = mark ?? throw new NotThisBackupException(
            $"somebody else writes to {_target.Name}; what was written to it is left as it is");
        if (!isBegin) (_position, _hash) = (block.LastPosition, block.HashAfter);
    }
}
