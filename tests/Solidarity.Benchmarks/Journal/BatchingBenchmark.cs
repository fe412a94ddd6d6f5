using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Grains.Hosting;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Benchmarks.Journal;

/// <summary>
/// What batching brings: deposits into the treasuries of few sections, so that many commands wait for each grain, which
/// decides all of them and appends once. The peer is a plain Orleans grain over the same journal, which writes each
/// command before it takes the next; the journal commits what the grains append together, on both sides.
/// </summary>
internal sealed class BatchingBenchmark : Benchmark
{
    private const int Callers = 500;
    private const int Sections = 20;
    private const long Minor = 100_00;

    public override string Name => "batching";

    public override string Description => "durable commands to 20 grains that batch, beside 20 plain Orleans grains";

    public override IReadOnlyList<Figure> Figures { get; } = [new("batching", "commands/s", IsRate: true)];

    public override string PeerName => "a plain Orleans grain that writes each command";

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["sections"] = Sections,
        ["callers"] = Callers,
        ["commands"] = Commands(scale),
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        await using var host = await ServiceHost.StartAsync();
        var grains = Enumerable.Range(0, Sections).Select(host.Section).ToArray();
        await Task.WhenAll(grains.Select((grain, i) => ServiceHost.AskAsync(grain, ServiceHost.Founding(i))));
        var deposit = new OwnTreasuryCommand.Deposit(new Amount(Minor, ServiceHost.Chf), "weekly dues of the members",
            Again: true);
        return [await AskAllAsync(scale, section => ServiceHost.AskAsync(grains[section], deposit))];
    }

    public override async Task<double[]> RunPeerAsync(Scale scale)
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-benchmark-");
        try
        {
            await using var journal = SqliteJournal.Open(folder.FullName);
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddSingleton<IJournal>(journal);
            builder.AddGrains();
            using var host = builder.Build();
            await host.StartAsync();
            var factory = host.Services.GetRequiredService<IGrainFactory>();
            var grains = Enumerable.Range(0, Sections)
                .Select(number => factory.GetGrain<IPlainBookGrain>($"section-{number}")).ToArray();
            var rate = await AskAllAsync(scale, section => grains[section].Deposit(Minor));
            await host.StopAsync();
            return [rate];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> AskAllAsync(Scale scale, Func<int, Task> ask)
    {
        var each = Commands(scale) / Callers;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
                await ask((caller + i) % Sections);
        })));
        return (long)each * Callers / watch.Elapsed.TotalSeconds;
    }

    private static int Commands(Scale scale) => scale == Scale.Smoke ? 2 * Callers : 100_000;
}
