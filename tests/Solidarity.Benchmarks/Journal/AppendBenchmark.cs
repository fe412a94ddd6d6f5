using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnTreasury;

namespace Solidarity.Benchmarks.Journal;

/// <summary>
/// Deposits into sections' treasuries, each decided by its grain and answered when it is on disk, from many callers who
/// each wait for their answer. The peer is one SQLite table that the same callers insert into, one durable transaction
/// a command.
/// </summary>
internal sealed class AppendBenchmark(string name, int sections, string description) : Benchmark
{
    private const int Callers = 500;

    public override string Name => name;

    public override string Description => description;

    public override IReadOnlyList<Figure> Figures { get; } = [new(name, "commands/s", IsRate: true)];

    public override string PeerName => "a SQLite table, one durable transaction a command";

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["sections"] = Sections(scale),
        ["callers"] = Callers,
        ["commands"] = Commands(scale),
        ["peerCommands"] = PeerCommands(scale),
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        await using var host = await ServiceHost.StartAsync();
        var grains = Enumerable.Range(0, Sections(scale)).Select(host.Section).ToArray();
        await Task.WhenAll(grains.Select((grain, i) => ServiceHost.AskAsync(grain, ServiceHost.Founding(i))));
        var deposit = new OwnTreasuryCommand.Deposit(new Amount(100_00, ServiceHost.Chf), "weekly dues of the members",
            Again: true);
        var each = Commands(scale) / Callers;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
                await ServiceHost.AskAsync(grains[(caller + (i * Callers)) % grains.Length], deposit);
        })));
        return [(long)each * Callers / watch.Elapsed.TotalSeconds];
    }

    public override Task<double[]> RunPeerAsync(Scale scale) => Task.Run(() =>
    {
        using var table = new PlainTable();
        var commands = PeerCommands(scale);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < commands; i++)
            table.Insert(RequestIds.Next(), i % Sections(scale));
        return new double[] { commands / watch.Elapsed.TotalSeconds };
    });

    private int Sections(Scale scale) => scale == Scale.Smoke ? Math.Min(sections, 50) : sections;

    private static int Commands(Scale scale) => scale == Scale.Smoke ? Callers : 200_000;

    private static int PeerCommands(Scale scale) => scale == Scale.Smoke ? 50 : 10_000;
}
