using System.Diagnostics.Metrics;

namespace Solidarity.Storage;

/// <summary>What the journal counts, in the meter <c>Solidarity</c>.</summary>
internal static class JournalMetrics
{
    private static readonly Meter Meter = new("Solidarity");

    private static readonly Counter<long> SnapshotsSkipped = Meter.CreateCounter<long>(
        "solidarity.journal.snapshots_skipped",
        description: "Snapshots left out because they are too large; the entries went through.");

    private static readonly Counter<long> HeadsNotWritten = Meter.CreateCounter<long>(
        "solidarity.journal.heads_not_written",
        description: "Commits that journal.head could not follow; the commits themselves are durable.");

    internal static void CountHeadNotWritten() => HeadsNotWritten.Add(1);

    /// <returns>Whether the snapshot of an append was left out of what is to be written.</returns>
    internal static bool CountSkipped(Append given, Append written)
    {
        if (given.Snapshot is null || written.Snapshot is not null) return false;
        SnapshotsSkipped.Add(1);
        return true;
    }
}
