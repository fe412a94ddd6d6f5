namespace Solidarity.Benchmarks;

/// <summary>The numbers that the runs of one side gave for one figure.</summary>
internal sealed record Measured(double Median, double Min, double Max, int Runs)
{
    public static Measured Of(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Measured(median, sorted[0], sorted[^1], sorted.Length);
    }
}

/// <summary>A figure of a benchmark, measured on our side and perhaps on the peer's.</summary>
internal sealed record Result(Figure Figure, Measured Ours, string? PeerName, Measured? Peer)
{
    /// <summary>Our speed over the peer's: above 1, we are faster.</summary>
    public double? Ratio => Peer is null ? null
        : Figure.IsRate ? Ours.Median / Peer.Median
        : Peer.Median / Ours.Median;
}
