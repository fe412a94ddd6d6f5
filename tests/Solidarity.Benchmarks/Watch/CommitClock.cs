using Solidarity.Storage;

namespace Solidarity.Benchmarks.Watch;

/// <summary>Notes when the journal's entries were committed, on a thread of its own, because the others are busy. What
/// it notes is when it was told, which is a moment later.</summary>
internal sealed class CommitClock : IDisposable
{
    private readonly List<(long Position, long At)> _commits = [];
    private readonly CancellationTokenSource _end = new();
    private readonly IJournal _journal;
    private readonly Thread _thread;

    public CommitClock(IJournal journal)
    {
        _journal = journal;
        _thread = new Thread(Follow) { IsBackground = true, Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>Ends, and gives the positions up to which the journal was committed, with the times, in order.
    /// </summary>
    public IReadOnlyList<(long Position, long At)> Stop()
    {
        _end.Cancel();
        _thread.Join();
        return _commits;
    }

    public void Dispose()
    {
        Stop();
        _end.Dispose();
    }

    private void Follow()
    {
        var position = _journal.Position;
        try
        {
            while (true)
            {
                _journal.WaitBeyondAsync(position, _end.Token).GetAwaiter().GetResult();
                var now = Stopwatch.GetTimestamp();
                position = _journal.Position;
                _commits.Add((position, now));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
