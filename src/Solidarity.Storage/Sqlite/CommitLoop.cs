using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// The one thread that writes: takes all that waits, writes them in one transaction, and answers them when it
/// is durable. While it waits for the disk the next group gathers, so the more callers there are the larger the groups.
/// What the disk refuses is told to each caller of the group; what one append brings about by itself is told to its
/// caller alone, and the others are written without it. Neither ends anything else.
/// </summary>
internal sealed class CommitLoop : IAsyncDisposable
{
    /// <summary>After so many writes of a group have failed by themselves, the rest is written one by one.</summary>
    private const int FailedAloneMax = 8;

    /// <summary>How often a group is written anew because others were faster at the shared log.</summary>
    private const int PublishTriesMax = 16;

    private readonly string _path;
    private readonly JournalOptions _options;
    private readonly HeadFile _headFile;
    private readonly LogKeeper _keeper;
    private readonly SqliteConnection _connection;
    private readonly JournalWriter _writer;
    private readonly PositionSignal _signal;
    private readonly RecentEntries _recent;
    private readonly AppendQueue _queue;
    private readonly Replica? _replica;
    private readonly Follower? _follower;
    private readonly LogEvents _events;
    private readonly WriteState _state;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pagesMax;

    /// <summary>What is being written; null while the group as a whole is.</summary>
    private PendingWrite? _writing;
    private bool _isHeadFailing;

    /// <summary>Whether the last group failed because others were always faster, which says nothing of the storage.
    /// </summary>
    private bool _isOutrun;
    private long _lastCommit = Stopwatch.GetTimestamp();
    private long _lastTry = Stopwatch.GetTimestamp();

    /// <param name="connection">Becomes the loop's own and is closed with it, as is the head file.</param>
    internal CommitLoop(
        JournalFile file, SqliteConnection connection, HeadFile headFile, PositionSignal signal,
        JournalOptions options, LogEvents events)
    {
        _events = events;
        _path = file.Path;
        _headFile = headFile;
        _options = options;
        _connection = connection;
        _writer = new JournalWriter(connection);
        _keeper = new LogKeeper(connection, headFile, options);
        _queue = new AppendQueue(_keeper.BreakOff, options.RoomWait);
        _state = new WriteState(options.Tell);
        _signal = signal;
        _recent = new RecentEntries(signal.Position);
        if (options.Log is { } log)
        {
            _replica = new Replica(log, connection, _writer, _path);
            _follower = new Follower(_replica, options, _queue.Wake);
            var progress = new CatchUpProgress(options, signal.Position);
            _follower.CatchUp(mustLook: true, others =>
            {
                Announce(others);
                progress.Reached(others.Head.Position);
            });
        }

        new Thread(Run) { IsBackground = true, Name = "journal writer" }.Start();
    }

    internal bool IsReplica => _replica is not null;

    /// <inheritdoc cref="WriteState.Problem"/>
    internal string? WriteProblem => _state.Problem;

    /// <inheritdoc cref="IJournal.Following"/>
    internal ReplicaProgress? Following => _replica?.Progress;

    internal OpenRows OpenRows => _writer.OpenRows;

    internal NextDue NextDue => _writer.NextDue;

    internal RecentMessages RecentMessages => _writer.RecentMessages;

    /// <inheritdoc cref="RecentEntries.Read"/>
    internal IReadOnlyList<Entry>? ReadRecent(long afterPosition, int max) => _recent.Read(afterPosition, max);

    internal ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (written, bytes) = Shape.Check(append);
        if (JournalMetrics.CountSkipped(append, written))
        {
            _options.Tell($"the snapshot of {append.Stream} has {append.Snapshot!.State.Length} bytes and is too large "
                + "to be kept; nothing is lost, but waking it reads all of its entries since the last one");
        }

