namespace Solidarity.Benchmarks;

/// <summary>Runs a benchmark's two sides in turn, so that what disturbs the machine disturbs both.</summary>
internal static class Runner
{
    public static async Task<IReadOnlyList<Result>> RunAsync(Benchmark benchmark, Scale scale, int runs)
    {
        var ours = new List<double[]>();
        var peers = new List<double[]>();
        // One round more than is counted: the first warms up the machine, the compiler and the thread pool.
        for (var run = 0; run <= runs; run++)
        {
            ours.Add(await OnceAsync(benchmark, () => benchmark.RunOursAsync(scale)));
            if (benchmark.PeerName is not null)
                peers.Add(await OnceAsync(benchmark, () => benchmark.RunPeerAsync(scale)));
        }
        return [.. benchmark.Figures.Select((figure, index) => new Result(
            figure,
            Measured.Of(ours.Skip(1).Select(numbers => numbers[index])),
            benchmark.PeerName,
            benchmark.PeerName is null ? null : Measured.Of(peers.Skip(1).Select(numbers => numbers[index]))))];
    }

    private static async Task<double[]> OnceAsync(Benchmark benchmark, Func<Task<double[]>> run)
    {
        GC.Collect();
        var numbers = await run();
        return numbers.Length == benchmark.Figures.Count && numbers.All(number => double.IsFinite(number) && number > 0)
            ? numbers
            : throw new InvalidOperationException(
                $"a run of {benchmark.Name} gave {string.Join(", ", numbers)} for {benchmark.Figures.Count} figures");
    }
}
