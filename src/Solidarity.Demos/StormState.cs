using System.Globalization;
using Solidarity.Storage;

namespace Solidarity.Demos;

/// <summary>Numbers as everybody reads them, whatever the machine's language: <c>100,000</c>.</summary>
internal static class Counting
{
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string MiB(long bytes) => Invariant($"{bytes / 1048576.0:N1} MiB");
}

/// <summary>How large a storm is to be.</summary>
internal sealed record StormSize(int Sections, int Pledges, int Watchers);

/// <summary>A part of the storm that is over: everything of it is on disk, delivered, and on the board.</summary>
/// <param name="What">What was counted.</param>
/// <param name="Entries">How many entries it has put into the journal.</param>
internal sealed record StormPhase(string Name, long Count, string What, double Seconds, long Entries)
{
    public double PerSecond => Count / Seconds;

    /// <summary>How many a second; empty where it was one thing, or nothing.</summary>
    public string Rate => Count > 1 ? Counting.Invariant($"{PerSecond:N0}") : "";

    /// <summary>What happened, without how long it took.</summary>
    public string Said => Counting.Invariant($"{Name}: {Count:N0} {What}");

    public string Line => Counting.Invariant(
        $"{Name}: {Count:N0} {What} in {Seconds:0.00} s{(Count > 1 ? $", {Rate}/s" : "")}; {Entries:N0} entries");
}

/// <summary>How far a storm has come, for whoever shows it. May be read from any thread.</summary>
/// <param name="folder">Where the journal is.</param>
/// <param name="over">Is told of each phase when it is over.</param>
internal sealed class StormState(string folder, Action<StormPhase> over)
{
    private readonly Lock _gate = new();
    private readonly List<StormPhase> _phases = [];
    private (string Name, long Done, long Total) _now = ("starting", 0, 0);

    /// <summary>The newest board of the first watcher; null before there is a strike.</summary>
    public V1.Board? Board { get; set; }

    /// <summary>Null before the service has started.</summary>
    public IJournal? Journal { get; set; }

    public (string Name, long Done, long Total) Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    public StormPhase[] Phases
    {
        get
        {
            lock (_gate)
                return [.. _phases];
        }
    }

    /// <summary>How much the journal takes on disk, with what SQLite keeps beside it.</summary>
    public long Bytes => Journal is null ? 0 : new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);

    public void At(string name, long done, long total)
    {
        lock (_gate)
            _now = (name, done, total);
    }

    public void End(StormPhase phase)
    {
        lock (_gate)
            _phases.Add(phase);
        over(phase);
    }
}
