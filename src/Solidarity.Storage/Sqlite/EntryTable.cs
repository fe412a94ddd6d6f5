using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Writes entries.</summary>
internal sealed class EntryTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(
        connection,
        """
        INSERT INTO entries (position, stream, version, command, content, at, body, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);

    private readonly Statement _removeFrom = new(connection, "DELETE FROM entries WHERE position >= ?1");

    /// <returns>False where the command, or the stream's version, has an entry; nothing was written then.</returns>
    internal bool TryInsert(long stream, in ChainLink link, Hash256 hash)
    {
        _insert.Bind(1, link.Position);
        _insert.Bind(2, stream);
        _insert.Bind(3, link.Version);
        _insert.Bind(4, link.Command.Value);
        _insert.Bind(5, link.Content.Value);
        _insert.Bind(6, link.At);
        _insert.BindText(7, link.Body);
        _insert.Bind(8, hash);
        return _insert.TryRun();
    }

    internal void RemoveFrom(long position)
    {
        _removeFrom.Bind(1, position);
        _removeFrom.Run();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _removeFrom.Dispose();
    }
}
