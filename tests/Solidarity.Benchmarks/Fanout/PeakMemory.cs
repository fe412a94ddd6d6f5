namespace Solidarity.Benchmarks.Fanout;

/// <summary>Looks again and again at how much memory the process has, and keeps how much it grew at most.</summary>
internal sealed class PeakMemory : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly long _before = Environment.WorkingSet;
    private readonly Timer _timer;
    private long _peak;

    public PeakMemory() => _timer = new Timer(_ => Look(), null, Pause, Pause);

    /// <summary>The growth in bytes.</summary>
    public long Stop()
    {
        Look();
        Dispose();
        return Math.Max(0, Interlocked.Read(ref _peak) - _before);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = Environment.WorkingSet;
        if (now > Interlocked.Read(ref _peak))
            Interlocked.Exchange(ref _peak, now);
    }
}
