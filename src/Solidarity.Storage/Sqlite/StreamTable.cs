using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Solidarity.Storage.Sqlite;

/// <summary>What the writer knows of a stream. The version moves with each entry that is written.</summary>
internal sealed class StreamState(long id, byte[] name, long version)
{
    internal long Id { get; } = id;

    /// <summary>The name in UTF-8.</summary>
    internal byte[] Name { get; } = name;

    internal long Version { get; set; } = version;
}

/// <summary>The writer's view of the streams: most are answered from memory, the others from the tables.</summary>
internal sealed class StreamTable(SqliteConnection connection) : IDisposable
{
    /// <summary>About 200 bytes each.</summary>
    private const int StreamsCachedMax = 200_000;

    private readonly RecentCache<StreamName, StreamState> _cache = new(StreamsCachedMax);
    private readonly Statement _find = new(
        connection,
        "SELECT id, (SELECT coalesce(max(version), 0) FROM entries WHERE stream = id) FROM streams WHERE name = ?1");
    private readonly Statement _add = new(connection, "INSERT INTO streams (name) VALUES (?1)");
    private readonly Statement _remove = new(connection, "DELETE FROM streams WHERE id = ?1");

    internal StreamState? Find(StreamName name)
    {
        if (_cache.TryGet(name, out var known)) return known;
        var utf8 = Encoding.UTF8.GetBytes(name.Value);
        _find.BindText(1, utf8);
        var found = _find.Step() ? new StreamState(_find.Long(0), utf8, _find.Long(1)) : null;
        _find.Reset();
        if (found is not null) _cache.Add(name, found);
        return found;
    }

    internal StreamState Add(StreamName name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name.Value);
        _add.BindText(1, utf8);
        _add.Run();
        var added = new StreamState(raw.sqlite3_last_insert_rowid(connection.Handle), utf8, version: 0);
        _cache.Add(name, added);
        return added;
    }

    internal void Remove(StreamName name, StreamState stream)
    {
        _remove.Bind(1, stream.Id);
        _remove.Run();
        _cache.Remove(name);
    }

    /// <summary>After a rollback nothing that was kept in memory can be relied on.</summary>
    internal void Forget() => _cache.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _remove.Dispose();
    }
}
