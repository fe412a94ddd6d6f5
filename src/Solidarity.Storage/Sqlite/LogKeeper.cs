using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Keeps the write-ahead log short. Left alone it would stay as long as it ever was, and what stands only in it is what
/// a damaged log loses.
/// When nothing has been committed for <see cref="JournalOptions.IdleTime"/>, the log is copied into the file and
/// emptied; whoever comes meanwhile breaks the copying off, and it is begun anew later. While commits pour in it is
/// copied whenever it has reached <see cref="JournalOptions.LogBytesMax"/>. Both wait a moment for readers that still
/// look into the log; where they take longer the commits go on, and it is tried again a little later. Readers do not
/// stay: a read is one page, and after the copying new readers look into the file alone.
/// </summary>
/// <remarks>All of it on the writer's thread and connection: up to 3.51.2 SQLite can damage a file whose log is copied
/// on one connection while another one writes. Revisit with a later SQLite; this is 3.50.4.</remarks>
internal sealed class LogKeeper
{
    /// <summary>How long a commit may wait for readers of the log.</summary>
    private const int ReadersMsMax = 50;

    /// <summary>After a try that readers were in the way of, the log may grow by this part of its bound before the next
    /// one.</summary>
    private const int RetryPart = 16;

    private readonly Lock _gate = new();
    private readonly sqlite3 _writer;
    private readonly HeadFile _head;
    private readonly JournalOptions _options;

    /// <summary>Written since the log was emptied.</summary>
    private long _logBytes;
    private long _nextTryBytes;
    private bool _isFailing;
    private volatile bool _isCopying;
    private TaskCompletionSource _emptied = NewSignal();

    /// <param name="writer">The writer's connection; SQLite must not copy the log by itself on it.</param>
    /// <param name="head">Is told what was copied.</param>
    internal LogKeeper(SqliteConnection writer, HeadFile head, JournalOptions options)
    {
        _writer = writer.Handle ?? throw new InvalidOperationException("the connection is not open");
        (_head, _options, _nextTryBytes) = (head, options, options.LogBytesMax);
        IdleTime = options.IdleTime;
    }

    /// <summary>How long nothing may come before <see cref="EmptyWhenIdle"/> is to be called; null where the log is
    /// empty. What a killed process left behind is to be copied as well.</summary>
    internal TimeSpan? IdleTime { get; private set; }

    /// <summary>For tests: completes when the log is emptied next.</summary>
    internal Task EmptiedAsync()
    {
        lock (_gate) return _emptied.Task;
    }

    /// <summary>The writer has tried to commit, and is in no transaction.</summary>
    /// <param name="position">Of the last entry that is committed.</param>
    internal void Committed(long position)
    {
        IdleTime = _options.IdleTime;
        _logBytes += WrittenPages() * JournalSchema.PageBytes;
        if (_logBytes < _nextTryBytes) return;
        // The log's file keeps its length: to write over it is faster than to let it grow again.
        if (!TryEmpty(position, raw.SQLITE_CHECKPOINT_RESTART))
            _nextTryBytes = _logBytes + (_options.LogBytesMax / RetryPart);
    }

    /// <param name="hasWork">Whether somebody has come already.</param>
    internal void EmptyWhenIdle(long position, Func<bool> hasWork)
    {
        _isCopying = true;
        var isEmptied = !hasWork() && TryEmpty(position, raw.SQLITE_CHECKPOINT_TRUNCATE);
        lock (_gate) _isCopying = false;
        if (!isEmptied) return;
        IdleTime = null;
        TellEmptied();
    }

    /// <summary>Somebody has come for the writer, which must not let them wait for the copying of an idle time. Any
    /// thread may call it.</summary>
    internal void BreakOff()
    {
        if (!_isCopying) return;
        lock (_gate)
        {
            // Nothing else may be interrupted.
            if (_isCopying) raw.sqlite3_interrupt(_writer);
        }
    }

    private bool TryEmpty(long position, int mode)
    {
        _ = raw.sqlite3_busy_timeout(_writer, ReadersMsMax);
        var code = raw.sqlite3_wal_checkpoint_v2(_writer, "main", mode, out _, out _);
        _ = raw.sqlite3_busy_timeout(_writer, JournalFile.BusyMsMax);
        if (code != raw.SQLITE_OK)
        {
            TellFailed(code);
            return false;
        }

        (_logBytes, _nextTryBytes, _isFailing) = (0, _options.LogBytesMax, false);
        _head.Copied(position);
        return true;
    }

    private void TellFailed(int code)
    {
        if (code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_INTERRUPT) return;
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
        lock (_gate) (emptied, _emptied) = (_emptied, NewSignal());
        emptied.SetResult();
    }

    private long WrittenPages() =>
        raw.sqlite3_db_status(_writer, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1) == raw.SQLITE_OK
            ? pages
            : 0;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
