using System.Text;
using Microsoft.Data.Sqlite;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Storage.Tests;

/// <summary>Changes a closed journal behind its back, with the ordinary SQLite client and not the journal's own code.
/// </summary>
internal static class Tampering
{
    /// <returns>How many rows were changed.</returns>
    internal static int Execute(string database, string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command.ExecuteNonQuery();
    }

    internal static object? Ask(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Everything that the file says, row by row: files with the same text hold the same journal.</summary>
    internal static string Dump(string database)
    {
        using var connection = Open(database);
        var text = new StringBuilder();
        foreach (var pragma in (string[])["application_id", "user_version", "encoding"])
            text.AppendLine(Rows(connection, $"PRAGMA {pragma}"));
        foreach (var (table, columns) in Columns)
        {
            var values = columns.Split(' ').Select(name => $"typeof({name}) || ' ' || hex({name})");
            text.AppendLine(table);
            text.AppendLine(Rows(connection, $"SELECT {string.Join(" || ' ' || ", values)} FROM {table} ORDER BY 1"));
        }

        return text.ToString();
    }

    /// <summary>Writes a head for these values with a seal that fits, as a careful forger would.</summary>
    internal static void ForgeHead(string database, long position, byte[] hash, long messages)
    {
        using var sealer = new Sealer();
        var seal = new byte[Hash256.Bytes];
        sealer.Head(position, Hash256.Read(hash), messages).Write(seal);
        Execute(
            database,
            "UPDATE head SET position = $position, hash = $hash, messages = $messages, seal = $seal",
            ("$position", position),
            ("$hash", hash),
            ("$messages", messages),
            ("$seal", seal));
    }

    /// <summary>Computes every hash anew, so that the chain fits what was changed.</summary>
    internal static void ForgeChain(string database)
    {
        using var chain = new HashChain();
        var entries = ReadLinks(database);
        var hash = default(Hash256);
        var bytes = new byte[Hash256.Bytes];
        var further = new byte[JournalLimits.AnswersPerEntryMax * FurtherAnswers.BytesEach];
        foreach (var (entry, stream) in entries)
        {
            hash = chain.Next(hash, new ChainLink
            {
                Position = entry.Position,
                Stream = Encoding.UTF8.GetBytes(stream),
                Version = entry.Version,
                Command = entry.Command,
                Content = entry.Content,
                At = entry.At.ToUnixTimeMilliseconds(),
                Body = entry.Body.Span,
                Further = FurtherAnswers.Write(entry.Further, further),
            });
            hash.Write(bytes);
            Execute(
                database,
                "UPDATE entries SET hash = $hash WHERE position = $position",
                ("$hash", bytes),
                ("$position", entry.Position));
        }

        ForgeHead(database, entries.Count, bytes, (long)Ask(database, "SELECT messages FROM head")!);
    }

    private static readonly (string Table, string Columns)[] Columns =
    [
        ("streams", "id name"),
        ("entries", "position stream version command content at body hash further"),
        ("answers", "message position"),
        ("outbox", "id count sender receivers due payload seal"),
        ("snapshots", "stream version format state seal"),
        ("head", "id position hash messages seal"),
    ];

    private static List<(Entry Entry, string Stream)> ReadLinks(string database)
    {
        using var connection = Open(database);
        using var rows = new EntryRows(connection);
        return [.. rows.OfAll(0, 1000, CancellationToken.None).Select(entry => (entry, entry.Stream.Value))];
    }

    private static string Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new StringBuilder();
        while (reader.Read()) rows.AppendLine(reader.GetString(0));
        return rows.ToString();
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False;Foreign Keys=False");
        connection.Open();
        return connection;
    }
}
