using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Hosting;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>
/// Brings messages from the outbox to their grains, those of its share where there are other silos: at least once, in
/// order for each sender and receiver, and counted once, because the message's id is the receiver's command id and the
/// receiver's append takes the message out of the outbox. A message that is redundant to its receiver leaves no entry;
/// the <see cref="Acknowledger"/> takes it out.
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

    private readonly Func<DeliveryRun> _begin;
    private readonly DeliveryShare _share;
    private readonly StuckMessages _stuck;
    private readonly TimeProvider _time;
    private readonly DrainCount _drains = new();
    private volatile DeliveryRun _run;

    public Dispatcher(
        IJournal journal, IMailbox mailbox, DeliveryShare share, StuckMessages stuck, FaultLog faults,
        [BooksTime] TimeProvider time, ILogger<Dispatcher> log)
    {
        (_share, _stuck, _time) = (share, stuck, time);
        _begin = () => new DeliveryRun(journal, mailbox, share, stuck, _drains, faults, time, log);
        _run = _begin();
    }

    /// <summary>The pause after so many tries that failed.</summary>
    internal static TimeSpan PauseAfter(int tries) => TimeSpan.FromMilliseconds(
        Math.Min(RetrySecondsMax * 1_000L, (long)RetryMsMin << Math.Min(tries - 1, 20)));

    /// <summary>Whether <see cref="QuietAsync"/> would complete at once.</summary>
    public bool IsQuiet => _run.IsQuiet;

    /// <summary>How much there is to do.</summary>
    public DeliveryLoad Load() => _run.Queues.Load();

    /// <summary>Tries messages again that were set aside.</summary>
    /// <param name="id">Null for all; then receivers that could take nothing are tried again at once, too.</param>
    /// <returns>Which ones.</returns>
    public IReadOnlyList<StuckMessage> Retry(long? id)
    {
        var taken = _stuck.TakeForRetry(id);
        foreach (var message in taken)
            _run.Queues.Retry(message);
        if (id is null)
            _run.Queues.RetryReceivers();
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
            var changed = _run.Queues.NextChange();
            if (IsQuiet)
                return;
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Hands over an alarm that is due.</summary>
    internal AlarmPlace Post(OutboxMessage alarm) => _share.Has(alarm.Receiver)
        ? _run.Queues.PlaceAlarm(alarm, _time.GetUtcNow())
        : AlarmPlace.Elsewhere;

    internal Task NextAlarmsWanted() => _run.Queues.NextAlarmsWanted();

    /// <summary>Completes when no call to a grain is under way any more: the grains stop next.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _drains.End();
        await _drains.Ended.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var isFirst = true; !stoppingToken.IsCancellationRequested; isFirst = false)
        {
            var changed = _share.NextChange();
            // A run that was ended is not begun again: what it had in hand at its end it would never take up.
            if (!isFirst || !_run.IsOfShare)
                BeginAnew();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var running = _run.RunAsync(ending.Token);
            await Task.WhenAny(running, changed);
            if (stoppingToken.IsCancellationRequested)
            {
                await running;
                return;
            }
            await ending.CancelAsync();
            await running;
        }
    }

    private void BeginAnew()
    {
        var last = _run;
        _run = _begin();
        last.Queues.Close();
        _stuck.Keep(_share.Has);
    }
}
