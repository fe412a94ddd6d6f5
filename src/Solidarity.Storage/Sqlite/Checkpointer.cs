using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Writes a checkpoint whenever the log has grown by <see cref="JournalOptions.CheckpointEntries"/> entries, or by a
/// <see cref="GrowthPart"/>th where that is more, since the newest one, whoever wrote it. So the work for each entry
/// has a bound, and a new replica reads a tenth of the log at most behind its checkpoint. Every service does so, each
/// after a random time, and the others find its checkpoint then; when two write one at once there are two, which harms
/// nobody. On a thread of its own, because it is all waiting for disk and storage.
/// </summary>
internal sealed class Checkpointer : IAsyncDisposable
{
    /// <summary>The part of the log by which it grows between two checkpoints.</summary>
    private const int GrowthPart = 10;

    private const string FileName = "checkpoint.copy";

    private readonly JournalFile _file;
    private readonly BlobCheckpoints _store;
    private readonly PositionSignal _signal;
    private readonly JournalOptions _options;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Random _random = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource<long> _written = NewSignal();
    private bool _isFailing;

    private Checkpointer(JournalFile file, BlobCheckpoints store, PositionSignal signal, JournalOptions options) =>
        (_file, _store, _signal, _options) = (file, store, signal, options);

    internal static Checkpointer Start(
        JournalFile file, BlobCheckpoints store, PositionSignal signal, JournalOptions options)
    {
        var started = new Checkpointer(file, store, signal, options);
        new Thread(started.Run) { IsBackground = true, Name = "checkpoints" }.Start();
        return started;
    }

    /// <summary>For tests: completes with the position of the next checkpoint when it is written.</summary>
    internal Task<long> WrittenAsync()
    {
        lock (_gate) return _written.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _ended.Task.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private void Run()
    {
        try
        {
            while (true) Guard();
        }
        catch (OperationCanceledException)
        {
            // The journal is being closed.
        }
        finally
        {
            _ended.SetResult();
        }
    }

    /// <summary>A checkpoint that fails harms nobody, so it is told of once and tried again later.</summary>
    private void Guard()
    {
        try
        {
            WriteNext();
            _isFailing = false;
        }
        catch (Exception problem) when (problem is JournalUnavailableException or IOException
            or UnauthorizedAccessException || Failures.IsKnown(problem))
        {
            _options.Damage?.Look(problem);
            if (!_isFailing)
            {
                _options.Tell($"no checkpoint can be written ({Failures.Translate(problem, _file.Path).Message}); "
                    + "nothing is lost, but a new service reads more of the log; it is tried again");
            }

            _isFailing = true;
            Wait(_options.CheckpointRetryTime);
        }
    }

    private void Wait(TimeSpan time)
    {
        _stopping.Token.WaitHandle.WaitOne(time);
        _stopping.Token.ThrowIfCancellationRequested();
    }

    private void WriteNext()
    {
        var copy = Path.Combine(_file.Folder, FileName);
        // A process that was killed may have left one.
        File.Delete(copy);
        var newest = FindNewest();
        var growth = Math.Max(_options.CheckpointEntries, newest / GrowthPart);
        _signal.WaitBeyondAsync(newest + growth - 1, _stopping.Token).GetAwaiter().GetResult();
        // All services come here at the same time. Who comes first writes, and the others see it.
        Wait(_options.CheckpointDelayMax * _random.NextDouble());
        if (FindNewest() > newest) return;
        try
        {
            Write(copy);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private void Write(string copy)
    {
        var state = CheckpointCopy.Make(_file, copy, _stopping.Token);
        CheckpointCopy.Verify(_file, copy, _stopping.Token);
        var header = CheckpointFiles.Store(
            _store, BlobCheckpoints.NewName(state.Position, state.Mark), state, copy, _stopping.Token);
        DeleteOld(header.Position);
        _options.Inform?.Invoke(string.Create(
            CultureInfo.InvariantCulture,
            $"a checkpoint at entry {header.Position} was written, with {header.StoredBytes} bytes"));
        TaskCompletionSource<long> written;
        lock (_gate) (written, _written) = (_written, NewSignal());
        written.SetResult(header.Position);
    }

    /// <summary>Those of one place, which several services wrote, count as one: else they would drive out all earlier
    /// ones while somebody still reads them.</summary>
    private void DeleteOld(long position)
    {
        var places = UpTo(position).GroupBy(BlobCheckpoints.PositionOf).ToList();
        foreach (var old in places.Skip(BlobCheckpoints.KeptMax).SelectMany(place => place)) _store.Delete(old);
    }

    private long FindNewest() => UpTo(_signal.Position).Select(BlobCheckpoints.PositionOf).FirstOrDefault();

    /// <summary>The checkpoints up to a position, the newest first. Those beyond what the log has are of before it was
    /// restored, and count for nothing.</summary>
    private IEnumerable<string> UpTo(long position) =>
        _store.List().Where(name => BlobCheckpoints.PositionOf(name) <= position);

    private static TaskCompletionSource<long> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
