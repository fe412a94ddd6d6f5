using System.Text;
using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Writes snapshots, each in the place of the stream's last one.</summary>
internal sealed class SnapshotTable(SqliteConnection connection) : IDisposable
{
    /// <summary>Ids of streams are above it.</summary>
    private const long NoStream = -1;
    private const int ProbeBytes = 64 * 1024;

    private readonly Sealer _sealer = new();
    private readonly Statement _remove = new(connection, "DELETE FROM snapshots WHERE stream = ?1");
    private readonly Statement _replace = new(
        connection,
        "INSERT OR REPLACE INTO snapshots (stream, version, format, state, seal) VALUES (?1, ?2, ?3, ?4, ?5)");

    internal void Write(long stream, Snapshot snapshot)
    {
        var format = Encoding.UTF8.GetBytes(snapshot.Format);
        _replace.Bind(1, stream);
        _replace.Bind(2, snapshot.Version);
        _replace.BindText(3, format);
        _replace.BindBlob(4, snapshot.State.Span);
        _replace.Bind(5, _sealer.Snapshot(stream, snapshot.Version, format, snapshot.State.Span));
        _replace.Run();
    }

    /// <summary>Writes a snapshot of no stream, and removes it.</summary>
    internal void Probe()
    {
        Write(NoStream, new Snapshot(0, "", new byte[ProbeBytes]));
        _remove.Bind(1, NoStream);
        _remove.Run();
    }

    public void Dispose()
    {
        _replace.Dispose();
        _remove.Dispose();
        _sealer.Dispose();
    }
}

/// <summary>Reads snapshots. One that is not as it was written counts as lost: the stream's entries have it all.
/// Not for several threads at once.</summary>
internal sealed class SnapshotRows(SqliteConnection connection) : IDisposable
{
    private readonly Sealer _sealer = new();
    private readonly Statement _find = new(
        connection,
        """
        SELECT version, format, state, seal, stream FROM snapshots
        WHERE stream = (SELECT id FROM streams WHERE name = ?1)
        """);

    internal Snapshot? Find(StreamName stream)
    {
        try
        {
            _find.BindText(1, stream.Value);
            if (!_find.Step()) return null;
            var seal = _sealer.Snapshot(_find.Long(4), _find.Long(0), _find.Bytes(1), _find.Bytes(2));
            if (!seal.Matches(_find.Bytes(3))) return null;
            return new Snapshot(_find.Long(0), _find.Text(1), _find.Bytes(2).ToArray());
        }
        finally
        {
            _find.Reset();
        }
    }

    public void Dispose()
    {
        _find.Dispose();
        _sealer.Dispose();
    }
}
