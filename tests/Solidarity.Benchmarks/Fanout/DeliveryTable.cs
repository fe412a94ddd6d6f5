using Microsoft.Data.Sqlite;
using Solidarity.Domain.Bodies;

namespace Solidarity.Benchmarks.Fanout;

/// <summary>The fan-out as a service without grains or journal might do it: who is told what, a row for each.</summary>
internal sealed class DeliveryTable : IDisposable
{
    private const string Payload = """
        {"command":"learn-call","call":{"strike":"the-strike","section":"section-0","number":1,"scope":"international",
        "asks":"money for bread and coal","need":{"minor":5000000,"currency":"CHF"},"facts":{"trade":"masons",
        "locality":"Geneva","country":"CH","employers":[],"demands":"ten hours","strikers":3000,"start":"1868-03-23"}}}
        """;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("solidarity-benchmark-");
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public DeliveryTable()
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "plain.db")};Pooling=False");
        _connection.Open();
        using var create = _connection.CreateCommand();
        create.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE deliveries (id INTEGER PRIMARY KEY, federation TEXT, section TEXT, payload TEXT);
            CREATE UNIQUE INDEX deliveries_by_section ON deliveries (section, federation);
            """;
        create.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO deliveries (federation, section, payload) VALUES ($from, $to, $payload)";
        _insert.Parameters.AddWithValue("$from", "");
        _insert.Parameters.AddWithValue("$to", "");
        _insert.Parameters.AddWithValue("$payload", Payload);
        _insert.Prepare();
    }

    public void Relay(FederationId federation, List<Address> members)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        _insert.Parameters["$from"].Value = federation.Value;
        foreach (var member in members)
        {
            _insert.Parameters["$to"].Value = member.ToString();
            _insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }
}
