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
    private long _behind;
    private long _whole = Stopwatch.GetTimestamp();

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

    /// <summary>Any thread may ask.</summary>
    internal ReplicaProgress Progress =>
        new(Volatile.Read(ref _behind), Stopwatch.GetElapsedTime(Volatile.Read(ref _whole)));

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
        _published = new PublishedBlock(Mark, end, block.Serialize());
        _table.Write(_id, end);
        Volatile.Write(ref _whole, Stopwatch.GetTimestamp());
        published(_published);
        return true;
    }

    /// <summary>Whether the last <see cref="TryPublish"/> has put something into the log.</summary>
    internal bool HasPublished => _published is not null;

    /// <summary>The transaction has been committed.</summary>
    internal void Committed() => Mark = _published?.End ?? Mark;

    /// <summary>What the log has behind the file, not all, but something where there is something.</summary>
    internal IReadOnlyList<LoggedBlock> ReadLog()
    {
        var blocks = _log.Read(Mark);
        if (blocks.Count == 0) Volatile.Write(ref _whole, Stopwatch.GetTimestamp());
        return blocks;
    }

    /// <summary>Writes blocks to the file that follow on it, in one transaction.</summary>
    /// <exception cref="DamageException">The log does not follow on what the file has.</exception>
    internal CaughtUp CatchUp(IReadOnlyList<LoggedBlock> blocks)
    {
        Volatile.Write(ref _behind, blocks.Sum(logged => logged.Block.Entries));
        var appends = new List<(Append, long)>();
        _writer.Begin();
        foreach (var (block, _) in blocks) Write(block, appends);
        _table.Write(_id, blocks[^1].End);
        var head = _writer.Commit();
        Mark = blocks[^1].End;
        Volatile.Write(ref _behind, 0);
        return new CaughtUp(head, appends);
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
