using Microsoft.Extensions.Hosting;
using Solidarity.Domain.Bodies;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.ReadModels;

/// <summary>
/// Follows the journal and keeps the <see cref="World"/> up to it. Reading takes the world as it is between two
/// entries; the states in it are immutable, so what is read stays as it was read. Who needs single bodies only takes
/// them from <see cref="Bodies"/>, where nobody waits for anybody. An entry that does not fold is a fault of its body
/// (<see cref="WorldFaults"/>); a journal that cannot be read is read again after a pause, and those who wait for it
/// are told meanwhile. Only the service's own stop ends it.
/// </summary>
public sealed class Projector(
    IJournal journal, BodyRules rules, FaultLog faults, [BooksTime] TimeProvider time) : BackgroundService
{
    /// <summary>The most entries read from the journal together.</summary>
    public const int PageEntries = 1_000;

    /// <summary>The pause before a journal that could not be read is read again, in milliseconds.</summary>
    public const int RetryMs = 1_000;

    /// <summary>How long a reader waits for what the journal has, in milliseconds.</summary>
    public const int ReadWaitMsMax = 30_000;

    /// <summary>The most entries folded while readers wait.</summary>
    private const int FoldEntries = 50;

    private readonly Lock _gate = new();
    private readonly World _world = new(rules: rules);
    private volatile TaskCompletionSource _moved = NewSignal();
    private long _position;
    private bool _isUnread;

    public long Position => Volatile.Read(ref _position);

    /// <summary>The bodies as they are, for what does not need the world to stand still. Searches and everything else
    /// that may take long read here.</summary>
    public Bodies Bodies => _world.Bodies;

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
        await WaitForLatestAsync(cancellationToken);
        return Read(read);
    }

    /// <summary>The same, for somebody who waits for the answer: not for ever, while others write.</summary>
    /// <exception cref="WorldBehindException">So much is written that the world had not all of it after
    /// <see cref="ReadWaitMsMax"/>.</exception>
    public async Task<T> ReadAnsweredAsync<T>(Func<World, T> read, CancellationToken cancellationToken = default)
    {
        await WaitAnsweredAsync(cancellationToken);
        return Read(read);
    }

    /// <summary>Completes when the world, and <see cref="Bodies"/>, have everything the journal has now.</summary>
    public Task WaitForLatestAsync(CancellationToken cancellationToken = default) =>
        WaitForAsync(journal.Position, cancellationToken);

    /// <summary>The same, for somebody who waits for the answer.</summary>
    /// <inheritdoc cref="ReadAnsweredAsync" path="/exception"/>
    public async Task WaitAnsweredAsync(CancellationToken cancellationToken = default)
    {
        var position = journal.Position;
        var caught = WaitForAsync(position, cancellationToken);
        if (!caught.IsCompleted)
            try
            {
                await caught.WaitAsync(TimeSpan.FromMilliseconds(ReadWaitMsMax), cancellationToken);
            }
            catch (TimeoutException)
            {
                throw new WorldBehindException(position - Position);
            }
        await caught;
    }

    /// <summary>Completes when the world has the entry at <paramref name="position"/>.</summary>
    /// <exception cref="JournalUnavailableException">The journal could not be read; it is tried again.</exception>
    public Task WaitForAsync(long position, CancellationToken cancellationToken = default) =>
        WaitUntilAsync(() => Position >= position, cancellationToken);

    /// <summary>Completes when the world has the entry of a body's stream at <paramref name="version"/>: it knows what
    /// the body itself has done.</summary>
    /// <inheritdoc cref="WaitForAsync(long, CancellationToken)" path="/exception"/>
    public Task WaitForAsync(Address body, long version, CancellationToken cancellationToken = default) =>
        WaitUntilAsync(() => Bodies.VersionOf(body) >= version, cancellationToken);

    /// <summary>Follows on a thread of its own: everything that is shown waits for it, and on the thread pool it would
    /// wait behind all the calls that it is to serve.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(
        () => Follow(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // The signal is taken before it is looked whether there is anything to wait for, and replaced after there is.
    private async Task WaitUntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            var moved = _moved.Task;
            if (isSo())
                return;
            await moved.WaitAsync(cancellationToken);
        }
    }

    private void Follow(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                FollowOn(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                if (!_isUnread)
                    faults.OnUnread(Position, problem);
                _isUnread = true;
                Tell(new JournalUnavailableException(
                    $"The journal could not be read behind entry {Position}; it is tried again.", problem));
                if (!Pause(stoppingToken))
                    return;
            }
        }
    }

    private void FollowOn(CancellationToken stoppingToken)
    {
        var page = journal.ReadAsync(Position, PageEntries, stoppingToken).AsTask().GetAwaiter().GetResult();
        _isUnread = false;
        if (page.Count == 0)
            journal.WaitBeyondAsync(Position, CancellationToken.None).Wait(stoppingToken);
        else
            Fold(page);
    }

    /// <summary>False when the service stops.</summary>
    private bool Pause(CancellationToken stoppingToken)
    {
        try
        {
            Task.Delay(TimeSpan.FromMilliseconds(RetryMs), time, stoppingToken).Wait(CancellationToken.None);
            return true;
        }
        catch (AggregateException)
        {
            return false;
        }
    }

    private void Fold(IReadOnlyList<Entry> page)
    {
        for (var done = 0; done < page.Count; done += FoldEntries)
        {
            lock (_gate)
            {
                for (var i = done; i < Math.Min(page.Count, done + FoldEntries); i++)
                    _world.Apply(page[i]);
                // Whoever has waited for a position finds the faults up to it counted and in the log.
                while (_world.Faults.TryTakeNew(out var fault))
                    faults.OnBody(fault);
                Volatile.Write(ref _position, _world.Position);
            }
            Tell(null);
        }
    }

    /// <summary>Wakes those who wait: the world has moved, or it could not.</summary>
    private void Tell(Exception? problem)
    {
        TaskCompletionSource moved;
        lock (_gate)
            (moved, _moved) = (_moved, NewSignal());
        if (problem is null)
        {
            moved.SetResult();
            return;
        }
        moved.SetException(problem);
        // Where nobody waits, nobody misses it.
        _ = moved.Task.Exception;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
