using System.Diagnostics.CodeAnalysis;
using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>Something that waits for the writer. It is answered on the thread pool, not on the writer's thread.
/// </summary>
internal abstract class PendingWrite(int entries, long bytes, CancellationToken cancellationToken)
{
    /// <summary>Answers, or messages taken out: what it costs the writer, about.</summary>
    internal int Entries { get; } = entries;

    internal long Bytes { get; } = bytes;

    internal CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>What it has written, for a shared log; null where that is nothing.</summary>
    internal abstract LogWrite? Logged { get; }

    /// <summary>Writes it in the transaction that is open.</summary>
    internal abstract void Write(JournalWriter writer);

    /// <summary>Leaves it out of the transaction, whatever an earlier one that was rolled back had of it.</summary>
    internal abstract void LeaveOut();

    /// <summary>Tells the caller, after the commit, what became of it.</summary>
    internal abstract void Answer();

    internal abstract void Fail(Exception exception);
}

/// <summary>An append that waits for the writer.</summary>
internal sealed class PendingAppend(Append append, long bytes, CancellationToken cancellationToken)
    : PendingWrite(append.Entries.Sum(entry => 1 + entry.Further.Length), bytes, cancellationToken)
{
    private readonly TaskCompletionSource<AppendResult> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<AppendResult> Task => _answer.Task;

    internal Append Append { get; } = append;

    /// <summary>What the writer found, told only after the commit; null where the caller gave up before.</summary>
    internal AppendResult? Result { get; private set; }

    internal override LogWrite? Logged => Result is AppendResult.Appended ? new LogWrite.Appended(Append) : null;

    internal override void Write(JournalWriter writer) => Result = writer.Write(Append);

    internal override void LeaveOut() => Result = null;

    internal override void Answer()
    {
        if (Result is { } result) _answer.SetResult(result);
        else _answer.SetCanceled(CancellationToken);
    }

    internal override void Fail(Exception exception) => _answer.SetException(exception);
}

/// <summary>Messages that are to be taken out of the outbox, waiting for the writer.</summary>
internal sealed class PendingAcknowledgement(ImmutableArray<long> messages, CancellationToken cancellationToken)
    : PendingWrite(messages.Length, 0, cancellationToken)
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isWritten;

    internal Task Task => _answer.Task;

    internal override LogWrite? Logged => _isWritten ? new LogWrite.Acknowledged(messages) : null;

    internal override void Write(JournalWriter writer)
    {
        writer.Acknowledge(messages);
        _isWritten = true;
    }

    internal override void LeaveOut() => _isWritten = false;

    internal override void Answer()
    {
        if (_isWritten) _answer.SetResult();
        else _answer.SetCanceled(CancellationToken);
    }

    internal override void Fail(Exception exception) => _answer.SetException(exception);
}

/// <summary>
/// Writes on their way to the writer, in order. Callers wait without a thread while it is full; the writer, the one
/// reader, waits with its own thread, so that it wakes at once and not behind the work of the thread pool.
/// </summary>
/// <param name="onArrival">Is called when somebody has come, or the queue is closed.</param>
[SuppressMessage("Design", "CA1001", Justification =
    "The semaphore holds nothing of the system, and disposing of it would leave callers waiting for room for ever.")]
internal sealed class AppendQueue(Action onArrival)
{
    internal const int AppendsWaitingMax = 16_384;

    /// <summary>Bounds of one transaction. The first append of a group always fits.</summary>
    internal const int GroupEntriesMax = 8_192;
    internal const long GroupBytesMax = 16 * 1024 * 1024;

    /// <summary>Callers that were just answered come back with their next append within this time, when they do.
    /// </summary>
    private static readonly TimeSpan GatherTimeMax = TimeSpan.FromMicroseconds(100);

    private readonly SemaphoreSlim _room = new(AppendsWaitingMax);
    private readonly Queue<PendingWrite> _waiting = new();
    private volatile bool _closed;
    private bool _isWoken;
    private int _lastGroup;

    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    internal ValueTask EnqueueAsync(PendingWrite write)
    {
        if (!_room.Wait(0, CancellationToken.None)) return EnqueueWhenRoomAsync(write);
        Enqueue(write);
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether somebody waits for the writer, if only for its end.</summary>
    internal bool HasWaiting
    {
        get
        {
            lock (_waiting) return _waiting.Count > 0 || _closed;
        }
    }

    /// <summary>Waits for appends and moves as many as fit into <paramref name="group"/>, which stays empty where the
    /// writer was woken for something else.</summary>
    /// <param name="patience">How long to wait at most, when the group stays empty; null: without end.</param>
    /// <returns>False when the queue is closed and empty.</returns>
    internal bool TakeGroup(List<PendingWrite> group, TimeSpan? patience)
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_closed)
            {
                var isPulsed = _isWoken
                    || (patience is not { } time ? Monitor.Wait(_waiting) : Monitor.Wait(_waiting, time));
                if (_waiting.Count > 0 || _closed || (isPulsed && !_isWoken)) continue;
                _isWoken = false;
                return true;
            }
        }

        Gather();
        lock (_waiting)
        {
            long entries = 0, bytes = 0;
            while (_waiting.TryPeek(out var next))
            {
                entries += next.Entries;
                bytes += next.Bytes;
                if (group.Count > 0 && (entries > GroupEntriesMax || bytes > GroupBytesMax)) break;
                group.Add(_waiting.Dequeue());
            }
        }

        _lastGroup = group.Count;
        if (group.Count > 0) _room.Release(group.Count);
        return group.Count > 0;
    }

    /// <summary>Wakes the writer though nothing is to be written.</summary>
    internal void Wake()
    {
        lock (_waiting)
        {
            _isWoken = true;
            Monitor.Pulse(_waiting);
        }
    }

    /// <summary>Lets nothing more in. What is in is still taken.</summary>
    internal void Close()
    {
        lock (_waiting)
        {
            _closed = true;
            Monitor.Pulse(_waiting);
        }

        onArrival();
    }

    /// <summary>
    /// Waits a moment for as many appends as the last group had. Without it the first few callers that come back get a
    /// commit for themselves while all others wait for it: twice the commits, half as large. Giving the processor away
    /// is what lets them come back. With one caller at a time it waits for nobody.
    /// </summary>
    private void Gather()
    {
        var began = Stopwatch.GetTimestamp();
        while (!_closed && Count() < _lastGroup && Stopwatch.GetElapsedTime(began) < GatherTimeMax) Thread.Yield();
    }

    private int Count()
    {
        lock (_waiting) return _waiting.Count;
    }

    private async ValueTask EnqueueWhenRoomAsync(PendingWrite write)
    {
        await _room.WaitAsync(write.CancellationToken).ConfigureAwait(false);
        Enqueue(write);
    }

    private void Enqueue(PendingWrite write)
    {
        bool isIn;
        lock (_waiting)
        {
            isIn = !_closed;
            if (isIn) _waiting.Enqueue(write);
            if (isIn && _waiting.Count == 1) Monitor.Pulse(_waiting);
        }

        if (isIn)
        {
            onArrival();
            return;
        }

        // Whoever waits for room behind this one must learn of the end as well.
        _room.Release();
        throw new ObjectDisposedException(nameof(SqliteJournal));
    }
}
