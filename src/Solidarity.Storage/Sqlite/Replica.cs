using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>What was committed of what others wrote.</summary>
/// <param name="Head">Where the file ends now.</param>
/// <param name="Appends">Each with the position of its first entry.</param>
internal sealed record CaughtUp(Head Head, List<(Append Append, long First)> Appends);

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
    private PublishedBlock? _published;

    /// <exception cref="JournalUnreadableException">The file has entries of its own, or of another log.</exception>
    /// <exception cref="JournalUnavailableException">The log cannot be reached.</exception>
    internal Replica(SharedLog log, SqliteConnection connection, JournalWriter writer, string path)
    {
        (_log, _writer, _table) = (log, writer, new ReplicaTable(connection));
        _id = log.ReadId();
        Path = path;
        Mark = (_table.Read(), writer.ReadHead().Position) switch
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

    /// <summary>Up to where the file has the log.</summary>
    internal LogMark Mark { get; private set; }

    /// <summary>The journal's file.</summary>
    internal string Path { get; }

    /// <summary>Puts what the open transaction has written into the log.</summary>
    /// <returns>False: the log goes on behind what the file has, and nothing was put in.</returns>
    /// <param name="published">Is told as soon as the block is in the log.</param>
    internal bool TryPublish(List<PendingWrite> group, Action<PublishedBlock> published)
    {
        _published = null;
        ImmutableArray<LogWrite> writes = [.. group.Select(write => write.Logged).OfType<LogWrite>()];
        if (writes.IsEmpty) return true;
        var (before, after) = (_writer.Committed, _writer.Head);
        var block = new LogBlock(LogBlockKind.Writes, before.Position, before.Hash, after.Hash, writes);
        if (_log.TryAppend(Mark, block) is not { } end) return false;
        _table.Write(_id, end);
        _published = new PublishedBlock(Mark, end, block.Serialize());
        published(_published);
        return true;
    }

    /// <summary>The transaction has been committed.</summary>
    internal void Committed() => Mark = _published?.End ?? Mark;

    /// <summary>What the log has behind the file, not all, but something where there is something.</summary>
    internal IReadOnlyList<LoggedBlock> ReadLog() => _log.Read(Mark);

    /// <summary>Writes blocks to the file that follow on it, in one transaction.</summary>
    /// <exception cref="DamageException">The log does not follow on what the file has.</exception>
    internal CaughtUp CatchUp(IReadOnlyList<LoggedBlock> blocks)
    {
        var appends = new List<(Append, long)>();
        _writer.Begin();
        foreach (var (block, _) in blocks) Write(block, appends);
        _table.Write(_id, blocks[^1].End);
        var head = _writer.Commit();
        Mark = blocks[^1].End;
        return new CaughtUp(head, appends);
    }

    public void Dispose() => _table.Dispose();

    private void Write(LogBlock block, List<(Append, long)> appends)
    {
        if (block.Kind == LogBlockKind.Begin) return;
        if (block.PositionBefore != _writer.Head.Position || block.HashBefore != _writer.Head.Hash)
            throw NotFollowing($"a block behind entry {block.PositionBefore} does not follow on");
        foreach (var write in block.Writes)
        {
            if (write is LogWrite.Acknowledged { Messages: var messages })
                _writer.Acknowledge(messages);
            else if (write is LogWrite.Appended { Append: var append }
                && _writer.Write(append) is AppendResult.Appended { FirstPosition: var first })
                appends.Add((append, first));
            else
                throw NotFollowing($"an append behind entry {_writer.Head.Position} conflicts");
        }

        if (block.HashAfter != _writer.Head.Hash)
            throw NotFollowing($"entry {_writer.Head.Position} has another hash");
    }

    private DamageException NotFollowing(string what) =>
        new($"it is not what the log {_log.Name} says ({what}); give the service an empty data folder, which it fills "
            + "from the log");
}
