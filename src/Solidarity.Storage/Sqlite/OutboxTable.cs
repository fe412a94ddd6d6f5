using System.Text;
using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Puts messages in and takes them out. Messages that follow each other with one payload memory and no due
/// time share a row, which goes with the last of them.</summary>
internal sealed class OutboxTable : IDisposable
{
    /// <summary>More messages that say the same make several rows.</summary>
    internal const int MessagesPerRowMax = 1_000;
    internal const byte ReceiverEnd = (byte)'\n';

    private readonly OpenRows _open;
    private readonly NextDue _nextDue;
    private readonly RecentMessages _recent;
    private readonly Sealer _sealer = new();
    private readonly byte[] _receivers = new byte[MessagesPerRowMax * (HashChain.NameBytesMax + 1)];
    private readonly Statement _insert;
    private readonly Statement _remove;
    private readonly Statement _removeRows;

    /// <summary>Rows that go with the transaction, in the order in which they were taken out.</summary>
    private readonly List<long> _going = [];

    internal OutboxTable(SqliteConnection connection, OpenRows open, NextDue nextDue, RecentMessages recent)
    {
        (_open, _nextDue, _recent) = (open, nextDue, recent);
        _insert = new Statement(
            connection,
            """
            INSERT INTO outbox (id, count, sender, receivers, due, payload, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """);
        _remove = new Statement(connection, "DELETE FROM outbox WHERE id = ?1 RETURNING due");
        _removeRows = new Statement(connection, "DELETE FROM outbox WHERE id BETWEEN ?1 AND ?2");
        OpenAll(connection);
    }

    /// <summary>Puts in the messages of an entry.</summary>
    /// <param name="lastId">The last id that was given.</param>
    /// <param name="senderName">As text.</param>
    /// <param name="sender">In UTF-8.</param>
    /// <returns>The last id that is given now.</returns>
    internal long Insert(
        long lastId, StreamName senderName, ReadOnlySpan<byte> sender, ImmutableArray<NewMessage> messages)
    {
        _recent.Add(senderName, messages.AsSpan());
        for (var rest = messages.AsSpan(); !rest.IsEmpty;)
        {
            var count = CountAlike(rest);
            Insert(lastId + 1, sender, rest[..count]);
            lastId += count;
            rest = rest[count..];
        }

        return lastId;
    }

    internal void Remove(long id)
    {
        var isRecent = _recent.TryRemove(id);
        if (_open.TryTake(id, out var emptied))
        {
            if (emptied is { } row) _going.Add(row);
        }
        else if (isRecent)
        {
            _going.Add(id);
        }
        else
        {
            // It may be an alarm.
            _remove.Bind(1, id);
            if (_remove.Step() && _remove.NullableLong(0) is { } due) _nextDue.Remove(due);
            _remove.Reset();
        }
    }

    /// <summary>Takes out all, to put in what waits in a journal that is imported. Nobody reads yet.</summary>
    internal void Clear(long lastId)
    {
        _going.Clear();
        _removeRows.Bind(1, 0L);
        _removeRows.Bind(2, long.MaxValue);
        _removeRows.Run();
        _open.Clear();
        _recent.Restart(lastId);
    }

    /// <summary>Puts in messages with ids of their own, which rise.</summary>
    internal void Restore(ReadOnlySpan<OutboxMessage> messages)
    {
        while (!messages.IsEmpty)
        {
            var count = CountAlike(messages);
            var alike = new NewMessage[count];
            for (var i = 0; i < count; i++)
                alike[i] = new NewMessage(messages[i].Receiver, messages[i].Payload, messages[i].Due);
            Insert(messages[0].Id, Encoding.UTF8.GetBytes(messages[0].Sender.Value), alike);
            messages = messages[count..];
        }
    }

    /// <summary>To be called before the transaction is committed: rows that follow each other go in one step.</summary>
    internal void Flush()
    {
        _going.Sort();
        for (var first = 0; first < _going.Count;)
        {
            var last = first;
            while (last + 1 < _going.Count && _going[last + 1] <= _going[last] + 1) last++;
            _removeRows.Bind(1, _going[first]);
            _removeRows.Bind(2, _going[last]);
            _removeRows.Run();
            first = last + 1;
        }

        _going.Clear();
    }

    /// <summary>The transaction was taken back.</summary>
    internal void Forget() => _going.Clear();

    public void Dispose()
    {
        _insert.Dispose();
        _remove.Dispose();
        _removeRows.Dispose();
        _sealer.Dispose();
    }

    /// <summary>How many messages from the first on go into one row.</summary>
    private static int CountAlike(ReadOnlySpan<NewMessage> messages)
    {
        var first = messages[0];
        if (first.Due is not null) return 1;
        var count = 1;
        while (count < Math.Min(messages.Length, MessagesPerRowMax)
            && messages[count].Due is null && messages[count].Payload.Equals(first.Payload)) count++;
        return count;
    }

    private static int CountAlike(ReadOnlySpan<OutboxMessage> messages)
    {
        var first = messages[0];
        if (first.Due is not null) return 1;
        var count = 1;
        while (count < Math.Min(messages.Length, MessagesPerRowMax)
            && messages[count] is { Due: null } next && next.Id == first.Id + count && next.Sender == first.Sender
            && next.Payload.Equals(first.Payload)) count++;
        return count;
    }

    private void Insert(long id, ReadOnlySpan<byte> sender, ReadOnlySpan<NewMessage> messages)
    {
        var receivers = Join(messages);
        long? due = messages[0].Due is { } time ? Milliseconds.Ceiling(time) : null;
        var payload = messages[0].Payload.Span;
        _insert.Bind(1, id);
        _insert.Bind(2, messages.Length);
        _insert.BindText(3, sender);
        _insert.BindText(4, receivers);
        _insert.Bind(5, due);
        _insert.BindText(6, payload);
        _insert.Bind(7, _sealer.Message(id, sender, receivers, due, payload));
        _insert.Run();
        if (messages.Length > 1) _open.Add(id, messages.Length);
        if (due is { } set) _nextDue.Set(set);
    }

    private ReadOnlySpan<byte> Join(ReadOnlySpan<NewMessage> messages)
    {
        var length = 0;
        foreach (var message in messages)
        {
            length += Encoding.UTF8.GetBytes(message.Receiver.Value, _receivers.AsSpan(length));
            _receivers[length++] = ReceiverEnd;
        }

        return _receivers.AsSpan(0, length - 1);
    }

    private void OpenAll(SqliteConnection connection)
    {
        using var rows = new Statement(connection, "SELECT id, count FROM outbox WHERE count <> 1 ORDER BY id");
        while (rows.Step())
        {
            var (id, count) = (rows.Long(0), rows.Long(1));
            if (count is < 1 or > MessagesPerRowMax)
                throw new DamageException($"message {id} of the outbox is not as it was written");
            _open.Add(id, (int)count);
        }

        _open.Commit();
    }
}
