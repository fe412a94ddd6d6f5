using Solidarity.Server.Tests.Hostile;

namespace Solidarity.Benchmarks.Hostile;

/// <summary>
/// How long honest members wait for the answers to their pledges while strangers do the worst that ordinary requests
/// allow (the strangers of the hostile-neighbour test). Each pledge is honoured at once, so its money moves meanwhile.
/// The peer is the same pledges with no strangers. Strangers, members and service share the process and its cores.
/// </summary>
internal sealed class HostileBenchmark : Benchmark
{
    private const int Callers = 4;
    private const int PledgesPerSecond = 200;

    /// <summary>Decides the order of the attacks; the same in all runs, so that runs can be compared.</summary>
    private const int Seed = 1868;

    public override string Name => "hostile";

    public override string Description => "pledges of honest members while strangers attack";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new("hostile-pledge-p99", "ms", IsRate: false),
        new("hostile-pledge-p50", "ms", IsRate: false),
        new("hostile-attacks", "requests/s", IsRate: true, IsCompared: false),
        new("hostile-journal", "bytes/request", IsRate: false, IsCompared: false),
    ];

    public override string PeerName => "the same pledges with no strangers";

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["pledges"] = Pledges(scale),
        ["pledgesPerSecond"] = PledgesPerSecond,
        ["callers"] = Callers,
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        await using var host = await HonestHost.StartAsync();
        await host.PledgeAsync(Pledges(scale) / 4, PledgesPerSecond);
        var before = host.JournalBytes;
        using var strangers = new Strangers(host.Address, HonestHost.Victims, Seed);
        using var end = new CancellationTokenSource();
        var attack = strangers.RunAsync(int.MaxValue, Callers, end.Token);
        var latencies = await host.PledgeAsync(Pledges(scale), PledgesPerSecond);
        await end.CancelAsync();
        await attack;
        await host.CheckAsync();
        var requests = strangers.Answers.Values.Sum();
        return
        [
            latencies.P99Ms, latencies.P50Ms, requests / ((double)Pledges(scale) / PledgesPerSecond),
            (double)(host.JournalBytes - before) / requests,
        ];
    }

    public override async Task<double[]> RunPeerAsync(Scale scale)
    {
        await using var host = await HonestHost.StartAsync();
        await host.PledgeAsync(Pledges(scale) / 4, PledgesPerSecond);
        var latencies = await host.PledgeAsync(Pledges(scale), PledgesPerSecond);
        await host.CheckAsync();
        return [latencies.P99Ms, latencies.P50Ms];
    }

    private static int Pledges(Scale scale) => scale == Scale.Full ? 4_000 : 200;
}
