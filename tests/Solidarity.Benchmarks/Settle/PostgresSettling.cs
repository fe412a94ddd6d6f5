using Npgsql;
using Solidarity.Benchmarks.Postgres;

namespace Solidarity.Benchmarks.Settle;

/// <summary>
/// Holding and settling as a good engineer would put them into PostgreSQL: see Settling.sql. The way is known, all
/// bodies are in one database, and all hops of a transfer go in one transaction, which no two of our bodies have.
/// </summary>
internal sealed class PostgresSettling(PostgresServer server, Roads roads, int sections)
{
    private const int Storm = 1;

    /// <summary>A strike that the connections settle to before the clock runs, by sections that are not counted.
    /// </summary>
    private const int WarmUp = 2;
    private const int WarmUpPledges = 50;
    private const int BoardRows = 16;

    private int Striking => sections + 1_000_000;

    public async Task PrepareAsync(int connections)
    {
        var warmUp = connections * WarmUpPledges;
        await using var schema = typeof(PostgresSettling).Assembly.GetManifestResourceStream("Settling.sql")!;
        await server.RunAsync(await new StreamReader(schema).ReadToEndAsync());
        await server.RunAsync(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO treasuries SELECT i, 10000, 0 FROM generate_series(0, {sections + warmUp - 1}) i;
            INSERT INTO treasuries VALUES ({Striking}, 0, 0);
            INSERT INTO board SELECT strike, i, 0
            FROM generate_series(0, {BoardRows - 1}) i, (VALUES ({Storm}), ({WarmUp})) s (strike);
            """));
        await CorridorsAsync(sections + warmUp);
        await server.RunAsync("VACUUM ANALYZE");
        await SettleAsync(connections, WarmUp, sections, sections + warmUp);
        await server.RunAsync("CHECKPOINT");
    }

    /// <summary>Every section pledges once and its money arrives, over all connections at the same time.</summary>
    public Task SettleAsync(int connections) => SettleAsync(connections, Storm, 0, sections);

    /// <summary>All of it has arrived, once, nothing is held, and the books balance.</summary>
    public async Task CheckAsync()
    {
        await using var command = server.Source.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT (SELECT sum(received) FROM board WHERE strike = {Storm}) = {sections * SettleWorld.PledgeMinor}
               AND (SELECT count(*) FROM transfers WHERE strike = {Storm} AND state = 2) = {sections}
               AND (SELECT count(*) FROM holds) = 0 AND (SELECT sum(held) FROM treasuries) = 0
               AND (SELECT sum(minor) FROM postings) = 0
            """));
        if (await command.ExecuteScalarAsync() is not true)
            throw new InvalidOperationException("the peer's board does not have every pledge once");
    }

    // A section's own corridor has its number; those between carriers come after them.
    private async Task CorridorsAsync(int all)
    {
        await using var connection = await server.Source.OpenConnectionAsync();
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY corridors (id, from_treasury, to_treasury, capacity, taken) FROM STDIN (FORMAT BINARY)");
        var seen = new HashSet<int>();
        for (var section = 0; section < all; section++)
        {
            var (way, from) = (WayOf(section, all), section);
            foreach (var (corridor, to) in way.Zip(TreasuriesOf(section)))
            {
                if (seen.Add(corridor))
                    await rows.WriteRowAsync(default, corridor, from, to, long.MaxValue / 2, 0L);
                from = to;
            }
        }
        await rows.CompleteAsync();
    }

    private IEnumerable<int> TreasuriesOf(int section) =>
        [.. roads.Of(section).Select((number, tier) => Striking + 1 + (tier * 1_000) + number), Striking];

    private int[] WayOf(int section, int all)
    {
        int[] carriers = [.. roads.Of(section)];
        return
        [
            section,
            .. carriers.Select((from, tier) =>
                all + (tier * 1_000_000) + (from * 1_000) + (tier + 1 < carriers.Length ? carriers[tier + 1] : 0)),
        ];
    }

    private async Task SettleAsync(int connections, int strike, int from, int to)
    {
        var next = from - 1;
        var all = sections + (connections * WarmUpPledges);
        // Threads of their own that wait: with so few connections that costs the peer least.
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Factory.StartNew(() =>
        {
            using var connection = server.Source.OpenConnection();
            using var hold = Prepare(connection, "SELECT hold($1, $2, $3, $4, $5, $6, $7)",
                Guid.Empty, new byte[16], 0, strike, SettleWorld.PledgeMinor, "general meeting of 23 March",
                new int[roads.Hops]);
            using var settle = Prepare(connection, "SELECT settle($1, $2)", 0L, number % BoardRows);
            int section;
            while ((section = Interlocked.Increment(ref next)) < to)
            {
                hold.Parameters[0].Value = Guid.CreateVersion7();
                hold.Parameters[2].Value = section;
                hold.Parameters[6].Value = WayOf(section, all);
                settle.Parameters[0].Value = hold.ExecuteScalar();
                settle.ExecuteNonQuery();
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    private static NpgsqlCommand Prepare(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.Prepare();
        return command;
    }
}
