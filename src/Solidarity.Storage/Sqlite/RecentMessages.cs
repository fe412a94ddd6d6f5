namespace Solidarity.Storage.Sqlite;

/// <summary>
/// The newest messages that wait, so that whoever delivers them does not read back from the file, unseal and parse what
/// was just written to it. The writer changes it in a transaction, which <see cref="Commit"/> or <see cref="Rollback"/>
/// ends; any thread reads, and sees what was committed. Alarms are not in it.
/// </summary>
internal sealed class RecentMessages
{
    internal const int MessagesMax = 16_384;
    internal const long BytesMax = 16 * 1024 * 1024;

    private readonly Lock _gate = new();

    /// <summary>By id; null where a message is an alarm, or was taken out.</summary>
    private readonly Kept?[] _ring = new Kept?[MessagesMax];
    private readonly List<Kept?> _added = [];
    private readonly List<long> _removed = [];

    /// <summary>All that wait with an id from this one to before the next one are kept.</summary>
    private long _first;
    private long _next;
    private long _bytes;

    /// <param name="lastId">Of the last message that was ever given an id.</param>
    internal RecentMessages(long lastId) => _first = _next = lastId + 1;

    /// <summary>Forgets all: ids go on behind another one.</summary>
    internal void Restart(long lastId)
    {
        lock (_gate)
        {
            Array.Clear(_ring);
            (_first, _next, _bytes) = (lastId + 1, lastId + 1, 0);
        }

        Rollback();
    }

    /// <summary>Messages of an entry were written, with the next ids.</summary>
    internal void Add(StreamName sender, ReadOnlySpan<NewMessage> messages)
    {
        NewMessage? before = null;
        foreach (var message in messages)
        {
            var isShared = before is { Due: null } && before.Payload.Equals(message.Payload);
            _added.Add(message.Due is null ? new Kept(sender, message, isShared ? 0 : message.Payload.Length) : null);
            before = message;
        }
    }

    /// <summary>A message was taken out.</summary>
    /// <returns>Whether it is kept here, and so waited. An id that no message has yet is passed over: one may be given
    /// it later.</returns>
    internal bool TryRemove(long id)
    {
        // The writer alone changes what it reads here.
        if (id < _first || id >= _next + _added.Count) return false;
        _removed.Add(id);
        return id < _next ? _ring[id % MessagesMax] is not null : _added[(int)(id - _next)] is not null;
    }

    internal void Commit()
    {
        if (_added.Count == 0 && _removed.Count == 0) return;
        lock (_gate)
        {
            foreach (var kept in _added) Keep(kept);
            foreach (var id in _removed)
            {
                if (id >= _first) Drop(id);
            }
        }

        Rollback();
    }

    internal void Rollback()
    {
        _added.Clear();
        _removed.Clear();
    }

    /// <returns>Messages that wait with an id above <paramref name="afterId"/>, at most <paramref name="max"/>; null
    /// where they have to be read from the file.</returns>
    internal IReadOnlyList<OutboxMessage>? Read(long afterId, int max)
    {
        lock (_gate)
        {
            if (afterId + 1 < _first) return null;
            var messages = new List<OutboxMessage>();
            for (var id = afterId + 1; id < _next && messages.Count < max; id++)
            {
                if (_ring[id % MessagesMax] is { } kept) messages.Add(kept.As(id));
            }

            return messages;
        }
    }

    private void Keep(Kept? kept)
    {
        if (_next - _first == MessagesMax) Drop(_first++);
        _ring[_next++ % MessagesMax] = kept;
        _bytes += kept?.Bytes ?? 0;
        while (_bytes > BytesMax) Drop(_first++);
    }

    private void Drop(long id)
    {
        ref var kept = ref _ring[id % MessagesMax];
        _bytes -= kept?.Bytes ?? 0;
        kept = null;
    }

    /// <param name="Bytes">Of its payload; 0 where it shares that of the message before it.</param>
    private sealed record Kept(StreamName Sender, NewMessage Sent, int Bytes)
    {
        internal OutboxMessage As(long id) => new(id, Sender, Sent.Receiver, Sent.Payload, Due: null)
        {
            Attached = Sent.Attached,
        };
    }
}
