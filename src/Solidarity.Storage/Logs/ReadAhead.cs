namespace Solidarity.Storage.Logs;

/// <summary>Reads the next part of a log while the last one is being used, as long as there is more. What was read
/// ahead stays right, for a log is only added to.</summary>
/// <param name="read">Reads the blocks behind a place, and tells whether there may be more; from any thread.</param>
internal sealed class ReadAhead(Func<LogMark, (IReadOnlyList<LoggedBlock> Blocks, bool HasMore)> read)
{
    private LogMark _mark;
    private Task<(IReadOnlyList<LoggedBlock> Blocks, bool HasMore)>? _next;

    internal IReadOnlyList<LoggedBlock> Read(LogMark after)
    {
        var (blocks, hasMore) = Take(after) ?? read(after);
        if (!hasMore || blocks.Count == 0) return blocks;
        var mark = _mark = blocks[^1].End;
        _next = Task.Run(() => read(mark));
        return blocks;
    }

    /// <returns>Null where nothing was read ahead of this place, or it failed and is to be read in earnest.</returns>
    private (IReadOnlyList<LoggedBlock>, bool)? Take(LogMark after)
    {
        var next = _next;
        _next = null;
        if (next is null || _mark != after) return null;
        try
        {
            next.Wait();
        }
        catch (AggregateException)
        {
            return null;
        }

        // Where there was nothing yet there may be something now.
        return next.Result.Blocks.Count > 0 ? next.Result : null;
    }
}
