namespace Solidarity.Benchmarks;

/// <summary>How much a run does: what a figure worth quoting needs, or just enough to see that it runs.</summary>
internal enum Scale
{
    Full,
    Smoke,
}

/// <summary>One thing that a run measures.</summary>
/// <param name="Name">The name it is reported under; the benchmark's own for the first figure.</param>
/// <param name="Unit">What the numbers count.</param>
/// <param name="IsRate">True if more is faster, as with calls/s; false if less is, as with ns or bytes.</param>
/// <param name="IsCompared">Whether the peer measures it too.</param>
internal sealed record Figure(string Name, string Unit, bool IsRate, bool IsCompared = true);

/// <summary>
/// Something measured again and again, beside a peer that does the same in another way where there is one. A run sets
/// up what it needs, measures, cleans up, and gives one number for each of <see cref="Figures"/>, in their order; the
/// peer's for each that is compared.
/// </summary>
internal abstract class Benchmark
{
    public abstract string Name { get; }

    /// <summary>What it measures, in a sentence.</summary>
    public abstract string Description { get; }

    public abstract IReadOnlyList<Figure> Figures { get; }

    /// <summary>What the peer is; null if there is none.</summary>
    public virtual string? PeerName => null;

    /// <summary>Why the peer cannot run here; null if it can.</summary>
    public virtual string? PeerMissing => null;

    /// <summary>The sizes that a run works with, by name.</summary>
    public abstract IReadOnlyDictionary<string, long> Parameters(Scale scale);

    /// <summary>How many rounds of both sides come before those that count: they warm up the machine, the thread pool
    /// and above all the compiler, which compiles what runs often a second time, beside the work.</summary>
    public virtual int WarmUps => 1;

    public abstract Task<double[]> RunOursAsync(Scale scale);

    public virtual Task<double[]> RunPeerAsync(Scale scale) =>
        throw new NotSupportedException($"{Name} has no peer");
}
