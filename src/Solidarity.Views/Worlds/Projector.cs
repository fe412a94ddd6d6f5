using Microsoft.Extensions.Hosting;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Snapshots;
using Solidarity.Storage;

namespace Solidarity.Views.Worlds;

/// <summary>
/// Follows the journal and publishes the world after each page of it, a snapshot that never changes: who reads takes
/// <see cref="Current"/> and holds up nobody, however long it takes. An entry that does not fold is a fault of its body
/// (<see cref="WorldFaults"/>); a journal that cannot be read is read again after a pause, and those who wait for it
/// are told meanwhile. Only the service's own stop ends it.
/// </summary>
/// <param name="bodies">Is given the bodies of each world, for those who need no more.</param>
public sealed class Projector(
    IJournal journal, BodyRules rules, FaultLog faults, LatestBodies bodies, [BooksTime] TimeProvider time)
    : BackgroundService
{
    /// <summary>The most entries that are read from the journal together, and folded into one world.</summary>
    public const int PageEntries = 1_000;

    /// <summary>The pause before a journal that could not be read is read again, in milliseconds.</summary>
    public const int RetryMs = 1_000;

    /// <summary>How long a reader waits for what the journal has, in milliseconds.</summary>
    public const int ReadWaitMsMax = 30_000;

    private volatile World _current = new World(rules: rules).Seal();
    private Task<IReadOnlyList<Entry>>? _ahead;
    private bool _isUnread;

    /// <summary>The latest world.</summary>
    public World Current => _current;

    public long Position => _current.Position;

    /// <summary>A world that has everything the journal has now: a client sees what it has just done.</summary>
    /// <exception cref="JournalUnavailableException">The journal could not be read; it is tried again.</exception>
    /// <exception cref="WorldBehindException">So much is written that the world had not all of it after
    /// <see cref="ReadWaitMsMax"/>.</exception>
    public async Task<World> LatestAsync(CancellationToken cancellationToken = default)
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
        return Current;
    }

    /// <summary>Completes when the world has the entry at <paramref name="position"/>.</summary>
    /// <exception cref="JournalUnavailableException">The journal could not be read; it is tried again.</exception>
    public Task WaitForAsync(long position, CancellationToken cancellationToken = default) =>
        bodies.WaitForAsync(position, cancellationToken);

    /// <summary>Completes when the world has all that the journal has now. A journal that cannot be read just now is
    /// read again, and is in the log already.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                await WaitForAsync(journal.Position, cancellationToken);
                return;
            }
            catch (JournalUnavailableException)
            {
            }
        }
    }

    /// <summary>Follows on a thread of its own: everything that is shown waits for it, and on the thread pool it would
    /// wait behind all the calls that it is to serve.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(
        () => Follow(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

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
                bodies.Fail(new JournalUnavailableException(
                    $"The journal could not be read behind entry {Position}; it is tried again.", problem));
                if (!Pause(stoppingToken))
                    return;
            }
        }
    }

    private void FollowOn(CancellationToken stoppingToken)
    {
        var reading = _ahead ?? ReadAsync(Position, stoppingToken);
        _ahead = null;
        var page = reading.GetAwaiter().GetResult();
        _isUnread = false;
        if (page.Count == 0)
        {
            journal.WaitBeyondAsync(Position, CancellationToken.None).Wait(stoppingToken);
            return;
        }
        // While a page is folded the next one is read, where there is one.
        if (page.Count == PageEntries)
            _ahead = Task.Run(() => ReadAsync(page[^1].Position, stoppingToken), stoppingToken);
        Fold(page);
    }

    private Task<IReadOnlyList<Entry>> ReadAsync(long position, CancellationToken stoppingToken) =>
        journal.ReadAsync(position, PageEntries, stoppingToken).AsTask();

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
        var world = _current.Next();
        foreach (var entry in page)
            world.Apply(entry);
        // Whoever has waited for a position finds the faults up to it counted and in the log.
        while (world.Faults.TryTakeNew(out var fault))
            faults.OnBody(fault);
        _current = world.Seal();
        bodies.Publish(world.Bodies);
    }
}
