using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Benchmarks.Storm;
using Solidarity.Storage;

namespace Solidarity.Benchmarks.Watch;

/// <summary>
/// Many watch one strike's board while the storm goes over it, and somebody asks for it again and again. Every board
/// must be newer than the one before and contradict itself nowhere. The lag is that of every entry of the strike for
/// every watcher: from its commit to the first board that has it. The peer is the same storm with nobody watching.
/// </summary>
internal sealed class WatchBenchmark : Benchmark
{
    public override string Name => "watch";

    public override string Description =>
        "1,000 watchers of one board, and queries of it, while 10,000 sections pledge";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new("watch", "pledges/s", IsRate: true),
        new("watch-lag-p50", "ms", IsRate: false, IsCompared: false),
        new("watch-lag-p99", "ms", IsRate: false, IsCompared: false),
        new("watch-lag-max", "ms", IsRate: false, IsCompared: false),
        new("watch-boards", "boards a watcher", IsRate: true, IsCompared: false),
        new("watch-query-p50", "ms", IsRate: false, IsCompared: false),
        new("watch-query-p99", "ms", IsRate: false, IsCompared: false),
        new("watch-query-wait-p50", "ms for the read model to catch up", IsRate: false, IsCompared: false),
        new("watch-query-wait-p99", "ms for the read model to catch up", IsRate: false, IsCompared: false),
    ];

    public override string PeerName => "the same storm with nobody watching";

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["sections"] = StormScale.Sections(scale),
        ["connections"] = StormScale.Connections(scale),
        ["inFlightPerConnection"] = StormScale.InFlight,
        ["watchers"] = Watchers(scale),
        ["watchConnections"] = Connections(scale),
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        await using var host = await StartAsync(scale);
        var channels = Enumerable.Range(0, Connections(scale)).Select(_ => host.Clients.NewChannel()).ToArray();
        try
        {
            return await RunAsync(scale, host, channels);
        }
        finally
        {
            foreach (var channel in channels)
                channel.Dispose();
        }
    }

    public override async Task<double[]> RunPeerAsync(Scale scale)
    {
        await using var host = await StartAsync(scale);
        var rate = await StormAsync(scale, host);
        // As on our side, where the watchers wait for it: a service is not stopped in the middle of its deliveries.
        await host.QuietAsync();
        return [rate];
    }

    private static Task<StormHost> StartAsync(Scale scale) =>
        StormHost.StartAsync(StormScale.Sections(scale), StormScale.Connections(scale));

    private static async Task<double[]> RunAsync(Scale scale, StormHost host, GrpcChannel[] channels)
    {
        var journal = host.Services.GetRequiredService<IJournal>();
        var watchers = Enumerable.Range(0, Watchers(scale))
            .Select(_ => new BoardWatcher(StormScale.Sections(scale))).ToArray();
        var watching = await Task.WhenAll(
            watchers.Select((watcher, i) => watcher.StartAsync(channels[i % channels.Length])));
        var queries = new BoardQueries(host);
        using var end = new CancellationTokenSource();
        using var clock = new CommitClock(journal);
        var before = journal.Position;
        var asking = queries.AskAsync(end.Token);
        var rate = await StormAsync(scale, host);
        await Task.WhenAll(watching);
        await end.CancelAsync();
        await asking;
        var lag = await LagAsync(journal, before, clock.Stop(), watchers);
        return
        [
            rate, lag.P50Ms, lag.P99Ms, lag.MaxMs, watchers.Average(watcher => watcher.Seen.Count),
            queries.Queries.P50Ms, queries.Queries.P99Ms, queries.Waits.P50Ms, queries.Waits.P99Ms,
        ];
    }

    /// <summary>Pledges a second.</summary>
    private static async Task<double> StormAsync(Scale scale, StormHost host)
    {
        var watch = Stopwatch.StartNew();
        await host.Clients.PledgeAsync(StormScale.Sections(scale), StormScale.InFlight);
        return StormScale.Sections(scale) / watch.Elapsed.TotalSeconds;
    }

    private static async Task<Latencies> LagAsync(
        IJournal journal, long after, IReadOnlyList<(long Position, long At)> commits, BoardWatcher[] watchers)
    {
        var entries = await EntriesAsync(journal, after);
        var lag = new Latencies(entries.Count * watchers.Length);
        var committed = FirstWith(entries, commits);
        for (var i = 0; i < watchers.Length; i++)
        {
            var seen = FirstWith(entries, watchers[i].Seen);
            for (var j = 0; j < entries.Count; j++)
                lag.Note((i * entries.Count) + j, committed[j], Math.Max(seen[j], committed[j]));
        }
        return lag;
    }

    /// <summary>The positions of the strike's entries, in order.</summary>
    private static async Task<List<long>> EntriesAsync(IJournal journal, long after)
    {
        var positions = new List<long>();
        for (var version = 0L; ;)
        {
            var page = await journal.ReadStreamAsync(
                new StreamName(StormClients.Strike), version, JournalLimits.PageEntriesMax);
            if (page.Count == 0)
                return positions;
            positions.AddRange(page.Select(entry => entry.Position).Where(position => position > after));
            version += page.Count;
        }
    }

    /// <summary>For each position the time of the first that has it; both are in order.</summary>
    private static long[] FirstWith(List<long> positions, IReadOnlyList<(long Position, long At)> times)
    {
        var next = 0;
        return [.. positions.Select(position =>
        {
            while (times[next].Position < position)
                next++;
            return times[next].At;
        })];
    }

    private static int Watchers(Scale scale) => scale == Scale.Smoke ? 20 : 1_000;

    private static int Connections(Scale scale) => scale == Scale.Smoke ? 2 : 8;
}
