using Solidarity.Benchmarks.Postgres;

namespace Solidarity.Benchmarks.Storm;

/// <summary>
/// Every section pledges to one strike at the same time, over real gRPC, each answered when it is on disk. The peer is
/// called in the same way and does the same with tables in PostgreSQL.
/// </summary>
/// <param name="name">The benchmark's name.</param>
/// <param name="boardRows">How many rows the peer spreads a strike's totals over.</param>
internal sealed class StormBenchmark(string name, int boardRows) : Benchmark
{
    public override string Name => name;

    public override string Description =>
        $"10,000 sections pledge at once to one strike, over gRPC (peer: totals in {boardRows} row(s))";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new(name, "pledges/s", IsRate: true),
        new($"{name}-board", "pledges/s until the board has all", IsRate: true),
        new($"{name}-p50", "ms", IsRate: false),
        new($"{name}-p99", "ms", IsRate: false),
        new($"{name}-processor", "us of processor time a pledge, client included", IsRate: false, IsCompared: false),
        new($"{name}-allocated", "bytes a pledge, client included", IsRate: false, IsCompared: false),
    ];

    public override string PeerName =>
        $"a gRPC service over {PostgresServer.Name}, one prepared call of a PL/pgSQL function a pledge";

    public override string? PeerMissing => PostgresServer.Missing;

    public override int WarmUps => StormScale.WarmUps;

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["sections"] = StormScale.Sections(scale),
        ["connections"] = StormScale.Connections(scale),
        ["inFlightPerConnection"] = StormScale.InFlight,
        ["peerConnections"] = StormScale.PeerConnections,
        ["peerBoardRows"] = boardRows,
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        var sections = StormScale.Sections(scale);
        await using var host = await StormHost.StartAsync(sections, StormScale.Connections(scale));
        var cost = Cost.Begin();
        var watch = Stopwatch.StartNew();
        var latencies = await host.Clients.PledgeAsync(sections, StormScale.InFlight);
        var answered = watch.Elapsed.TotalSeconds;
        await host.QuietAsync();
        var shown = watch.Elapsed.TotalSeconds;
        var (processorUs, bytes) = cost.Each(sections);
        await host.CheckAsync();
        return [sections / answered, sections / shown, latencies.P50Ms, latencies.P99Ms, processorUs, bytes];
    }

    public override async Task<double[]> RunPeerAsync(Scale scale)
    {
        var sections = StormScale.Sections(scale);
        // One connection more, to look at the tables with when all is done.
        await using var server = await PostgresServer.StartAsync(StormScale.PeerConnections + 1);
        await using var books = new PostgresBooks(server, sections, boardRows);
        await books.PrepareAsync(StormScale.PeerConnections);
        await books.ConnectAsync(StormScale.PeerConnections);
        await using var service = await PostgresService.StartAsync(books);
        using var clients = new StormClients([service.Address], StormScale.Connections(scale));
        await clients.ConnectAsync();
        var watch = Stopwatch.StartNew();
        var latencies = await clients.PledgeAsync(sections, StormScale.InFlight);
        var rate = sections / watch.Elapsed.TotalSeconds;
        await books.CheckAsync();
        // Its board is written by the same transaction.
        return [rate, rate, latencies.P50Ms, latencies.P99Ms];
    }
}

/// <summary>The size of a storm.</summary>
internal static class StormScale
{
    /// <summary>How many calls each connection has under way. With more, each waits longer and nothing goes faster:
    /// 256 in all fill the commits as well.</summary>
    public const int InFlight = 4;

    /// <summary>How many connections the peer has to its database.</summary>
    public const int PeerConnections = 16;

    /// <summary>Gives the compiler time: a service that has just started spends a quarter of the processor on it.
    /// </summary>
    public const int WarmUps = 4;

    public static int Sections(Scale scale) => scale == Scale.Smoke ? 200 : 10_000;

    public static int Connections(Scale scale) => scale == Scale.Smoke ? 4 : 64;
}
