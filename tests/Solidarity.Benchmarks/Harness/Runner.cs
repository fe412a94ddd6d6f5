namespace Solidarity.Benchmarks;

/// <summary>Runs a benchmark's two sides in turn, so that what disturbs the machine disturbs both.</summary>
internal static class Runner
{
    public static async Task<IReadOnlyList<Result>> RunAsync(Benchmark benchmark, Scale scale, int runs, bool withPeer)
    {
        var ours = new List<double[]>();
        var peers = new List<double[]>();
        var compared = benchmark.Figures.Where(figure => figure.IsCompared).ToList();
        var hasPeer = withPeer && benchmark.PeerName is not null && benchmark.PeerMissing is null;
        var warmUps = scale == Scale.Smoke ? 1 : benchmark.WarmUps;
        for (var run = 0; run < warmUps + runs; run++)
        {
            ours.Add(await OnceAsync(benchmark, benchmark.Figures.Count, () => benchmark.RunOursAsync(scale)));
            if (hasPeer)
                peers.Add(await OnceAsync(benchmark, compared.Count, () => benchmark.RunPeerAsync(scale)));
        }
        return [.. benchmark.Figures.Select((figure, index) => new Result(
            figure,
            Median(ours.Skip(warmUps), index),
            hasPeer && figure.IsCompared ? benchmark.PeerName : null,
            hasPeer && figure.IsCompared ? Median(peers.Skip(warmUps), compared.IndexOf(figure)) : null))];
    }

    private static Measured Median(IEnumerable<double[]> runs, int figure) =>
        Measured.Of(runs.Select(numbers => numbers[figure]));

    private static async Task<double[]> OnceAsync(Benchmark benchmark, int figures, Func<Task<double[]>> run)
    {
        GC.Collect();
        var numbers = await run();
        return numbers.Length == figures && numbers.All(number => double.IsFinite(number) && number > 0)
            ? numbers
            : throw new InvalidOperationException(
                $"a run of {benchmark.Name} gave {string.Join(", ", numbers)} for {figures} figures");
    }
}
