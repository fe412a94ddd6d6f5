using System.Threading.Channels;
using Npgsql;
using Solidarity.Benchmarks.Postgres;

namespace Solidarity.Benchmarks.Storm;

/// <summary>
/// The storm as a good engineer would put it into PostgreSQL: see Books.sql. A pledge is one call of one function, so
/// one transaction and one round trip, prepared once on each connection. What could be foreign keys is checked by the
/// function or left out, in the peer's favour.
/// </summary>
internal sealed class PostgresBooks(PostgresServer server, int sections, int boardRows) : IAsyncDisposable
{
    private const int Storm = 1;

    /// <summary>A strike that is pledged to before the clock runs, so that every connection has its plans and the
    /// tables are in memory; by sections that are not in the storm.</summary>
    private const int WarmUp = 2;

    private const int WarmUpPledges = 50;

    /// <summary>What a service pledges over, each with its connection; whoever takes one puts it back.</summary>
    private readonly Channel<NpgsqlCommand> _commands = Channel.CreateUnbounded<NpgsqlCommand>();

    public async Task PrepareAsync(int connections)
    {
        var warmUp = connections * WarmUpPledges;
        await using var schema = typeof(PostgresBooks).Assembly.GetManifestResourceStream("Books.sql")!;
        await server.RunAsync(await new StreamReader(schema).ReadToEndAsync());
        await server.RunAsync(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO strikes VALUES ({Storm}, true), ({WarmUp}, true);
            INSERT INTO sections SELECT i, 'section-' || i, 10000, 0 FROM generate_series(0, {sections + warmUp - 1}) i;
            INSERT INTO inbox SELECT {Storm}, i, false FROM generate_series(0, {sections - 1}) i;
            INSERT INTO inbox
              SELECT {WarmUp}, i, false FROM generate_series({sections}, {sections + warmUp - 1}) i;
            INSERT INTO board SELECT strike, i, 0, 0
            FROM generate_series(0, {boardRows - 1}) i, (VALUES (1), (2)) s (strike);
            """));
        await server.RunAsync("VACUUM ANALYZE");
        await PledgeAsync(connections, WarmUp, sections, sections + warmUp);
        await server.RunAsync("CHECKPOINT");
    }

    /// <summary>Every section pledges once, over all connections at the same time.</summary>
    public Task<Latencies> PledgeAsync(int connections) => PledgeAsync(connections, Storm, 0, sections);

    /// <summary>Gets ready to pledge over so many connections for a service's callers.</summary>
    public async Task ConnectAsync(int connections)
    {
        for (var number = 0; number < connections; number++)
            await _commands.Writer.WriteAsync(
                Command(await server.Source.OpenConnectionAsync(), Storm, number % boardRows));
    }

    /// <summary>One pledge, as soon as a connection is free.</summary>
    /// <returns>Its place among all answered requests.</returns>
    public async Task<long> PledgeAsync(Guid request, int section, byte[] content, V1.PledgeRequest pledge)
    {
        var command = await _commands.Reader.ReadAsync();
        try
        {
            var values = command.Parameters;
            (values[0].Value, values[1].Value, values[4].Value) = (request, section, content);
            (values[5].Value, values[6].Value) = (pledge.PledgeId, (short)pledge.Kind);
            (values[7].Value, values[8].Value) = (pledge.Amount.MinorUnits, pledge.Authority);
            return (long)(await command.ExecuteScalarAsync())!;
        }
        finally
        {
            await _commands.Writer.WriteAsync(command);
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_commands.Reader.TryRead(out var command))
        {
            await command.Connection!.DisposeAsync();
            await command.DisposeAsync();
        }
    }

    /// <summary>Every pledge stands on the board, once, and the books balance.</summary>
    public async Task CheckAsync()
    {
        await using var command = server.Source.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT (SELECT sum(pledges) FROM board WHERE strike = {Storm}) = {sections}
               AND (SELECT sum(pledged) FROM board WHERE strike = {Storm}) = {sections * StormClients.PledgeMinor}
               AND (SELECT sum(minor) FROM postings) = 0
               AND (SELECT count(*) FROM aid WHERE strike = {Storm}) = {sections}
            """));
        if (await command.ExecuteScalarAsync() is not true)
            throw new InvalidOperationException("the peer's board does not have every pledge once");
    }

    private async Task<Latencies> PledgeAsync(int connections, int strike, int from, int to)
    {
        var latencies = new Latencies(to - from);
        var next = from - 1;
        // Threads of their own that wait: with so few connections that costs the peer least.
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Factory.StartNew(() =>
        {
            using var connection = server.Source.OpenConnection();
            using var command = Command(connection, strike, number % boardRows);
            int section;
            while ((section = Interlocked.Increment(ref next)) < to)
            {
                var startedAt = Stopwatch.GetTimestamp();
                command.Parameters[0].Value = Guid.CreateVersion7();
                command.Parameters[1].Value = section;
                command.ExecuteNonQuery();
                latencies.Note(section - from, startedAt);
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return latencies;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, int strike, int row)
    {
        var command = new NpgsqlCommand("SELECT pledge($1, $2, $3, $4, $5, $6, $7, $8, $9)", connection);
        object[] values =
        [
            Guid.Empty, 0, strike, row, new byte[16], StormClients.PledgeId, (short)1, StormClients.PledgeMinor,
            StormClients.Authority,
        ];
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.Prepare();
        return command;
    }
}
