namespace Solidarity.Storage.Sqlite;

/// <summary>Tells how far a replica is that reads much of its log before it can be used.</summary>
/// <param name="position">Where it begins.</param>
internal sealed class CatchUpProgress(JournalOptions options, long position)
{
    /// <summary>A few seconds.</summary>
    private const long ToldEachEntries = 100_000;

    private readonly long _start = Stopwatch.GetTimestamp();
    private long _told = position;

    internal void Reached(long reached)
    {
        if (reached < _told + ToldEachEntries) return;
        _told = reached;
        options.Inform?.Invoke(string.Create(
            CultureInfo.InvariantCulture,
            $"the log was read up to entry {reached}, in {Stopwatch.GetElapsedTime(_start).TotalSeconds:0} s"));
    }
}
