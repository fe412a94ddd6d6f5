using Solidarity.Benchmarks.Storm;

namespace Solidarity.Benchmarks.Watch;

/// <summary>
/// One board is asked for again and again while pledges to its strike come in at a steady rate that leaves the service
/// room, as load does in a day's work; <see cref="WatchBenchmark"/> has the same under as much as goes in. Every query
/// sees everything that was answered before it. The peer is the same queries with nobody pledging.
/// </summary>
internal sealed class BoardQueriesBenchmark : Benchmark
{
    private const int PledgesPerSecond = 2_000;
    private const int IdleMs = 3_000;

    public override string Name => "board-queries";

    public override string Description => "queries of one board while 2,000 pledges a second come to its strike";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new("board-queries-p50", "ms", IsRate: false),
        new("board-queries-p99", "ms", IsRate: false),
        new("board-queries-load", "pledges/s", IsRate: true, IsCompared: false),
    ];

    public override string PeerName => "the same queries with nobody pledging";

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["sections"] = StormScale.Sections(scale),
        ["connections"] = StormScale.Connections(scale),
        ["pledgesPerSecond"] = PledgesPerSecond,
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        await using var host = await StartAsync(scale);
        var watch = new Stopwatch();
        var queries = await QueriesDuringAsync(host, async () =>
        {
            watch.Start();
            await host.Clients.PledgeSteadilyAsync(StormScale.Sections(scale), PledgesPerSecond);
            watch.Stop();
        });
        await host.QuietAsync();
        return [queries.P50Ms, queries.P99Ms, StormScale.Sections(scale) / watch.Elapsed.TotalSeconds];
    }

    public override async Task<double[]> RunPeerAsync(Scale scale)
    {
        await using var host = await StartAsync(scale);
        var queries = await QueriesDuringAsync(host, () => Task.Delay(IdleMs));
        return [queries.P50Ms, queries.P99Ms];
    }

    private static Task<StormHost> StartAsync(Scale scale) =>
        StormHost.StartAsync(StormScale.Sections(scale), StormScale.Connections(scale));

    private static async Task<Latencies> QueriesDuringAsync(StormHost host, Func<Task> load)
    {
        var queries = new BoardQueries(host);
        using var end = new CancellationTokenSource();
        var asking = queries.AskAsync(end.Token);
        await load();
        await end.CancelAsync();
        await asking;
        return queries.Queries;
    }
}
