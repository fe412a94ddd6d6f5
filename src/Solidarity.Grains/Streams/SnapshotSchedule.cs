namespace Solidarity.Grains.Streams;

/// <summary>
/// When a stream gets a new snapshot: each time that it has grown by half, and by <see cref="EntriesMin"/> at least. A
/// state grows with its stream, so in equal steps a strike with a hundred thousand answers would write gigabytes of
/// snapshots; in steps that grow along all of them together are about three times the last one, and a load never folds
/// more than a third of the stream.
/// </summary>
public static class SnapshotSchedule
{
    public const int EntriesMin = 1_000;

    /// <summary>Whether a snapshot falls due between two versions of a stream, the first of them left out.</summary>
    public static bool IsDue(long before, long after) => LastDue(after) > LastDue(before);

    private static long LastDue(long version)
    {
        var (last, next) = (0L, (long)EntriesMin);
        while (next <= version)
            (last, next) = (next, next + Math.Max(EntriesMin, next / 2));
        return last;
    }
}
