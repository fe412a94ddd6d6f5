using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Keeps a replica up with what other services write to the shared log. They push their blocks, so that they need not
/// be read; what was missed is read from the log, at the latest when the next look is due. Any thread may push and ask;
/// the rest is the writer's.
/// </summary>
internal sealed class Follower(Replica replica, JournalOptions options, Action wake)
{
    /// <summary>What pushed blocks may take in memory while the writer does something else, in bytes. Further ones are
    /// dropped, and read from the log later.</summary>
    internal const long PushedBytesMax = 64L << 20;

    private static readonly TimeSpan SyncPause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Queue<PublishedBlock> _pushed = new();
    private List<TaskCompletionSource> _syncs = [];
    private long _pushedBytes;
    private long _lastLook = Stopwatch.GetTimestamp();

    /// <summary>How long the writer may wait for something to write before the next look is due.</summary>
    internal TimeSpan Patience => options.LogPollTime;

    internal void Push(PublishedBlock block)
    {
        lock (_gate)
        {
            if (_pushedBytes + block.Bytes.Length > PushedBytesMax) return;
            _pushedBytes += block.Bytes.Length;
            _pushed.Enqueue(block);
        }

        wake();
    }

    /// <summary>Completes when the replica has all that the log had when it was called.</summary>
    internal Task SyncAsync()
    {
        var sync = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _syncs.Add(sync);
        wake();
        return sync.Task;
    }

    /// <summary>Whether <see cref="SyncAsync"/> is to be answered now. While there is much to write, not between any
    /// two groups: everybody can ask for it, and each answer costs a reading of the storage.</summary>
    internal bool IsSyncDue
    {
        get
        {
            lock (_gate) return _syncs.Count > 0 && Stopwatch.GetElapsedTime(_lastLook) >= SyncPause;
        }
    }

    /// <summary>Writes to the file what others have written, as far as that is known here; where somebody asks for all
    /// or a look is due, the log is read to its end.</summary>
    /// <param name="mustLook">Whether the log is to be read in any case.</param>
    /// <param name="committed">Is told of each transaction.</param>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="DamageException">The log does not follow on what the file has.</exception>
    internal bool CatchUp(bool mustLook, Action<CaughtUp> committed)
    {
        var syncs = TakeSyncs();
        try
        {
            var (isAny, isGap) = (false, false);
            while (Next(ref isGap) is { Count: > 0 } blocks)
            {
                committed(replica.CatchUp(blocks));
                isAny = true;
            }

            if (!mustLook && !isGap && syncs.Count == 0 && Stopwatch.GetElapsedTime(_lastLook) < Patience) return isAny;
            while (replica.ReadLog() is { Count: > 0 } blocks)
            {
                committed(replica.CatchUp(blocks));
                isAny = true;
            }

            _lastLook = Stopwatch.GetTimestamp();
            foreach (var sync in syncs) sync.SetResult();
            return isAny;
        }
        catch (Exception exception)
        {
            var problem = Failures.Translate(exception, replica.Path);
            foreach (var sync in syncs) sync.SetException(problem);
            throw;
        }
    }

    /// <summary>Nothing will be read any more.</summary>
    internal void Close()
    {
        foreach (var sync in TakeSyncs()) sync.SetException(new ObjectDisposedException(nameof(SqliteJournal)));
    }

    private List<TaskCompletionSource> TakeSyncs()
    {
        lock (_gate)
        {
            if (_syncs.Count == 0) return [];
            var syncs = _syncs;
            _syncs = [];
            return syncs;
        }
    }

    /// <summary>The pushed blocks that follow on what the replica has, for one transaction.</summary>
    /// <param name="isGap">Set where blocks were pushed that do not follow on.</param>
    private List<LoggedBlock> Next(ref bool isGap)
    {
        var blocks = new List<LoggedBlock>();
        var (mark, bytes) = (replica.Mark, 0L);
        lock (_gate)
        {
            while (bytes < AppendQueue.GroupBytesMax && _pushed.TryPeek(out var pushed))
            {
                if (pushed.At != mark && pushed.At.IsBehind(mark))
                {
                    isGap = true;
                    break;
                }

                _pushed.Dequeue();
                _pushedBytes -= pushed.Bytes.Length;
                if (pushed.At != mark) continue;
                blocks.Add(new LoggedBlock(LogBlock.Parse(pushed.Bytes), pushed.End));
                (mark, bytes) = (pushed.End, bytes + pushed.Bytes.Length);
            }
        }

        return blocks;
    }
}
