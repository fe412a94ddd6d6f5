using Solidarity.Benchmarks.Postgres;

namespace Solidarity.Benchmarks.Storm;

/// <summary>The storm without gRPC and its client: what is between it and the storm is what the wire costs. The peer is
/// PostgreSQL without a service in front of it.</summary>
internal sealed class StormAtGrainsBenchmark : Benchmark
{
    private const int PeerBoardRows = 16;

    public override string Name => "storm-grains";

    public override string Description => "10,000 sections pledge at once to one strike, at their grains";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new("storm-grains", "pledges/s", IsRate: true),
        new("storm-grains-board", "pledges/s until the board has all", IsRate: true),
        new("storm-grains-processor", "us of processor time a pledge", IsRate: false, IsCompared: false),
        new("storm-grains-allocated", "bytes a pledge", IsRate: false, IsCompared: false),
    ];

    public override string PeerName => $"{PostgresServer.Name}, one prepared call of a PL/pgSQL function a pledge";

    public override string? PeerMissing => PostgresServer.Missing;

    public override int WarmUps => StormScale.WarmUps;

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["sections"] = StormScale.Sections(scale),
        ["inFlight"] = InFlight(scale),
        ["peerConnections"] = StormScale.PeerConnections,
        ["peerBoardRows"] = PeerBoardRows,
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        var sections = StormScale.Sections(scale);
        await using var host = await StormHost.StartAsync(sections, connections: 1);
        var cost = Cost.Begin();
        var watch = Stopwatch.StartNew();
        await host.PledgeAtGrainsAsync(InFlight(scale));
        var answered = watch.Elapsed.TotalSeconds;
        await host.QuietAsync();
        var shown = watch.Elapsed.TotalSeconds;
        var (processorUs, bytes) = cost.Each(sections);
        await host.CheckAsync();
        return [sections / answered, sections / shown, processorUs, bytes];
    }

    public override async Task<double[]> RunPeerAsync(Scale scale)
    {
        var sections = StormScale.Sections(scale);
        await using var server = await PostgresServer.StartAsync(StormScale.PeerConnections);
        await using var books = new PostgresBooks(server, sections, PeerBoardRows);
        await books.PrepareAsync(StormScale.PeerConnections);
        var watch = Stopwatch.StartNew();
        await books.PledgeAsync(StormScale.PeerConnections);
        var rate = sections / watch.Elapsed.TotalSeconds;
        await books.CheckAsync();
        return [rate, rate];
    }

    private static int InFlight(Scale scale) => StormScale.Connections(scale) * StormScale.InFlight;
}
