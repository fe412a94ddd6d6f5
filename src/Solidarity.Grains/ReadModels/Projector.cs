using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Solidarity.Domain.Bodies;
using Solidarity.Storage;

namespace Solidarity.Grains.ReadModels;

/// <summary>
/// Follows the journal and keeps the <see cref="World"/> up to it. Reading takes the world as it is between two
/// entries; the states in it are immutable, so what is read stays as it was read.
/// </summary>
public sealed class Projector(IJournal journal, ILogger<Projector> log) : BackgroundService
{
    /// <summary>The most entries read from the journal together.</summary>
    public const int PageEntries = 1_000;

    /// <summary>The most entries folded while readers wait.</summary>
    private const int FoldEntries = 50;

    private readonly Lock _gate = new();
    private readonly World _world = new();
    private TaskCompletionSource _moved = NewSignal();

    public long Position { get; private set; }

    /// <summary>Reads from the world. <paramref name="read"/> must be short: the world stands still for it.</summary>
    public T Read<T>(Func<World, T> read)
    {
        lock (_gate)
            return read(_world);
    }

    /// <summary>Reads from a world that has everything the journal has now: a client sees what it has just done.
    /// </summary>
    public async Task<T> ReadLatestAsync<T>(Func<World, T> read, CancellationToken cancellationToken = default)
    {
        await WaitForAsync(journal.Position, cancellationToken);
        return Read(read);
    }

    /// <summary>Completes when the world has the entry at <paramref name="position"/>.</summary>
    public Task WaitForAsync(long position, CancellationToken cancellationToken = default) =>
        WaitUntilAsync(world => world.Position >= position, cancellationToken);

    /// <summary>Completes when the world has the entry of a body's stream at <paramref name="version"/>: it knows what
    /// the body itself has done.</summary>
    public Task WaitForAsync(Address body, long version, CancellationToken cancellationToken = default) =>
        WaitUntilAsync(world => world.VersionOf(body) >= version, cancellationToken);

    /// <summary>Follows on a thread of its own: everything that is shown waits for it, and on the thread pool it would
    /// wait behind all the calls that it is to serve.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(
        () => Follow(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task WaitUntilAsync(Func<World, bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (isSo(_world))
                    return;
                moved = _moved.Task;
            }
            await moved.WaitAsync(cancellationToken);
        }
    }

    private void Follow(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var page = journal.ReadAsync(Position, PageEntries, stoppingToken).AsTask().GetAwaiter().GetResult();
                if (page.Count == 0)
                    journal.WaitBeyondAsync(Position, CancellationToken.None).Wait(stoppingToken);
                else
                    Fold(page);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception problem)
        {
            // A journal that does not fold is damaged. To show half of it as the truth would be worse than stopping.
            log.LogCritical(
                problem, "The journal does not fold after entry {Position}; run 'solidarity verify'.", Position);
            lock (_gate)
                _moved.TrySetException(problem);
            throw;
        }
    }

    private void Fold(IReadOnlyList<Entry> page)
    {
        for (var done = 0; done < page.Count; done += FoldEntries)
        {
            TaskCompletionSource moved;
            lock (_gate)
            {
                for (var i = done; i < Math.Min(page.Count, done + FoldEntries); i++)
                    _world.Apply(page[i]);
                Position = _world.Position;
                (moved, _moved) = (_moved, NewSignal());
            }
            moved.SetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