        var pending = new PendingAppend(written, bytes, cancellationToken);
        var queued = _queue.EnqueueAsync(pending);
        return queued.IsCompletedSuccessfully ? new(pending.Task) : AnswerAsync(queued, pending);
    }

    internal async ValueTask AcknowledgeAsync(ImmutableArray<long> messages, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Shape.Check(messages);
        var pending = new PendingAcknowledgement(messages, cancellationToken);
        await _queue.EnqueueAsync(pending).ConfigureAwait(false);
        await pending.Task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="Follower.SyncAsync"/>
    internal Task SyncAsync() => _follower?.SyncAsync() ?? Task.CompletedTask;

    /// <inheritdoc cref="Follower.Push"/>
    internal void Follow(PublishedBlock block) => _follower?.Push(block);

    /// <inheritdoc cref="LogKeeper.EmptiedAsync"/>
    internal Task LogEmptiedAsync() => _keeper.EmptiedAsync();

    /// <summary>For tests: from the next group on the file may have this many pages, as if the disk were full then.
    /// </summary>
    internal void LimitPages(int pages) => Volatile.Write(ref _pagesMax, pages);

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task.ConfigureAwait(false);
    }

    private static async ValueTask<AppendResult> AnswerAsync(ValueTask queued, PendingAppend pending)
    {
        await queued.ConfigureAwait(false);
        return await pending.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        var group = new List<PendingWrite>();
        while (_queue.TakeGroup(group, Patience()))
        {
            if (group.Count == 0)
            {
                ProbeWhenFailing();
                if (!HasOthersWritten()
                    && (_replica is null || Stopwatch.GetElapsedTime(_lastCommit) >= _keeper.IdleTime))
                    _keeper.EmptyWhenIdle(_signal.Position, () => _queue.HasWaiting);
                continue;
            }

            Commit(group);
            group.Clear();
            NoteCommit();
            if (_follower is { IsSyncDue: true }) HasOthersWritten();
        }

        _follower?.Close();
        _replica?.Dispose();
        _writer.Dispose();
        _headFile.Dispose();
        _ended.SetResult();
    }

    /// <summary>No transaction is open.</summary>
    private void NoteCommit()
    {
        _lastCommit = Stopwatch.GetTimestamp();
        _keeper.Committed(_signal.Position);
    }

    /// <summary>Writes a group, without those of its writes that fail by themselves.</summary>
    private void Commit(List<PendingWrite> group)
    {
        for (var failed = 0; group.Count > 0 && !TryCommit(group); failed++)
        {
            if (failed < FailedAloneMax) continue;
            foreach (var write in group)
            {
                var alone = new List<PendingWrite>(1) { write };
                while (alone.Count > 0 && !TryCommit(alone)) { }
            }

            return;
        }
    }

    /// <returns>False where one write was told that it failed and taken out of the group, so that the others are to be
    /// tried again; otherwise the group has been answered.</returns>
    private bool TryCommit(List<PendingWrite> group)
    {
        var began = _lastTry = Stopwatch.GetTimestamp();
        try
        {
            ApplyPageLimit();
            WriteGroup(group);
        }
        catch (Exception exception)
        {
            var (culprit, problem) = (_writing, Failures.Translate(exception, _path));
            _options.Damage?.Look(exception);
            _writer.Rollback();
            if (culprit is not null && !Failures.IsOfTheDisk(exception))
            {
                group.Remove(culprit);
                culprit.Fail(problem);
                return false;
            }

            if (!_isOutrun) _state.Failed(problem.Message);
            foreach (var write in group) write.Fail(problem);
            return true;
        }

        _state.Succeeded();
        if (JournalMetrics.HearsGroups)
            JournalMetrics.CountGroup(began, group.Sum(write => (long)write.Entries), group.Sum(write => write.Bytes));
        foreach (var write in group) write.Answer();
        return true;
    }

    private void WriteGroup(List<PendingWrite> group)
    {
        for (var tries = 1; !TryWriteGroup(group); tries++)
        {
            JournalMetrics.CountLogRace();
            _events.OnRaceLost();
            if (!_follower!.CatchUp(mustLook: true, Announce))
                throw new DamageException($"the log {_options.Log!.Name} ends before what the file has of it");
            if (tries < PublishTriesMax) continue;
            _isOutrun = true;
            throw new JournalUnavailableException(
                "others write to the log so often that it could not be appended to; nothing was written; try again");
        }
    }

    /// <returns>False where others have written to the shared log meanwhile; nothing was written.</returns>
    private bool TryWriteGroup(List<PendingWrite> group)
    {
        (_writing, _isOutrun) = (null, false);
        _writer.Begin();
        foreach (var pending in group)
        {
            if (pending.CancellationToken.IsCancellationRequested)
            {
                pending.LeaveOut();
                continue;
            }

            _writing = pending;
            pending.Write(_writer);
        }

        _writing = null;
        if (CommitToLogAndFile(group) is not { } head) return false;
        Announce(head, group.OfType<PendingAppend>()
            .Where(pending => pending.Result is AppendResult.Appended)
            .Select(pending => (pending.Append, ((AppendResult.Appended)pending.Result!).FirstPosition)));
        return true;
    }

    /// <returns>Null as above.</returns>
    private Head? CommitToLogAndFile(List<PendingWrite> group)
    {
        if (_replica is null) return _writer.Commit();
        try
        {
            if (_replica.TryPublish(group, _events.OnPublished))
            {
                var head = _writer.Commit();
                _replica.Committed();
                return head;
            }
        }
        catch (SqliteException problem) when (_replica.HasPublished && !Failures.IsDamage(problem))
        {
            throw new JournalUnavailableException(
                $"what was to be written is in the log {_options.Log!.Name}, but this replica's disk refused it "
                + $"({problem.Message}); make room or check the disk of {_path}, and ask again with the same request "
                + "id", problem);
        }

        _writer.Rollback();
        return null;
    }

    /// <summary>Tells everybody what has been committed.</summary>
    private void Announce(Head head, IEnumerable<(Append Append, long First)> appends)
    {
        WriteHead(head);
        DateTimeOffset? lastAt = null;
        foreach (var (append, first) in appends)
        {
            _recent.Add(append, first);
            lastAt = append.Entries[^1].At;
        }

        if (lastAt is { } at) _signal.Advance(head.Position, Milliseconds.ToTime(Milliseconds.Floor(at)));
    }

    /// <summary>Tells of what others have written, which may be much before anybody here writes again.</summary>
    private void Announce(CaughtUp others)
    {
        Announce(others.Head, others.Appends);
        NoteCommit();
    }

    /// <summary>Takes what others have written to the shared log while nobody here had anything to write.</summary>
    private bool HasOthersWritten()
    {
        if (_follower is null) return false;
        try
        {
            return _follower.CatchUp(mustLook: false, Announce);
        }
        catch (Exception exception)
        {
            _options.Damage?.Look(exception);
            _writer.Rollback();
            _state.Failed(Failures.Translate(exception, _path).Message);
            return false;
        }
    }

    /// <summary>While nobody writes because the service is not ready, somebody has to find out when it is.</summary>
    private void ProbeWhenFailing()
    {
        if (_state.Problem is null || Stopwatch.GetElapsedTime(_lastTry) < _options.ProbeTime) return;
        TryCommit([new PendingProbe()]);
    }

    /// <summary>How long to wait for something to write.</summary>
    private TimeSpan? Patience()
    {
        var usual = _follower is null ? _keeper.IdleTime : _follower.Patience;
        return _state.Problem is null || usual < _options.ProbeTime ? usual : _options.ProbeTime;
    }

    /// <summary>The commit is durable whatever becomes of the head file; without it only a later loss would not show.
    /// So a disk that refuses it is told of and tried again, and stops nobody.</summary>
    private void WriteHead(Head head)
    {
        try
        {
            _headFile.Write(head.Position, head.Hash);
            _isHeadFailing = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            JournalMetrics.CountHeadNotWritten();
            if (!_isHeadFailing)
            {
                _options.Tell($"{HeadFile.FileName} cannot be written ({exception.Message}); entries are on disk, but "
                    + "should they be lost, that would not show; check the disk");
            }

            _isHeadFailing = true;
        }
    }

    private void ApplyPageLimit()
    {
        var pages = Interlocked.Exchange(ref _pagesMax, 0);
        if (pages == 0) return;
        using var limit = _connection.CreateCommand();
        limit.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}");
        limit.ExecuteScalar();
    }
}
