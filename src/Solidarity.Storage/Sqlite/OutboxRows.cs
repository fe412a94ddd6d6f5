using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Reads messages that wait. A message moves money, so each is held against its seal before it is handed out.
/// Not for several threads at once.</summary>
internal sealed class OutboxRows(SqliteConnection connection) : IDisposable
{
    private const string Columns = "id, sender, receiver, due, payload, seal";

    private readonly Sealer _sealer = new();
    private readonly Statement _pending = new(
        connection, $"SELECT {Columns} FROM outbox WHERE id > ?1 AND due IS NULL ORDER BY id LIMIT ?2");

    private readonly Statement _due = new(
        connection, $"SELECT {Columns} FROM outbox WHERE due <= ?1 ORDER BY due, id LIMIT ?2");

    private readonly Statement _nextDue = new(connection, "SELECT min(due) FROM outbox WHERE due IS NOT NULL");

    internal IReadOnlyList<Message> Pending(long afterId, int max)
    {
        _pending.Bind(1, afterId);
        _pending.Bind(2, max);
        return All(_pending);
    }

    internal IReadOnlyList<Message> Due(long until, int max)
    {
        _due.Bind(1, until);
        _due.Bind(2, max);
        return All(_due);
    }

    internal long? NextDue()
    {
        try
        {
            return _nextDue.Step() ? _nextDue.NullableLong(0) : null;
        }
        finally
        {
            _nextDue.Reset();
        }
    }

    public void Dispose()
    {
        _pending.Dispose();
        _due.Dispose();
        _nextDue.Dispose();
        _sealer.Dispose();
    }

    private List<Message> All(Statement rows)
    {
        try
        {
            var messages = new List<Message>();
            while (rows.Step()) messages.Add(Read(rows));
            return messages;
        }
        finally
        {
            rows.Reset();
        }
    }

    private Message Read(Statement row)
    {
        var (id, due) = (row.Long(0), row.NullableLong(3));
        if (row.Hash(5) != _sealer.Message(id, row.Bytes(1), row.Bytes(2), due, row.Bytes(4)))
            throw new DamageException($"message {id} of the outbox is not as it was written");
        return new Message(
            id,
            new StreamName(row.Text(1)),
            new StreamName(row.Text(2)),
            row.Bytes(4).ToArray(),
            Milliseconds.ToTime(due));
    }
}
