using System.Diagnostics;

namespace Solidarity.Benchmarks;

/// <summary>Grains that were never called are called once, and then stay in memory, idle.</summary>
internal sealed class ActivationBenchmark : Benchmark
{
    private const int Callers = 200;

    public override string Name => "activation";

    public override string Description => "time and memory of activating 100,000 grains by a first call each";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new("activation", "ns/grain", IsRate: false),
        new("activation-memory", "bytes/grain", IsRate: false),
    ];

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["grains"] = Grains(scale),
        ["callers"] = Callers,
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        await using var host = await BenchmarkHost.StartAsync();
        var factory = host.Grains;
        var perCaller = Grains(scale) / Callers;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var key = caller * perCaller; key < (caller + 1) * perCaller; key++)
                await factory.GetGrain<ICounterGrain>($"grain-{key}").Add(1);
        })));
        var elapsed = watch.Elapsed;
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        return [elapsed.TotalNanoseconds / Grains(scale), (double)bytes / Grains(scale)];
    }

    private static int Grains(Scale scale) => scale == Scale.Smoke ? 2_000 : 100_000;
}
