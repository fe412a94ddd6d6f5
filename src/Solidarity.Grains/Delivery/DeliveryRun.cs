using Microsoft.Extensions.Logging;
using Solidarity.Grains.Faults;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>One run of the delivery: reads the outbox from its beginning, and delivers what is for bodies of this
/// process's share. When the share changes, the next run begins; what the last one has under way is then delivered
/// twice, which counts once.</summary>
internal sealed class DeliveryRun
{
    private readonly IJournal _journal;
    private readonly IMailbox _mailbox;
    private readonly DeliveryShare _share;
    private readonly int _changes;
    private readonly DrainCount _drains;
    private readonly FaultLog _faults;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Acknowledger _acknowledger;

    /// <summary>Cancelled when the run ends.</summary>
    private CancellationToken _ending;
    private long _lastId;
    private long _collectedThrough = -1;

    public DeliveryRun(
        IJournal journal, IMailbox mailbox, DeliveryShare share, StuckMessages stuck, DrainCount drains,
        FaultLog faults, TimeProvider time, ILogger log)
    {
        (_journal, _mailbox, _share, _drains) = (journal, mailbox, share, drains);
        (_faults, _time, _log) = (faults, time, log);
        _changes = share.Changes;
        Queues = new DeliveryQueues(stuck, time, receiver => _ = DrainAsync(receiver));
        _acknowledger = new Acknowledger(journal, Queues, faults, time);
    }

    public DeliveryQueues Queues { get; }

    /// <summary>Whether the share is as it was when the run was made.</summary>
    public bool IsOfShare => _changes == _share.Changes;

    /// <summary>Whether all that the journal has for this share was delivered, and no other run is due.</summary>
    public bool IsQuiet =>
        IsOfShare && Volatile.Read(ref _collectedThrough) == _journal.Position && Queues.IsQuiet;

    /// <summary>Goes on until it is cancelled.</summary>
    public Task RunAsync(CancellationToken ending)
    {
        _ending = ending;
        return Task.WhenAll(
            Endless.RunAsync("The dispatcher's reading of the outbox", CollectAsync, _faults, _time, ending),
            Endless.RunAsync("The dispatcher's turns", TakeTurnsAsync, _faults, _time, ending),
            Endless.RunAsync("The acknowledger", _acknowledger.RunAsync, _faults, _time, ending));
    }

    private async Task CollectAsync(CancellationToken ending)
    {
        while (true)
        {
            var position = _journal.Position;
            while (await _journal.PendingAsync(_lastId, Dispatcher.PageMessages, ending) is { Count: > 0 } page)
            {
                Queues.Take(Ours(page));
                _lastId = page[^1].Id;
                await RoomForSendersAsync(ending);
            }
            Volatile.Write(ref _collectedThrough, position);
            Queues.Tell();
            await _journal.WaitBeyondAsync(position, ending);
        }
    }

    private async Task RoomForSendersAsync(CancellationToken ending)
    {
        while (true)
        {
            var changed = Queues.NextChange();
            if (!Queues.IsFull)
                return;
            await changed.WaitAsync(ending);
        }
    }

    private async Task TakeTurnsAsync(CancellationToken ending)
    {
        while (true)
        {
            var work = Queues.NextWork();
            if (Queues.NextTurn() is not { } turn)
            {
                await work.WaitAsync(ending);
                continue;
            }
            IReadOnlyList<OutboxMessage> page = turn.Kept is { } kept
                ? kept
                : await _journal.PendingAsync(turn.AfterId, turn.Max, ending);
            Queues.Serve(turn, page);
        }
    }

    /// <summary>Delivers what a receiver has in hand, until it has nothing. Whatever is thrown on the way, the
    /// cancellation of something else included, ends this drain alone, and the receiver is tried again.</summary>
    private async Task DrainAsync(Receiver receiver)
    {
        _drains.Begin();
        try
        {
            // What is not delivered before a stop still lies in the outbox.
            while (!_ending.IsCancellationRequested && Queues.NextBatch(receiver) is { } batch)
                Queues.Answered(receiver, await _mailbox.DeliverAsync(receiver.Name, batch));
        }
        catch (Exception problem)
        {
            var failures = Queues.BrokeOff(receiver, problem is BodyFaultyException);
            if (failures == 1 && !_ending.IsCancellationRequested)
                _log.LogWarning(
                    problem, "Messages did not reach {Receiver}; they are tried again.", receiver.Name);
        }
        finally
        {
            _drains.End();
        }
    }

    private IReadOnlyList<OutboxMessage> Ours(IReadOnlyList<OutboxMessage> page)
    {
        for (var i = 0; i < page.Count; i++)
        {
            if (!_share.Has(page[i].Receiver))
                return [.. page.Where(message => _share.Has(message.Receiver))];
        }
        return page;
    }
}

/// <summary>Counts what takes messages to bodies, and says when that has ended. Any thread may call it.</summary>
internal sealed class DrainCount
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whoever made it is one of them.</summary>
    private int _count = 1;

    /// <summary>Completes when all have ended, its maker too.</summary>
    public Task Ended => _ended.Task;

    public void Begin() => Interlocked.Increment(ref _count);

    public void End()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            _ended.TrySetResult();
    }
}
