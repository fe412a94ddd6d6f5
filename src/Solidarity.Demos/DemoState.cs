using Solidarity.Storage;

namespace Solidarity.Demos;

/// <summary>A part of a demonstration that is over: everything of it is on disk, delivered, and on the board.</summary>
/// <param name="What">What was counted.</param>
/// <param name="Entries">How many entries it has put into the journal.</param>
internal sealed record DemoPhase(string Name, long Count, string What, double Seconds, long Entries)
{
    public double PerSecond => Count / Seconds;

    /// <summary>How many a second; empty where it was one thing, or nothing.</summary>
    public string Rate => Count > 1 ? Counting.Of(PerSecond, 0) : "";

    /// <summary>What happened, without how long it took.</summary>
    public string Said => $"{Name}: {Counting.Of(Count)} {What}";

    public Wording Line => Count > 1
        ? Wording.Of($"{Said} in {Counting.Of(Seconds, 2)} s, {Rate}/s; {Counting.Of(Entries)} entries")
        : $"{Said} in {Counting.Of(Seconds, 2)} s; {Counting.Of(Entries)} entries";
}

/// <summary>How far a demonstration has come, for whoever shows it. May be read from any thread.</summary>
/// <param name="over">Is told of each phase when it is over.</param>
internal abstract class DemoState(Action<DemoPhase> over)
{
    private readonly List<DemoPhase> _phases = [];
    private (string Name, long Done, long Total) _now = (T("starting"), 0, 0);

    protected Lock Gate { get; } = new();

    /// <summary>The newest board; null before there is a strike.</summary>
    public V1.Board? Board { get; set; }

    public (string Name, long Done, long Total) Now
    {
        get
        {
            lock (Gate)
                return _now;
        }
    }

    public DemoPhase[] Phases
    {
        get
        {
            lock (Gate)
                return [.. _phases];
        }
    }

    public void At(string name, long done, long total)
    {
        lock (Gate)
            _now = (name, done, total);
    }

    /// <summary>Lives through one phase.</summary>
    /// <param name="work">Gives what was counted.</param>
    public async Task MeasureAsync(Wording name, Wording what, IJournal journal, Func<Task<long>> work)
    {
        var (called, counted) = (T(name), T(what));
        At(called, 0, 0);
        var (entries, watch) = (journal.Position, Stopwatch.StartNew());
        var count = await work();
        var phase = new DemoPhase(called, count, counted, watch.Elapsed.TotalSeconds, journal.Position - entries);
        lock (Gate)
            _phases.Add(phase);
        over(phase);
    }
}
