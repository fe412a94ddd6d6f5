using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Keeps the write-ahead log short. Left alone it would stay as long as it ever was, and what stands only in it is what
/// a damaged log loses.
/// When nothing has been committed for <see cref="JournalOptions.IdleTime"/>, a thread with a connection of its own
/// copies the log into the file and empties it: first beside the writer, which it does not hold up, and then, holding
/// the writer's place, the little that came meanwhile. While commits pour in, the writer itself does it whenever the
/// log has reached <see cref="JournalOptions.LogBytesMax"/>; it then waits a moment for readers that still look into
/// the log, and where they take longer it goes on and tries again a little later. Readers do not stay: a read is one
/// page, and after the copying new readers look into the file alone.
/// </summary>
internal sealed class LogKeeper : IDisposable
{
    /// <summary>How long a commit may wait for readers of the log.</summary>
    private const int ReadersMsMax = 50;

    /// <summary>After a try that readers were in the way of, the writer tries again when the log has grown by this part
    /// of its bound.</summary>
    private const int RetryPart = 16;

    private readonly JournalOptions _options;
    private readonly sqlite3 _writer;
    private readonly SqliteConnection _own;
    private readonly HeadFile _head;
    private readonly PositionSignal _position;
    private readonly Thread _thread;
    private readonly Lock _waiters = new();
    private readonly object _gate = new();

    /// <summary>Written since the log was last known to be empty; the writer's alone.</summary>
    private long _logBytes;
    private long _nextTryBytes;

    private bool _isDirty;
    private bool _isClosed;
    private bool _isFailing;
    private long _lastCommit;
    private volatile bool _isEmptied;
    private TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="writer">The writer's connection; SQLite must not copy the log by itself on it.</param>
    /// <param name="own">Becomes the keeper's and is closed with it.</param>
    /// <param name="head">Is told what was copied.</param>
    /// <param name="position">What is known to be committed.</param>
    internal LogKeeper(
        SqliteConnection writer, SqliteConnection own, HeadFile head, PositionSignal position, JournalOptions options)
    {
        (_options, _own, _head, _position) = (options, own, head, position);
        _writer = writer.Handle ?? throw new InvalidOperationException("the connection is not open");
        _nextTryBytes = options.LogBytesMax;
        // What a killed process left behind is to be copied as well.
        (_isDirty, _lastCommit) = (true, Stopwatch.GetTimestamp());
        _ = raw.sqlite3_busy_timeout(own.Handle, ReadersMsMax);
        _thread = new Thread(Run) { IsBackground = true, Name = "journal log" };
        _thread.Start();
    }

    /// <summary>For tests: completes when the log is emptied next.</summary>
    internal Task EmptiedAsync()
    {
        lock (_waiters) return _emptied.Task;
    }

    /// <summary>The writer has committed, and is in no transaction.</summary>
    internal void Committed()
    {
        lock (_gate)
        {
            _lastCommit = Stopwatch.GetTimestamp();
            if (!_isDirty) Monitor.Pulse(_gate);
            _isDirty = true;
        }

        if (_isEmptied)
        {
            _isEmptied = false;
            (_logBytes, _nextTryBytes) = (0, _options.LogBytesMax);
        }

        _logBytes += WrittenPages() * JournalSchema.PageBytes;
        if (_logBytes >= _nextTryBytes) EmptyUnderLoad();
    }

    /// <summary>Waits for a copying that is under way.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _own.Dispose();
    }

    /// <summary>The log's file keeps its length: to write over it is faster than to let it grow again.</summary>
    private void EmptyUnderLoad()
    {
        _ = raw.sqlite3_busy_timeout(_writer, ReadersMsMax);
        var isDone = TryEmpty(_writer, raw.SQLITE_CHECKPOINT_RESTART);
        _ = raw.sqlite3_busy_timeout(_writer, JournalFile.BusyMsMax);
        if (isDone) (_logBytes, _nextTryBytes) = (0, _options.LogBytesMax);
        else _nextTryBytes = _logBytes + (_options.LogBytesMax / RetryPart);
    }

    private void Run()
    {
        while (WaitForIdle())
        {
            TryCheckpoint(_own.Handle!, raw.SQLITE_CHECKPOINT_PASSIVE);
            if (!IsIdle() || !TryEmpty(_own.Handle!, raw.SQLITE_CHECKPOINT_TRUNCATE)) continue;
            lock (_gate) _isDirty = Stopwatch.GetElapsedTime(_lastCommit) < _options.IdleTime;
            _isEmptied = true;
            TellEmptied();
        }
    }

    /// <returns>False where the journal is closed.</returns>
    private bool WaitForIdle()
    {
        lock (_gate)
        {
            // After a try that did not succeed, too, it waits.
            var began = Stopwatch.GetTimestamp();
            while (!_isClosed)
            {
                var since = Stopwatch.GetElapsedTime(Math.Max(_lastCommit, began));
                if (!_isDirty) Monitor.Wait(_gate);
                else if (since < _options.IdleTime) Monitor.Wait(_gate, _options.IdleTime - since);
                else return true;
            }

            return false;
        }
    }

    private bool IsIdle()
    {
        lock (_gate) return !_isClosed && Stopwatch.GetElapsedTime(_lastCommit) >= _options.IdleTime;
    }

    private bool TryEmpty(sqlite3 connection, int mode)
    {
        var position = _position.Position;
        if (!TryCheckpoint(connection, mode)) return false;
        _head.Copied(position);
        return true;
    }

    private bool TryCheckpoint(sqlite3 connection, int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(connection, "main", mode, out _, out _);
        if (code == raw.SQLITE_OK) _isFailing = false;
        else if (code != raw.SQLITE_BUSY && code != raw.SQLITE_LOCKED) TellFailed(code);
        return code == raw.SQLITE_OK;
    }

    private void TellFailed(int code)
    {
        if (!_isFailing)
        {
            _options.Tell($"the journal's log cannot be copied into its file (SQLite {code}, "
                + $"{raw.sqlite3_errstr(code).utf8_to_string()}); nothing is lost, but the log grows; check the disk");
        }

        _isFailing = true;
    }

    private void TellEmptied()
    {
        TaskCompletionSource emptied;
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiters) (emptied, _emptied) = (_emptied, next);
        emptied.SetResult();
    }

    private long WrittenPages() =>
        raw.sqlite3_db_status(_writer, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1) == raw.SQLITE_OK
            ? pages
            : 0;
}
