using Microsoft.Data.Sqlite;

namespace Solidarity.Benchmarks.Journal;

/// <summary>What a service without group commit does: a table, and a durable transaction a command.</summary>
internal sealed class PlainTable : IDisposable
{
    private const string Body =
        """{"events":[{"event":"section.deposited.v1","amount":{"minor":10000,"currency":"CHF"}}]}""";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("solidarity-benchmark-");
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public PlainTable()
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "plain.db")};Pooling=False");
        _connection.Open();
        using var create = _connection.CreateCommand();
        create.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE commands (seq INTEGER PRIMARY KEY, id BLOB UNIQUE, section INTEGER, body TEXT);
            """;
        create.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO commands (id, section, body) VALUES ($id, $section, $body)";
        _insert.Parameters.AddWithValue("$id", Array.Empty<byte>());
        _insert.Parameters.AddWithValue("$section", 0);
        _insert.Parameters.AddWithValue("$body", Body);
        _insert.Prepare();
    }

    public void Insert(UInt128 id, int section)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        _insert.Parameters["$id"].Value = bytes;
        _insert.Parameters["$section"].Value = section;
        _insert.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }
}
