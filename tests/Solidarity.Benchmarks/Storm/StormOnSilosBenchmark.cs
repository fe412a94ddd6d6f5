using Solidarity.Grains.Clusters;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;

namespace Solidarity.Benchmarks.Storm;

/// <summary>The storm on the silos of a cluster, whose journal is in Azurite, beside the same storm on one service with
/// SQLite alone. Silos, Azurite and clients share the machine, and each silo keeps a replica and a world of its own:
/// the ratio is what a cluster costs on one machine, and not what it gains on several.</summary>
internal sealed class StormOnSilosBenchmark(int silos) : Benchmark
{
    public override string Name => $"storm-silos-{silos}";

    public override string Description =>
        $"the storm on {silos} silo(s) of a cluster over Azurite (peer: one service with SQLite)";

    public override IReadOnlyList<Figure> Figures =>
    [
        new(Name, "pledges/s", IsRate: true),
        new($"{Name}-board", "pledges/s until the board has all", IsRate: true),
        new($"{Name}-p50", "ms", IsRate: false),
        new($"{Name}-p99", "ms", IsRate: false),
        new($"{Name}-block", "answers committed together, on the average", IsRate: true),
        new($"{Name}-block-p50", "ms until they are committed", IsRate: false),
        new($"{Name}-block-p99", "ms until they are committed", IsRate: false),
    ];

    public override string PeerName => "one service with SQLite";

    public override string? PeerMissing => NodeTools.Missing;

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["silos"] = silos,
        ["sections"] = StormScale.Sections(scale),
        ["connections"] = StormScale.Connections(scale),
        ["inFlightPerConnection"] = StormScale.InFlight,
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        await using var azurite = await AzuriteServer.StartAsync();
        var cluster = new ClusterSettings(
            AzuriteServer.NewContainer(), StorageAccount.Parse(azurite.ConnectionString));
        var sections = StormScale.Sections(scale);
        await using var host = await StormHost.StartAsync(sections, StormScale.Connections(scale), silos, cluster);
        return await RunAsync(host, sections);
    }

    public override async Task<double[]> RunPeerAsync(Scale scale)
    {
        var sections = StormScale.Sections(scale);
        await using var host = await StormHost.StartAsync(sections, StormScale.Connections(scale));
        return await RunAsync(host, sections);
    }

    private static async Task<double[]> RunAsync(StormHost host, int sections)
    {
        using var blocks = new BlockMeter();
        var watch = Stopwatch.StartNew();
        var latencies = await host.Clients.PledgeAsync(sections, StormScale.InFlight);
        var answered = watch.Elapsed.TotalSeconds;
        await host.QuietAsync();
        var shown = watch.Elapsed.TotalSeconds;
        await host.CheckAsync();
        return
        [
            sections / answered, sections / shown, latencies.P50Ms, latencies.P99Ms, blocks.MeanAnswers, blocks.P50Ms,
            blocks.P99Ms,
        ];
    }
}
