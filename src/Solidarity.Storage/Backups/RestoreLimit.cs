using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Backups;

/// <summary>How far a journal is to be restored: to a position, to the last state before a time, or as far as there
/// is.</summary>
public sealed record RestoreLimit(long? Position = null, DateTimeOffset? Until = null)
{
    /// <summary>Finds the state to restore. It reads the log up to there.</summary>
    /// <exception cref="NoRestorePointException">The log has no such state.</exception>
    /// <exception cref="JournalUnreadableException">The log is damaged before it.</exception>
    internal RestorePoint Find(SharedLog log, CancellationToken cancellationToken, Action<long>? onPosition = null)
    {
        var walk = new LogWalk(log);
        RestorePoint? found = null;
        foreach (var _ in walk.Blocks(cancellationToken))
        {
            onPosition?.Invoke(walk.Here.Position);
            if (walk.Point is not { } point || point.Mark != walk.Here.Mark) continue;
            if (IsBeyond(point)) return Answer(log, found, point);
            found = point;
        }

        return Answer(log, found, null);
    }

    private bool IsBeyond(RestorePoint point) => point.Position > Position || point.At > Until;

    private RestorePoint Answer(SharedLog log, RestorePoint? found, RestorePoint? next)
    {
        if (found is { } point && (Position is null || point.Position == Position)) return point;
        var (before, after) = (Text(found), Text(next));
        throw new NoRestorePointException(
            $"{log.Name} has no whole state {Asked()}; the nearest before is {before}, and the nearest behind {after}. "
            + "A backup of a data folder has one at each time that the backup was run, one of a shared log at each "
            + "block");
    }

    private string Asked() => Position is { } position ? $"at entry {position}"
        : Until is { } time ? $"up to {Text(time)}"
        : "yet";

    private static string Text(RestorePoint? point) => point is { } known
        ? $"entry {known.Position}" + (known.At is { } at ? $", of {Text(at)}" : "")
        : "none";

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
