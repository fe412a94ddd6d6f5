using Solidarity.Benchmarks.Journal;

namespace Solidarity.Benchmarks;

/// <summary>Every benchmark there is; a new one is a class in a file of its own, and a line here.</summary>
internal static class BenchmarkList
{
    public static readonly Benchmark[] All =
    [
        new GrainCallsBenchmark(),
        new ActivationBenchmark(),
        new JournalAppendBenchmark(),
        new AppendBenchmark("append-spread", 10_000, "durable commands to 10,000 sections"),
        new AppendBenchmark("append-one", 1, "durable commands to one section"),
        new RecoveryBenchmark(),
    ];
}
