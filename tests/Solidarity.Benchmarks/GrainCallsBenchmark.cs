using System.Diagnostics;

namespace Solidarity.Benchmarks;

/// <summary>
/// Many callers call many grains in one process, each caller one call after the other. The peer makes the same calls to
/// plain objects, each behind a semaphore, on the callers' own threads: what single turns cost without a runtime.
/// </summary>
internal sealed class GrainCallsBenchmark : Benchmark
{
    private const int Grains = 1_000;
    private const int Callers = 200;

    /// <summary>A step that shares no factor with the number of grains, so that each caller visits them all.</summary>
    private const int Stride = 7;

    public override string Name => "grain-calls";

    public override string Description => "calls from 200 concurrent callers to 1,000 grains in one process";

    public override IReadOnlyList<Figure> Figures { get; } = [new("grain-calls", "calls/s", IsRate: true)];

    public override string PeerName => "plain objects behind a SemaphoreSlim each, called on the caller's thread";

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["grains"] = Grains,
        ["callers"] = Callers,
        ["callsPerCaller"] = CallsPerCaller(scale),
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        await using var host = await BenchmarkHost.StartAsync();
        var grains = Enumerable.Range(0, Grains).Select(key => host.Grains.GetGrain<ICounterGrain>($"{key}")).ToArray();
        return await MeasureAsync(scale, grain => grains[grain].Add(1));
    }

    public override async Task<double[]> RunPeerAsync(Scale scale)
    {
        var counters = Enumerable.Range(0, Grains).Select(_ => new GuardedCounter()).ToList();
        var calls = await MeasureAsync(scale, counter => counters[counter].Add(1));
        counters.ForEach(counter => counter.Dispose());
        return calls;
    }

    private static int CallsPerCaller(Scale scale) => scale == Scale.Smoke ? 50 : 10_000;

    private static async Task<double[]> MeasureAsync(Scale scale, Func<int, Task<long>> call)
    {
        await Task.WhenAll(Enumerable.Range(0, Grains).Select(call));
        var calls = CallsPerCaller(scale);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var done = 0; done < calls; done++)
                await call((caller + (done * Stride)) % Grains);
        })));
        var seconds = watch.Elapsed.TotalSeconds;

        // Every call was counted once by the object it went to, and so were those before and after.
        long made = (long)Callers * calls;
        var counted = (await Task.WhenAll(Enumerable.Range(0, Grains).Select(call))).Sum() - (2 * Grains);
        if (counted != made) throw new InvalidOperationException($"{made} calls were made and {counted} counted");
        return [made / seconds];
    }

    private sealed class GuardedCounter : IDisposable
    {
        private readonly SemaphoreSlim _turn = new(1);
        private long _sum;

        public async Task<long> Add(long number)
        {
            await _turn.WaitAsync();
            try
            {
                return _sum += number;
            }
            finally
            {
                _turn.Release();
            }
        }

        public void Dispose() => _turn.Dispose();
    }
}
