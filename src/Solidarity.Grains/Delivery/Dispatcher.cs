using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Hosting;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>
/// Brings messages from the outbox to their grains: at least once, in order for each sender and receiver, and counted
/// once, because the message's id is the receiver's command id and the receiver's append takes the message out of the
/// outbox. A message that is redundant to its receiver leaves no entry; the <see cref="Acknowledger"/> takes it out.
/// After a restart the dispatcher begins with what is still in the outbox. <see cref="DeliveryQueues"/> says which
/// message goes next, and which receivers are delivered to.
/// </summary>
/// <remarks>
/// A receiver that can take nothing is tried again, ever more seldom, and holds nobody up. A message that fails by
/// itself is tried again too, and what its sender sends behind it waits; after <see cref="StuckMessages.TriesMax"/>
/// tries it is set aside, and they go on without it: that its sender's order is broken there is known and accepted.
/// Nothing but the service's own stop ends delivery.
/// </remarks>
public sealed class Dispatcher : BackgroundService
{
    /// <summary>The most messages under way to grains at the same time, about; more wait in the outbox.</summary>
    /// <remarks>What is under way outlives a collection of garbage or two, so more of it costs more than it hastens.
    /// </remarks>
    public const int UnderWayMax = 4_000;

    /// <summary>The most of them to one receiver: two batches, one being decided and one that follows.</summary>
    public const int UnderWayPerReceiverMax = 2 * BatchMessagesMax;

    /// <summary>The most messages handed to one grain together.</summary>
    public const int BatchMessagesMax = 500;

    /// <summary>The longest pause between two tries to deliver, in seconds.</summary>
    public const int RetrySecondsMax = 30;

    /// <summary>The pause after the first try that failed, in milliseconds; each further one is twice as long.
    /// </summary>
    public const int RetryMsMin = 20;

    /// <summary>The most messages read from the outbox together.</summary>
    internal const int PageMessages = 1_000;

    private readonly IJournal _journal;
    private readonly IMailbox _mailbox;
    private readonly StuckMessages _stuck;
    private readonly DeliveryQueues _queues;
    private readonly Acknowledger _acknowledger;
    private readonly FaultLog _faults;
    private readonly TimeProvider _time;
    private readonly ILogger<Dispatcher> _log;

    /// <summary>Cancelled when the service stops.</summary>
    private CancellationToken _stopping;
    private long _lastId;
    private long _collectedThrough = -1;

    /// <summary>Drains that go on, and the dispatcher itself until it stops.</summary>
    private int _drains = 1;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Dispatcher(
        IJournal journal, IMailbox mailbox, StuckMessages stuck, FaultLog faults, [BooksTime] TimeProvider time,
        ILogger<Dispatcher> log)
    {
        (_journal, _mailbox, _stuck, _faults, _time, _log) = (journal, mailbox, stuck, faults, time, log);
        _queues = new DeliveryQueues(stuck, time, receiver => _ = DrainAsync(receiver));
        _acknowledger = new Acknowledger(journal, _queues, faults, time);
    }

    /// <summary>The pause after so many tries that failed.</summary>
    internal static TimeSpan PauseAfter(int tries) => TimeSpan.FromMilliseconds(
        Math.Min(RetrySecondsMax * 1_000L, (long)RetryMsMin << Math.Min(tries - 1, 20)));

    /// <summary>Whether <see cref="QuietAsync"/> would complete at once.</summary>
    public bool IsQuiet => Volatile.Read(ref _collectedThrough) == _journal.Position && _queues.IsQuiet;

    /// <summary>How much there is to do.</summary>
    public DeliveryLoad Load() => _queues.Load();

    /// <summary>Tries messages again that were set aside.</summary>
    /// <param name="id">Null for all; then receivers that could take nothing are tried again at once, too.</param>
    /// <returns>Which ones.</returns>
    public IReadOnlyList<StuckMessage> Retry(long? id)
    {
        var taken = _stuck.TakeForRetry(id);
        foreach (var message in taken)
            _queues.Retry(message);
        if (id is null)
            _queues.RetryReceivers();
        return taken;
    }

    /// <summary>
    /// Completes when nothing is under way and everything in the journal up to now has been delivered, with all that
    /// followed from it. Alarms that are not due do not count, nor does what is set aside or for a body that does not
    /// fold.
    /// </summary>
    public async Task QuietAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = _queues.NextChange();
            if (IsQuiet)
                return;
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Hands over an alarm that is due.</summary>
    internal AlarmPlace Post(OutboxMessage alarm) => _queues.PlaceAlarm(alarm, _time.GetUtcNow());

    internal Task NextAlarmsWanted() => _queues.NextAlarmsWanted();

    /// <summary>Completes when no call to a grain is under way any more: the grains stop next.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        EndDrain();
        await _drained.Task.WaitAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        return Task.WhenAll(
            Endless.RunAsync("The dispatcher's reading of the outbox", CollectAsync, _faults, _time, stoppingToken),
            Endless.RunAsync("The dispatcher's turns", TakeTurnsAsync, _faults, _time, stoppingToken),
            Endless.RunAsync("The acknowledger", _acknowledger.RunAsync, _faults, _time, stoppingToken));
    }

    private async Task CollectAsync(CancellationToken stopping)
    {
        while (true)
        {
            var position = _journal.Position;
            while (await _journal.PendingAsync(_lastId, PageMessages, stopping) is { Count: > 0 } page)
            {
                _queues.Take(page);
                _lastId = page[^1].Id;
                await RoomForSendersAsync(stopping);
            }
            Volatile.Write(ref _collectedThrough, position);
            _queues.Tell();
            await _journal.WaitBeyondAsync(position, stopping);
        }
    }

    private async Task RoomForSendersAsync(CancellationToken stopping)
    {
        while (true)
        {
            var changed = _queues.NextChange();
            if (!_queues.IsFull)
                return;
            await changed.WaitAsync(stopping);
        }
    }

    private async Task TakeTurnsAsync(CancellationToken stopping)
    {
        while (true)
        {
            var work = _queues.NextWork();
            if (_queues.NextTurn() is not { } turn)
            {
                await work.WaitAsync(stopping);
                continue;
            }
            IReadOnlyList<OutboxMessage> page = turn.Kept is { } kept
                ? kept
                : await _journal.PendingAsync(turn.AfterId, turn.Max, stopping);
            _queues.Serve(turn, page);
        }
    }

    /// <summary>Delivers what a receiver has in hand, until it has nothing. Whatever is thrown on the way, the
    /// cancellation of something else included, ends this drain alone, and the receiver is tried again.</summary>
    private async Task DrainAsync(Receiver receiver)
    {
        Interlocked.Increment(ref _drains);
        try
        {
            // What is not delivered before a stop still lies in the outbox.
            while (!_stopping.IsCancellationRequested && _queues.NextBatch(receiver) is { } batch)
                _queues.Answered(receiver, await _mailbox.DeliverAsync(receiver.Name, batch));
        }
        catch (Exception problem)
        {
            var failures = _queues.BrokeOff(receiver, problem is BodyFaultyException);
            if (failures == 1 && !_stopping.IsCancellationRequested)
                _log.LogWarning(
                    problem, "Messages did not reach {Receiver}; they are tried again.", receiver.Name);
        }
        finally
        {
            EndDrain();
        }
    }

    private void EndDrain()
    {
        if (Interlocked.Decrement(ref _drains) == 0)
            _drained.TrySetResult();
    }
}
