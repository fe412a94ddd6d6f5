namespace Solidarity.Storage;

/// <summary>
/// A journal that keeps everything in memory and loses it with the process: for tests and simulations. It answers
/// exactly as <c>SqliteJournal</c> does; one suite of tests holds both to it.
/// </summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<StreamName, List<Entry>> _streams = [];
    private readonly Dictionary<CommandId, Entry> _commands = [];
    private readonly SortedDictionary<long, OutboxMessage> _outbox = [];
    private readonly Dictionary<StreamName, Snapshot> _snapshots = [];
    private readonly PositionSignal _signal = new(0, null);
    private long _lastMessageId;
    private bool _disposed;

    public bool IsShared => false;

    public long Position => _signal.Position;

    public DateTimeOffset? LastAt => _signal.LastAt;

    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        var (checkedAppend, _) = Shape.Check(append);
        JournalMetrics.CountSkipped(append, checkedAppend);
        return Locked(() => Write(checkedAppend), cancellationToken);
    }

    public ValueTask AcknowledgeAsync(ImmutableArray<long> messages, CancellationToken cancellationToken = default)
    {
        Shape.Check(messages);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            foreach (var message in messages) _outbox.Remove(message);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask SyncAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<Entry>> ReadStreamAsync(
        StreamName stream, long afterVersion, int max, CancellationToken cancellationToken = default)
    {
        Shape.Check(stream);
        Shape.CheckPage(max);
        return Locked<IReadOnlyList<Entry>>(
            () => Page(_streams.GetValueOrDefault(stream, []), afterVersion, max), cancellationToken);
    }

    public ValueTask<IReadOnlyList<Entry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default)
    {
        Shape.CheckPage(max);
        return Locked<IReadOnlyList<Entry>>(() => Page(_entries, afterPosition, max), cancellationToken);
    }

    public ValueTask<Entry?> FindAsync(CommandId command, CancellationToken cancellationToken = default) =>
        Locked(() => _commands.GetValueOrDefault(command), cancellationToken);

    public ValueTask<IReadOnlyList<OutboxMessage>> PendingAsync(
        long afterId, int max, CancellationToken cancellationToken = default)
    {
        Shape.CheckPage(max);
        return Locked<IReadOnlyList<OutboxMessage>>(
            () => Page(_outbox.Values.Where(message => message.Due is null && message.Id > afterId), max),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<OutboxMessage>> DueAsync(
        DateTimeOffset until, int max, DueMark? after = null, CancellationToken cancellationToken = default)
    {
        Shape.CheckPage(max);
        var mark = (after?.Due ?? DateTimeOffset.MinValue, after?.Id ?? 0);
        return Locked<IReadOnlyList<OutboxMessage>>(
            () =>
            [
                .. _outbox.Values.Where(m => m.Due <= until && (m.Due.Value, m.Id).CompareTo(mark) > 0)
                    .OrderBy(m => m.Due).ThenBy(m => m.Id).Take(max),
            ],
            cancellationToken);
    }

    public ValueTask<DateTimeOffset?> NextDueAsync(
        DateTimeOffset? after = null, CancellationToken cancellationToken = default) =>
        Locked(
            () => _outbox.Values.Where(message => after is null || message.Due > after).Min(message => message.Due),
            cancellationToken);

    public ValueTask<Snapshot?> ReadSnapshotAsync(StreamName stream, CancellationToken cancellationToken = default)
    {
        Shape.Check(stream);
        return Locked(() => _snapshots.GetValueOrDefault(stream), cancellationToken);
    }

    public Task WaitBeyondAsync(long position, CancellationToken cancellationToken = default) =>
        _signal.WaitBeyondAsync(position, cancellationToken);

    public ValueTask DisposeAsync()
    {
        lock (_gate) _disposed = true;
        _signal.Close();
        return ValueTask.CompletedTask;
    }

    private ValueTask<T> Locked<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return ValueTask.FromResult(read());
        }
    }

    private AppendResult Write(Append append)
    {
        if (Earlier(append) is { Length: > 0 } earlier) return new AppendResult.AlreadyAnswered(earlier);
        var stream = _streams.GetValueOrDefault(append.Stream, []);
        if (stream.Count != append.ExpectedVersion) return new AppendResult.VersionConflict(stream.Count);

        // Everything is checked; from here on it must succeed.
        _streams[append.Stream] = stream;
        var firstPosition = _entries.Count + 1L;
        foreach (var entry in append.Entries) Write(append.Stream, stream, entry);
        if (append.Snapshot is { } snapshot)
            _snapshots[append.Stream] = snapshot with { State = snapshot.State.ToArray() };
        _signal.Advance(_entries.Count, _entries[^1].At);
        return new AppendResult.Appended(firstPosition);
    }

    private void Write(StreamName name, List<Entry> stream, NewEntry added)
    {
        var at = Milliseconds.ToTime(Milliseconds.Floor(added.At));
        var entry = new Entry(
            _entries.Count + 1, name, stream.Count + 1, added.Command, added.Content, at, added.Body.ToArray())
        {
            Further = added.Further,
        };
        _entries.Add(entry);
        stream.Add(entry);
        foreach (var command in added.Commands)
        {
            _commands.Add(command, entry);
            Deliver(command);
        }

        NewMessage? before = null;
        ReadOnlyMemory<byte> payload = default;
        foreach (var message in added.Messages.IsDefault ? [] : added.Messages)
        {
            var shares = before is { Due: null } && message.Due is null && before.Payload.Equals(message.Payload);
            if (!shares) payload = message.Payload.ToArray();
            Send(name, message, payload);
            before = message;
        }
    }

    private void Send(StreamName sender, NewMessage message, ReadOnlyMemory<byte> payload)
    {
        DateTimeOffset? due = message.Due is { } time ? Milliseconds.ToTime(Milliseconds.Ceiling(time)) : null;
        var id = ++_lastMessageId;
        _outbox.Add(id, new OutboxMessage(id, sender, message.Receiver, payload, due));
    }

    private ImmutableArray<EarlierAnswer> Earlier(Append append)
    {
        var earlier = ImmutableArray.CreateBuilder<EarlierAnswer>();
        foreach (var command in append.Entries.SelectMany(added => added.Commands))
        {
            if (!_commands.TryGetValue(command, out var entry)) continue;
            earlier.Add(new EarlierAnswer(command, entry));
            Deliver(command);
        }

        return earlier.ToImmutable();
    }

    private void Deliver(CommandId command)
    {
        if (command.IsMessage) _outbox.Remove(command.MessageId);
    }

    /// <summary>Versions and positions both count from 1 without gaps, so an entry's number is its index.</summary>
    private static List<Entry> Page(List<Entry> entries, long after, int max)
    {
        var first = (int)Math.Clamp(after, 0, entries.Count);
        var page = new List<Entry>();
        long bytes = 0;
        for (var i = first; i < entries.Count && page.Count < max && bytes < JournalLimits.PageBytesMax; i++)
        {
            page.Add(entries[i]);
            bytes += entries[i].Body.Length;
        }

        return page;
    }

    private static List<OutboxMessage> Page(IEnumerable<OutboxMessage> messages, int max)
    {
        var page = new List<OutboxMessage>();
        long bytes = 0;
        foreach (var message in messages)
        {
            var shares = page.Count > 0 && page[^1].Payload.Equals(message.Payload);
            if (page.Count == max || (bytes >= JournalLimits.PageBytesMax && !shares)) break;
            page.Add(message);
            if (!shares) bytes += message.Payload.Length;
        }

        return page;
    }
}
