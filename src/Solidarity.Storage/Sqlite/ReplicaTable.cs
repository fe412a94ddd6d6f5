using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>The one row of <c>replica</c>: of which log the journal is a replica, and up to where. A journal that
/// stands alone has no such row.</summary>
internal sealed class ReplicaTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _read = new(connection, "SELECT log, segment, place FROM replica WHERE id = 1");
    private readonly Statement _write = new(
        connection,
        """
        INSERT INTO replica (id, log, segment, place) VALUES (1, ?1, ?2, ?3)
        ON CONFLICT (id) DO UPDATE SET segment = ?2, place = ?3
        """);

    internal (Hash256 Log, LogMark Mark)? Read()
    {
        try
        {
            return _read.Step()
                ? (_read.Hash(0), new LogMark(checked((int)_read.Long(1)), _read.Long(2)))
                : null;
        }
        finally
        {
            _read.Reset();
        }
    }

    internal void Write(Hash256 log, LogMark mark)
    {
        _write.Bind(1, log);
        _write.Bind(2, mark.Segment);
        _write.Bind(3, mark.Offset);
        _write.Run();
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
    }
}
