using System.Text;
using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Reads messages that wait. A message moves money, so each is held against its seal before it is handed out.
/// Not for several threads at once.</summary>
internal sealed class OutboxRows : IDisposable
{
    private readonly OpenRows? _open;
    private readonly Sealer _sealer = new();
    private readonly Statement _pending;
    private readonly Statement _due;
    private readonly Statement _nextDue;

    /// <param name="connection">To read through.</param>
    /// <param name="open">What the writer knows of rows of several; null where nobody writes, when all wait.</param>
    internal OutboxRows(SqliteConnection connection, OpenRows? open)
    {
        _open = open;
        // The row that holds the next message may begin before it.
        _pending = new Statement(
            connection,
            $"""
            SELECT {JournalSchema.OutboxColumns} FROM outbox
            WHERE id >= coalesce((SELECT max(id) FROM outbox WHERE id <= ?1), ?1) AND due IS NULL ORDER BY id
            """);
        _due = new Statement(
            connection,
            $"""
            SELECT {JournalSchema.OutboxColumns} FROM outbox
            WHERE due <= ?1 AND due >= ?3 AND (due > ?3 OR id > ?4) ORDER BY due, id LIMIT ?2
            """);
        _nextDue = new Statement(connection, "SELECT min(due) FROM outbox WHERE due > ?1");
    }

    internal IReadOnlyList<OutboxMessage> Pending(long afterId, int max)
    {
        _pending.Bind(1, afterId);
        return All(_pending, afterId, max);
    }

    internal IReadOnlyList<OutboxMessage> Due(long until, int max, (long Due, long Id) after)
    {
        _due.Bind(1, until);
        _due.Bind(2, max);
        _due.Bind(3, after.Due);
        _due.Bind(4, after.Id);
        return All(_due, long.MinValue, max);
    }

    internal long? NextDue(long after)
    {
        try
        {
            _nextDue.Bind(1, after);
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

    /// <summary>Whether the row on which a statement of <see cref="JournalSchema.OutboxColumns"/> stands agrees with
    /// its seal, and its count with its receivers.</summary>
    internal static bool IsAsWritten(Statement row, Sealer sealer)
    {
        var receivers = row.Bytes(3);
        var seal = sealer.Message(row.Long(0), row.Bytes(2), receivers, row.NullableLong(4), row.Bytes(5));
        return seal.Matches(row.Bytes(6)) && row.Long(1) == receivers.Count(OutboxTable.ReceiverEnd) + 1;
    }

    private List<OutboxMessage> All(Statement rows, long afterId, int max)
    {
        try
        {
            var messages = new List<OutboxMessage>();
            long bytes = 0;
            while (messages.Count < max && bytes < JournalLimits.PageBytesMax && rows.Step())
            {
                var before = messages.Count;
                Read(rows, afterId, max, messages);
                if (messages.Count > before) bytes += messages[^1].Payload.Length;
            }

            return messages;
        }
        finally
        {
            rows.Reset();
        }
    }

    private void Read(Statement row, long afterId, int max, List<OutboxMessage> messages)
    {
        var id = row.Long(0);
        if (!IsAsWritten(row, _sealer))
            throw new DamageException($"message {id} of the outbox is not as it was written");
        var isShared = row.Long(1) > 1;
        var sender = new StreamName(row.Text(2));
        var due = Milliseconds.ToTime(row.NullableLong(4));
        byte[]? payload = null;
        var receivers = row.Bytes(3);
        foreach (var line in receivers.Split(OutboxTable.ReceiverEnd))
        {
            if (messages.Count == max) return;
            if (id > afterId && (!isShared || _open is null || _open.IsOpen(id)))
            {
                payload ??= row.Bytes(5).ToArray();
                var receiver = new StreamName(Encoding.UTF8.GetString(receivers[line]));
                messages.Add(new OutboxMessage(id, sender, receiver, payload, due));
            }

            id++;
        }
    }
}
