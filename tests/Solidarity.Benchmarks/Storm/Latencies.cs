namespace Solidarity.Benchmarks.Storm;

/// <summary>How long each of many things took. Each has a place of its own, so they may be noted at the same time; they
/// are read when all are.</summary>
internal sealed class Latencies
{
    private const double Median = 0.5;
    private const double Tail = 0.99;

    private readonly long[] _ticks;
    private readonly Lazy<long[]> _sorted;

    public Latencies(int count)
    {
        _ticks = new long[count];
        _sorted = new(() => [.. _ticks.Order()]);
    }

    public Latencies(IEnumerable<long> ticks) : this(0) => _sorted = new(() => [.. ticks.Order()]);

    public double P50Ms => QuantileMs(Median);

    public double P99Ms => QuantileMs(Tail);

    public double MaxMs => QuantileMs(1);

    /// <summary>Notes that a thing which began at <paramref name="startedAt"/> has ended now.</summary>
    public void Note(int place, long startedAt) => Note(place, startedAt, Stopwatch.GetTimestamp());

    public void Note(int place, long startedAt, long endedAt) => _ticks[place] = endedAt - startedAt;

    /// <summary>The smallest time that so large a part of them did not exceed.</summary>
    private double QuantileMs(double part)
    {
        var sorted = _sorted.Value;
        var rank = (int)Math.Ceiling(part * sorted.Length);
        return sorted[Math.Max(rank, 1) - 1] * 1_000.0 / Stopwatch.Frequency;
    }
}
