using System.Text;
using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Storage.Backups;

/// <summary>Reads all messages of a journal that wait, alarms too, as the file has them: of rows of several all, as
/// when the journal is opened.</summary>
internal static class OutboxScan
{
    /// <summary>What waits, in parts of about <see cref="EntryScan.BlockBytes"/>; one empty part where nothing does.
    /// </summary>
    /// <param name="lastId">The last id that was given.</param>
    /// <exception cref="DamageException">A message is not as it was written.</exception>
    internal static IEnumerable<LogWrite.Outbox> Read(SqliteConnection connection, long lastId)
    {
        using var sealer = new Sealer();
        using var rows = new Statement(connection, $"SELECT {JournalSchema.OutboxColumns} FROM outbox ORDER BY id");
        var messages = ImmutableArray.CreateBuilder<OutboxMessage>();
        var (isFirst, bytes) = (true, 0);
        while (rows.Step())
        {
            if (!OutboxRows.IsAsWritten(rows, sealer))
                throw new DamageException($"message {rows.Long(0)} of the outbox is not as it was written");
            bytes += ReadRow(rows, messages);
            if (bytes < EntryScan.BlockBytes) continue;
            yield return new LogWrite.Outbox(isFirst, lastId, messages.ToImmutable());
            (isFirst, bytes) = (false, 0);
            messages.Clear();
        }

        if (isFirst || messages.Count > 0) yield return new LogWrite.Outbox(isFirst, lastId, messages.ToImmutable());
    }

    /// <returns>How many bytes it has.</returns>
    private static int ReadRow(Statement row, ImmutableArray<OutboxMessage>.Builder messages)
    {
        var (id, sender, due) = (row.Long(0), new StreamName(row.Text(2)), Milliseconds.ToTime(row.NullableLong(4)));
        // One memory for all of a row says that they share it, and nobody else does: also where it is empty.
        var payload = row.Bytes(5) is { IsEmpty: false } bytes ? bytes.ToArray() : new byte[1].AsMemory(0, 0);
        var receivers = row.Bytes(3);
        foreach (var line in receivers.Split(OutboxTable.ReceiverEnd))
        {
            var receiver = new StreamName(Encoding.UTF8.GetString(receivers[line]));
            messages.Add(new OutboxMessage(id++, sender, receiver, payload, due));
        }

        return payload.Length + receivers.Length;
    }
}
