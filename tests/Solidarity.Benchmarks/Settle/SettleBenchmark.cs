using Solidarity.Benchmarks.Journal;
using Solidarity.Benchmarks.Postgres;
using Solidarity.Benchmarks.Storm;

namespace Solidarity.Benchmarks.Settle;

/// <summary>
/// Every section pledges to one strike and its money goes there over several treasuries, until all of it has arrived;
/// at the grains, without gRPC, each step durable. The peer holds and then settles in PostgreSQL.
/// </summary>
/// <param name="name">The benchmark's name.</param>
/// <param name="roads">Which way the money goes.</param>
internal sealed class SettleBenchmark(string name, Roads roads) : Benchmark
{
    /// <summary>Pledges whose answer is waited for at the same time.</summary>
    private const int InFlight = 256;
    private const int SectionsSmoke = 100;
    private const int SectionsFull = 10_000;

    public override string Name => name;

    public override string Description => $"10,000 sections' pledges settled over {roads.Hops} hops, {roads.Says}";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new(name, "settled pledges/s", IsRate: true),
        new($"{name}-processor", "us of processor time a pledge", IsRate: false, IsCompared: false),
        new($"{name}-entries", "entries of the journal a pledge", IsRate: false, IsCompared: false),
        new($"{name}-journal", "bytes of the journal a pledge", IsRate: false, IsCompared: false),
    ];

    public override string PeerName =>
        $"{PostgresServer.Name}, a holding and a settling transaction a pledge, PL/pgSQL, prepared";

    public override string? PeerMissing => PostgresServer.Missing;

    public override int WarmUps => StormScale.WarmUps;

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["sections"] = Sections(scale),
        ["hops"] = roads.Hops,
        ["inFlight"] = InFlight,
        ["peerConnections"] = StormScale.PeerConnections,
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        var sections = Sections(scale);
        await using var host = await ServiceHost.StartAsync();
        var world = new SettleWorld(host, roads, sections);
        await world.BuildAsync();
        var (entries, bytes) = (host.Journal.Position, host.Bytes);
        var cost = Cost.Begin();
        var watch = Stopwatch.StartNew();
        await world.PledgeAsync(InFlight);
        await host.QuietAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        var (processorUs, _) = cost.Each(sections);
        world.Check();
        return
        [
            sections / seconds, processorUs, (double)(host.Journal.Position - entries) / sections,
            (double)(host.Bytes - bytes) / sections,
        ];
    }

    public override async Task<double[]> RunPeerAsync(Scale scale)
    {
        var sections = Sections(scale);
        await using var server = await PostgresServer.StartAsync(StormScale.PeerConnections);
        var books = new PostgresSettling(server, roads, sections);
        await books.PrepareAsync(StormScale.PeerConnections);
        var watch = Stopwatch.StartNew();
        await books.SettleAsync(StormScale.PeerConnections);
        var rate = sections / watch.Elapsed.TotalSeconds;
        await books.CheckAsync();
        return [rate];
    }

    private static int Sections(Scale scale) => scale == Scale.Smoke ? SectionsSmoke : SectionsFull;
}

/// <summary>The ways of a benchmark's money: each section has a corridor to its local federation, and from there it
/// goes on through one carrier of each further tier to the striking section.</summary>
/// <param name="Tiers">How many carriers there are in each tier, the local federations first.</param>
internal sealed record Roads(string Says, params int[] Tiers)
{
    /// <summary>All money goes through one treasury.</summary>
    public static readonly Roads Hub = new("all through one hub", 100, 1);

    /// <summary>No treasury but the last carries more than a tenth of it.</summary>
    public static readonly Roads Spread = new("over spread routes", 100, 40, 10);

    public int Hops => Tiers.Length + 1;

    /// <summary>The carriers that a section's money goes through, one of each tier.</summary>
    public IEnumerable<int> Of(int section) => Tiers.Select(carriers => section % carriers);

    public static string Carrier(int tier, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"carrier-{tier}-{number}");
}
