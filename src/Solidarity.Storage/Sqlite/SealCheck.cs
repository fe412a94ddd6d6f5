using System.Text;
using Microsoft.Data.Sqlite;
using static Solidarity.Storage.Sqlite.VerificationFaultKind;

namespace Solidarity.Storage.Sqlite;

/// <summary>Holds the messages that wait and the snapshots against their seals.</summary>
internal static class SealCheck
{
    internal static VerificationFault? FirstFault(SqliteConnection connection)
    {
        using var sealer = new Sealer();
        return Messages(connection, sealer) ?? Snapshots(connection, sealer);
    }

    private static VerificationFault? Messages(SqliteConnection connection, Sealer sealer)
    {
        using var head = new HeadTable(connection);
        var lastId = head.Read().Messages;
        using var row = new Statement(connection, $"SELECT {JournalSchema.OutboxColumns} FROM outbox ORDER BY id");
        while (row.Step())
        {
            var id = row.Long(0);
            if (!OutboxRows.IsAsWritten(row, sealer))
                return new(MessageDiffers, null, $"message {id}, which waits, is not as it was written");
            if (id < 1 || id + row.Long(1) - 1 > lastId)
                return new(MessageDiffers, null, $"message {id} waits, but ids were given from 1 to {lastId} only");
        }

        return null;
    }

    private static VerificationFault? Snapshots(SqliteConnection connection, Sealer sealer)
    {
        using var row = new Statement(
            connection,
            """
            SELECT p.stream, p.version, p.format, p.state, p.seal, s.name,
              (SELECT coalesce(max(version), 0) FROM entries AS e WHERE e.stream = p.stream)
            FROM snapshots AS p LEFT JOIN streams AS s ON s.id = p.stream
            ORDER BY p.stream
            """);
        while (row.Step())
        {
            var seal = sealer.Snapshot(row.Long(0), row.Long(1), row.Bytes(2), row.Bytes(3));
            var name = Encoding.UTF8.GetString(row.Bytes(5));
            if (!seal.Matches(row.Bytes(4)))
                return new(SnapshotDiffers, null, $"the snapshot of {name} is not as it was written");
            if (row.Long(1) > row.Long(6))
            {
                return new(SnapshotDiffers, null, $"the snapshot of {name} is of version {row.Long(1)}, "
                    + $"but the stream ends at {row.Long(6)}");
            }
        }

        return null;
    }
}
