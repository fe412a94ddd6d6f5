using System.Text;
using Microsoft.Data.Sqlite;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>All that a replica says: the rows of its entries with their hashes, and what waits in its outbox, as the
/// journal reads it.</summary>
internal sealed record ReplicaImage(ImmutableArray<string> Entries, ImmutableArray<string> Waiting)
{
    private const int PageEntries = 2_000;

    public static async Task<ReplicaImage> ReadAsync(string folder)
    {
        await using var journal = SqliteJournal.OpenReadOnly(folder);
        var waiting = new List<string>();
        for (long after = 0; await journal.PendingAsync(after, PageEntries) is { Count: > 0 } page; after = page[^1].Id)
            foreach (var message in page)
                // One of several that lie in one row may have been answered already.
                if (await journal.FindAsync(CommandId.FromMessage(message.Id)) is null)
                    waiting.Add(Text(message));
        DueMark? mark = null;
        while (await journal.DueAsync(DateTimeOffset.MaxValue, PageEntries, mark) is { Count: > 0 } alarms)
        {
            waiting.AddRange(alarms.Select(Text));
            mark = new DueMark(alarms[^1].Due!.Value, alarms[^1].Id);
        }
        return new ReplicaImage([.. Rows(folder)], [.. waiting.Order(StringComparer.Ordinal)]);
    }

    /// <returns>Null where both say the same.</returns>
    public string? DifferenceTo(ReplicaImage other)
    {
        for (var i = 0; i < Math.Max(Entries.Length, other.Entries.Length); i++)
            if (Entries.ElementAtOrDefault(i) is var mine && other.Entries.ElementAtOrDefault(i) is var theirs
                && mine != theirs)
                return $"entry {i + 1} of {Entries.Length} and {other.Entries.Length} differs:\n{mine}\n{theirs}";
        var only = Waiting.Except(other.Waiting).Select(message => $"only here: {message}")
            .Concat(other.Waiting.Except(Waiting).Select(message => $"only there: {message}")).ToList();
        return only.Count == 0 ? null : $"the outboxes differ:\n{string.Join('\n', only.Take(5))}";
    }

    private static string Text(OutboxMessage message) => string.Create(
        CultureInfo.InvariantCulture, $"{message.Id} {message.Sender} {message.Receiver} {message.Due:O} ")
        + Encoding.UTF8.GetString(message.Payload.Span);

    /// <summary>Each row as it stands in the file, whatever columns there are.</summary>
    private static IEnumerable<string> Rows(string folder)
    {
        var path = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "journal.db"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        using var connection = new SqliteConnection(path.ConnectionString);
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT * FROM entries JOIN streams ON streams.id = entries.stream ORDER BY position";
        using var rows = query.ExecuteReader();
        while (rows.Read())
            yield return string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            }));
    }
}
