using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// The journal in one SQLite file, <c>journal.db</c>, in a data folder that it holds alone. Appends that wait at the
/// same time are committed together; an append is answered when the disk has it. A process killed at any moment leaves
/// a journal that opens and has every entry that was acknowledged. Reads run beside the writer and never hold it up.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private static readonly Task<string> Never = new TaskCompletionSource<string>().Task;

    private readonly FolderLock _lock;
    private readonly ReaderPool _readers;
    private readonly CommitLoop? _writer;
    private readonly PositionSignal _signal;
    private readonly LogEvents _events;
    private readonly Checkpointer? _checkpoints;
    private readonly ReplicaDamage? _damage;
    private int _disposed;

    internal SqliteJournal(
        FolderLock held, ReaderPool readers, PositionSignal signal, CommitLoop? writer, LogEvents? events = null,
        Checkpointer? checkpoints = null, ReplicaDamage? damage = null)
    {
        _events = events ?? new LogEvents();
        _lock = held;
        _readers = readers;
        _signal = signal;
        _writer = writer;
        _checkpoints = checkpoints;
        _damage = damage;
    }

    public bool IsShared => _writer is { IsReplica: true };

    public long Position => _signal.Position;

    public DateTimeOffset? LastAt => _signal.LastAt;

    public string? WriteProblem => _writer?.WriteProblem;

    public ReplicaProgress? Following => _writer?.Following;

    /// <summary>Completes when a replica is found to be damaged, with what was found. Reads and appends throw then, and
    /// the next opening sets the replica aside and makes a new one. Never where the journal stands alone.</summary>
    public Task<string> Damaged => _damage?.Found ?? Never;

    /// <summary>Opens the journal of a folder; makes folder and journal where there are none.</summary>
    /// <exception cref="JournalInUseException">Another process holds the folder.</exception>
    /// <exception cref="JournalUnreadableException">It is damaged, of another format, or no journal.</exception>
    /// <exception cref="JournalLossException">It lacks entries that it had acknowledged; nothing was written.
    /// </exception>
    /// <exception cref="JournalUnavailableException">The disk refused (full, failing).</exception>
    public static SqliteJournal Open(string folder) => Open(folder, new JournalOptions());

    /// <inheritdoc cref="Open(string)"/>
    /// <exception cref="NothingLostException">A loss was to be accepted, and there is none.</exception>
    public static SqliteJournal Open(string folder, JournalOptions options) => JournalOpening.Open(folder, options);

    /// <summary>Opens the journal of a folder for reading alone, as for looking at a copy; appends throw
    /// <see cref="NotSupportedException"/>. It holds the folder as <see cref="Open(string)"/> does.</summary>
    /// <inheritdoc cref="Open(string)" path="/exception"/>
    public static SqliteJournal OpenReadOnly(string folder) => JournalOpening.Open(folder, options: null);

    /// <summary>Whether there is a journal in the folder, readable or not.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, JournalFile.FileName));

    /// <summary>A block was put into the shared log, for <see cref="Follow"/> of the other services. Handlers run on
    /// the writer's thread.</summary>
    public event Action<PublishedBlock> Published
    {
        add => _events.Published += value;
        remove => _events.Published -= value;
    }

    /// <summary>Another service has written to the shared log meanwhile, so that an append had to be tried again.
    /// Handlers run on the writer's thread.</summary>
    public event Action RaceLost
    {
        add => _events.RaceLost += value;
        remove => _events.RaceLost -= value;
    }

    /// <summary>Takes a block that another service has put into the shared log. To lose one, or have it twice, does no
    /// harm: what is missing is read from the log.</summary>
    public void Follow(PublishedBlock block) => _writer?.Follow(block);

    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        _damage?.ThrowIfFound();
        return _writer?.AppendAsync(append, cancellationToken) ?? throw ForReadingOnly();
    }

    public ValueTask AcknowledgeAsync(ImmutableArray<long> messages, CancellationToken cancellationToken = default)
    {
        _damage?.ThrowIfFound();
        return _writer?.AcknowledgeAsync(messages, cancellationToken) ?? throw ForReadingOnly();
    }

    public ValueTask SyncAsync(CancellationToken cancellationToken = default) =>
        _writer is { } writer
            ? new ValueTask(writer.SyncAsync().WaitAsync(cancellationToken))
            : ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<Entry>> ReadStreamAsync(
        StreamName stream, long afterVersion, int max, CancellationToken cancellationToken = default)
    {
        Shape.Check(stream);
        Shape.CheckPage(max);
        return _readers.ReadAsync(
            (stream, afterVersion, max, cancellationToken),
            static (reader, a) => reader.Entries.OfStream(a.stream, a.afterVersion, a.max, a.cancellationToken),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<Entry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default)
    {
        Shape.CheckPage(max);
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_writer?.ReadRecent(afterPosition, max) is { } recent) return new(recent);
        return _readers.ReadAsync(
            (afterPosition, max, cancellationToken),
            static (reader, a) => reader.Entries.OfAll(a.afterPosition, a.max, a.cancellationToken),
            cancellationToken);
    }

    public ValueTask<Entry?> FindAsync(CommandId command, CancellationToken cancellationToken = default) =>
        _readers.ReadAsync(command, static (reader, id) => reader.Entries.Find(id), cancellationToken);

    public ValueTask<IReadOnlyList<OutboxMessage>> PendingAsync(
        long afterId, int max, CancellationToken cancellationToken = default)
    {
        Shape.CheckPage(max);
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_writer?.RecentMessages.Read(afterId, max) is { } recent) return new(recent);
        return _readers.ReadAsync(
            (afterId, max), static (reader, a) => reader.Outbox.Pending(a.afterId, a.max), cancellationToken);
    }

    public ValueTask<IReadOnlyList<OutboxMessage>> DueAsync(
        DateTimeOffset until, int max, DueMark? after = null, CancellationToken cancellationToken = default)
    {
        Shape.CheckPage(max);
        var mark = after is { } behind ? (Milliseconds.Floor(behind.Due), behind.Id) : (long.MinValue, 0L);
        return _readers.ReadAsync(
            (until: Milliseconds.Floor(until), max, mark),
            static (reader, a) => reader.Outbox.Due(a.until, a.max, a.mark),
            cancellationToken);
    }

    public async ValueTask<DateTimeOffset?> NextDueAsync(
        DateTimeOffset? after = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        long changes = 0;
        if (_writer?.NextDue.TryGet(out var known, out changes) is true
            && (after is null || known is null || known > Milliseconds.Floor(after.Value)))
            return Milliseconds.ToTime(known);
        var behind = after is { } time ? Milliseconds.Floor(time) : long.MinValue;
        var due = await _readers
            .ReadAsync(behind, static (reader, mark) => reader.Outbox.NextDue(mark), cancellationToken)
            .ConfigureAwait(false);
        if (after is not null) return Milliseconds.ToTime(due);
        _writer?.NextDue.Learn(due, changes);
        return Milliseconds.ToTime(due);
    }

    public ValueTask<Snapshot?> ReadSnapshotAsync(StreamName stream, CancellationToken cancellationToken = default)
    {
        Shape.Check(stream);
        return _readers.ReadAsync(
            stream, static (reader, name) => reader.Snapshots.Find(name), cancellationToken);
    }

    public Task WaitBeyondAsync(long position, CancellationToken cancellationToken = default) =>
        _signal.WaitBeyondAsync(position, cancellationToken);

    /// <summary>Writes what waits, then lets the folder go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        if (_checkpoints is not null) await _checkpoints.DisposeAsync().ConfigureAwait(false);
        await _readers.CloseAsync().ConfigureAwait(false);
        // The writer goes last: the last connection to close copies the log into the file.
        if (_writer is not null) await _writer.DisposeAsync().ConfigureAwait(false);
        _signal.Close();
        _lock.Dispose();
    }

    private static NotSupportedException ForReadingOnly() => new("the journal was opened for reading only");

    /// <inheritdoc cref="LogKeeper.EmptiedAsync"/>
    internal Task LogEmptiedAsync() => _writer?.LogEmptiedAsync() ?? throw ForReadingOnly();

    /// <inheritdoc cref="Checkpointer.WrittenAsync"/>
    internal Task<long> CheckpointWrittenAsync() => _checkpoints?.WrittenAsync() ?? throw ForReadingOnly();

    /// <summary>For tests; see <see cref="CommitLoop.LimitPages"/>.</summary>
    internal void LimitPages(int pages) => _writer?.LimitPages(pages);
}
