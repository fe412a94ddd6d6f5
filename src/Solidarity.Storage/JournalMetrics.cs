using System.Diagnostics.Metrics;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Storage;

/// <summary>What the journal measures. Where nobody listens, each of these is a look at a flag.</summary>
internal static class JournalMetrics
{
    private static readonly Meter Meter = new(MetricCatalogue.MeterName);

    private static readonly Counter<long> SnapshotsSkipped = MetricCatalogue.SnapshotsSkipped.Counter(Meter);
    private static readonly Counter<long> HeadsNotWritten = MetricCatalogue.HeadsNotWritten.Counter(Meter);
    private static readonly Counter<long> RacesLost = MetricCatalogue.RacesLost.Counter(Meter);
    private static readonly Histogram<double> AppendDuration = MetricCatalogue.AppendDuration.Histogram(Meter);
    private static readonly Histogram<double> GroupDuration = MetricCatalogue.GroupDuration.Histogram(Meter);
    private static readonly Histogram<double> GroupEntries = MetricCatalogue.GroupEntries.Histogram(Meter);
    private static readonly Histogram<double> GroupSize = MetricCatalogue.GroupSize.Histogram(Meter);
    private static readonly Histogram<double> LogRequestDuration = MetricCatalogue.LogRequestDuration.Histogram(Meter);

    private static readonly KeyValuePair<string, object?> OfTheLog = new(MetricCatalogue.Label.Race, "log");
    private static readonly KeyValuePair<string, object?> OfAStream = new(MetricCatalogue.Label.Race, "stream");

    internal static void CountHeadNotWritten() => HeadsNotWritten.Add(1);

    /// <summary>Others wrote to the shared log first.</summary>
    internal static void CountLogRace() => RacesLost.Add(1, OfTheLog);

    /// <summary>The stream had other entries than its append expected.</summary>
    internal static void CountStreamRace() => RacesLost.Add(1, OfAStream);

    /// <summary>When an append came; 0 where nobody listens.</summary>
    internal static long Began() => AppendDuration.Enabled ? Stopwatch.GetTimestamp() : 0;

    internal static void CountAppend(long began)
    {
        if (began != 0) AppendDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    internal static bool HearsGroups => GroupDuration.Enabled;

    internal static void CountGroup(long began, long entries, long bytes)
    {
        GroupDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        GroupEntries.Record(entries);
        GroupSize.Record(bytes);
    }

    /// <param name="error">The class of what went wrong, of which there are a few; null: nothing did.</param>
    internal static void CountLogRequest(long began, string? error)
    {
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (error is null) LogRequestDuration.Record(seconds);
        else LogRequestDuration.Record(seconds, new KeyValuePair<string, object?>(MetricCatalogue.Label.Error, error));
    }

    /// <returns>Whether the snapshot of an append was left out of what is to be written.</returns>
    internal static bool CountSkipped(Append given, Append written)
    {
        if (given.Snapshot is null || written.Snapshot is not null) return false;
        SnapshotsSkipped.Add(1);
        return true;
    }
}
