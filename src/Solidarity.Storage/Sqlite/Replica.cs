using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Keeps the journal's file a replica of a shared log. What a transaction has written is put into the log before it is
/// committed; where the log has gone on meanwhile, the transaction is rolled back, what others wrote is written to the
/// file, and the transaction is tried again on that. So versions, ids and hashes are checked against all that is in the
/// log, whoever wrote it. A process that ends between log and commit reads its own block later. On the writer's thread.
/// </summary>
internal sealed class Replica : IDisposable
{
    private readonly SharedLog _log;
    private readonly JournalWriter _writer;
    private readonly ReplicaTable _table;
    private readonly Hash256 _id;
    private LogMark _mark;
    private LogMark? _published;

    /// <exception cref="JournalUnreadableException">The file has entries of its own, or of another log.</exception>
    /// <exception cref="JournalUnavailableException">The log cannot be reached.</exception>
    internal Replica(SharedLog log, SqliteConnection connection, JournalWriter writer, string path)
    {
        (_log, _writer, _table) = (log, writer, new ReplicaTable(connection));
        _id = log.ReadId();
        _mark = (_table.Read(), writer.ReadHead().Position) switch
        {
            ({ } known, _) when known.Log == _id => known.Mark,
            (null, 0) => LogMark.Start,
            (null, _) => throw new JournalUnreadableException(
                $"{path} is a journal of its own and no replica of the log {log.Name}; give the service another data "
                + "folder, which it fills from the log"),
            _ => throw new JournalUnreadableException(
                $"{path} is a replica of another log than {log.Name}; give the service another data folder, which it "
                + "fills from the log"),
        };
    }

    /// <summary>Puts what the open transaction has written into the log.</summary>
    /// <returns>False: the log goes on behind what the file has, and nothing was put in.</returns>
    internal bool TryPublish(List<PendingWrite> group)
    {
        _published = null;
        ImmutableArray<LogWrite> writes = [.. group.Select(write => write.Logged).OfType<LogWrite>()];
        if (writes.IsEmpty) return true;
        var (before, after) = (_writer.Committed, _writer.Head);
        var block = new LogBlock(LogBlockKind.Writes, before.Position, before.Hash, after.Hash, writes);
        if (_log.TryAppend(_mark, block) is not { } mark) return false;
        _table.Write(_id, mark);
        _published = mark;
        return true;
    }

    /// <summary>The transaction has been committed.</summary>
    internal void Committed() => _mark = _published ?? _mark;

    /// <summary>Writes to the file what the log has behind it, one transaction at most.</summary>
    /// <returns>Where the file ends now, and the appends that were committed, with the position of the first entry of
    /// each; null: the log has nothing more.</returns>
    /// <exception cref="DamageException">The log does not follow on what the file has.</exception>
    internal (Head Head, List<(Append Append, long First)> Appends)? CatchUp()
    {
        var blocks = _log.Read(_mark);
        if (blocks.Count == 0) return null;
        var appends = new List<(Append, long)>();
        _writer.Begin();
        foreach (var (block, _) in blocks) Write(block, appends);
        _table.Write(_id, blocks[^1].End);
        var head = _writer.Commit();
        _mark = blocks[^1].End;
        return (head, appends);
    }

    public void Dispose() => _table.Dispose();

    private void Write(LogBlock block, List<(Append, long)> appends)
    {
        try
        {
            _writer.Write(block, (append, first) => appends.Add((append, first)));
        }
        catch (DamageException problem)
        {
            throw new DamageException($"it is not what the log {_log.Name} says ({problem.Message})");
        }
    }
}
