namespace Solidarity.Benchmarks;

/// <summary>Every benchmark there is; a new one is a class in a file of its own, and a line here.</summary>
internal static class BenchmarkList
{
    public static readonly Benchmark[] All =
    [
        new GrainCallsBenchmark(),
        new ActivationBenchmark(),
    ];
}
