using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>
/// Brings messages from the outbox to their grains: at least once, in order for each sender and receiver, and counted
/// once, because the message's id is the receiver's command id and the receiver's append takes the message out of the
/// outbox. A message that is redundant to its receiver gets no answer of its own; the courier takes it out, many at a
/// time. After a restart it begins with what still lies there. Which goes next, when there are more than may be under
/// way, says <see cref="Dispatch"/>.
/// </summary>
/// <remarks>
/// A receiver that can take nothing is tried again, ever more seldom, and holds nobody up. A message that fails by
/// itself is tried again too, and what its sender sends behind it waits; after <see cref="StuckMessages.TriesMax"/>
/// tries it is set aside, and they go on without it: that its sender's order is broken there is known and accepted.
/// Nothing but the service's own stop ends delivery.
/// </remarks>
public sealed class Courier : BackgroundService
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
    private readonly GrainMailbox _mailbox;
    private readonly StuckMessages _stuck;
    private readonly Dispatch _dispatch;
    private readonly Acknowledger _acknowledger;
    private readonly FaultLog _faults;
    private readonly TimeProvider _time;
    private readonly ILogger<Courier> _log;

    /// <summary>Cancelled when the service stops.</summary>
    private CancellationToken _stopping;
    private long _lastId;
    private long _collectedThrough = -1;

    /// <summary>Receivers that are delivered to, and the courier itself until it stops.</summary>
    private int _delivering = 1;
    private readonly TaskCompletionSource _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Courier(
        IJournal journal, GrainMailbox mailbox, StuckMessages stuck, FaultLog faults, [BooksTime] TimeProvider time,
        ILogger<Courier> log)
    {
        (_journal, _mailbox, _stuck, _faults, _time, _log) = (journal, mailbox, stuck, faults, time, log);
        _dispatch = new Dispatch(stuck);
        _acknowledger = new Acknowledger(journal, _dispatch, faults, time);
    }

    /// <summary>The pause after so many tries that failed.</summary>
    internal static TimeSpan PauseAfter(int tries) => TimeSpan.FromMilliseconds(
        Math.Min(RetrySecondsMax * 1_000L, (long)RetryMsMin << Math.Min(tries - 1, 20)));

    /// <summary>Whether <see cref="QuietAsync"/> would complete at once.</summary>
    public bool IsQuiet => Volatile.Read(ref _collectedThrough) == _journal.Position && _dispatch.IsQuiet;

    /// <summary>From now on messages for a receiver wait, as they do for a body that cannot be reached: they stay in
    /// the outbox, in their order. What it is answering just now it still answers.</summary>
    /// <remarks>For demonstrations and tests: a restart forgets the silence.</remarks>
    public void Withhold(StreamName receiver) => _dispatch.Withhold(receiver);

    /// <summary>How many messages wait for a receiver that is silent; alarms do not count.</summary>
    public int CountWithheld(StreamName receiver) => _dispatch.CountWithheld(receiver);

    /// <summary>Delivers the first of what waits for a silent receiver, and keeps back the rest.</summary>
    public void LetThrough(StreamName receiver, int messages) => _dispatch.LetThrough(receiver, messages);

    /// <summary>A silent receiver answers again: first what has waited, and then what comes.</summary>
    public void Resume(StreamName receiver) => _dispatch.EndWithholding(receiver);

    /// <summary>Tries messages again that were set aside.</summary>
    /// <param name="id">Null for all.</param>
    /// <returns>Which ones.</returns>
    public IReadOnlyList<StuckMessage> Retry(long? id)
    {
        var taken = _stuck.TakeForRetry(id);
        foreach (var message in taken)
            _dispatch.Retry(message);
        return taken;
    }

    /// <summary>
    /// Completes when nothing is under way and everything in the journal up to now has been delivered, with all that
    /// followed from it. Alarms that are not due do not count, nor does what is withheld or set aside, or is for a body
    /// that takes nothing.
    /// </summary>
    public async Task QuietAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = _dispatch.NextChange();
            if (IsQuiet)
                return;
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Hands over an alarm that is due.</summary>
    internal AlarmPlace Post(Message alarm)
    {
        var begun = new List<Receiver>();
        var place = _dispatch.PlaceAlarm(alarm, _time.GetUtcNow(), begun);
        Begin(begun);
        return place;
    }

    internal Task NextAlarmsWanted() => _dispatch.NextAlarmsWanted();

    /// <summary>Completes when no call to a grain is under way any more: the grains stop next.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        EndDelivery();
        await _delivered.Task.WaitAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        return Task.WhenAll(
            Endless.RunAsync("The courier's reading of the outbox", CollectAsync, _faults, _time, stoppingToken),
            Endless.RunAsync("The courier's turns", TakeTurnsAsync, _faults, _time, stoppingToken));
    }

    private async Task CollectAsync(CancellationToken stopping)
    {
        var begun = new List<Receiver>();
        while (true)
        {
            var position = _journal.Position;
            while (await _journal.PendingAsync(_lastId, PageMessages, stopping) is { Count: > 0 } page)
            {
                _dispatch.Take(page, begun);
                _lastId = page[^1].Id;
                Begin(begun);
                await RoomForSendersAsync(stopping);
            }
            Volatile.Write(ref _collectedThrough, position);
            _dispatch.Tell();
            await _journal.WaitBeyondAsync(position, stopping);
        }
    }

    private async Task RoomForSendersAsync(CancellationToken stopping)
    {
        while (true)
        {
            var changed = _dispatch.NextChange();
            if (!_dispatch.IsFull)
                return;
            await changed.WaitAsync(stopping);
        }
    }

    private async Task TakeTurnsAsync(CancellationToken stopping)
    {
        var begun = new List<Receiver>();
        while (true)
        {
            var work = _dispatch.NextWork();
            if (_dispatch.NextTurn() is not { } turn)
            {
                await work.WaitAsync(stopping);
                continue;
            }
            try
            {
                IReadOnlyList<Message> page = turn.Kept is { } kept
                    ? kept
                    : await _journal.PendingAsync(turn.AfterId, turn.Max, stopping);
                _dispatch.Serve(turn, page, begun);
            }
            catch
            {
                _dispatch.PutBack(turn);
                throw;
            }
            finally
            {
                Begin(begun);
            }
        }
    }

    private void Begin(List<Receiver> begun)
    {
        foreach (var receiver in begun)
        {
            Interlocked.Increment(ref _delivering);
            _ = DeliverAllAsync(receiver);
        }
        begun.Clear();
    }

    private void EndDelivery()
    {
        if (Interlocked.Decrement(ref _delivering) == 0)
            _delivered.TrySetResult();
    }

    private async Task DeliverAllAsync(Receiver receiver)
    {
        ImmutableArray<Message> batch = [];
        try
        {
            // What is not delivered before a stop still lies in the outbox.
            while (!_stopping.IsCancellationRequested && _dispatch.NextBatch(receiver) is { } next)
            {
                batch = next;
                Leave(receiver, batch, await _mailbox.DeliverAsync(receiver.Name, batch));
            }
        }
        catch (Exception problem)
        {
            if (!_stopping.IsCancellationRequested)
                Pause(receiver, batch, problem);
        }
        finally
        {
            EndDelivery();
        }
    }

    private void Leave(Receiver receiver, ImmutableArray<Message> batch, ImmutableArray<Reply> replies)
    {
        var left = new Left();
        _dispatch.Answered(receiver, batch, replies, _time.GetUtcNow(), left);
        if (left.Redundant is { } redundant)
            _acknowledger.Add(redundant, _stopping);
        foreach (var lane in left.Paused ?? [])
            _ = AfterAsync(lane.Tries, () => _dispatch.Resume(lane));
        if (left.AlarmTries > 0)
            _ = AfterAsync(left.AlarmTries, _dispatch.WantAlarms);
    }

    private void Pause(Receiver receiver, ImmutableArray<Message> batch, Exception problem)
    {
        var failures = _dispatch.Failed(receiver, batch, problem is BodyFaultyException);
        if (failures == 1)
            _log.LogWarning(problem, "Messages {First} to {Last} did not reach {Receiver}; they are tried again.",
                batch[0].Id, batch[^1].Id, receiver.Name);
        _ = AfterAsync(failures, () => _dispatch.Resume(receiver));
    }

    private async Task AfterAsync(int tries, Action resume)
    {
        try
        {
            await Task.Delay(PauseAfter(tries), _time, _stopping);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        resume();
    }
}

/// <summary>What a batch leaves to be done.</summary>
internal sealed class Left
{
    /// <summary>Redundant messages, to be taken out of the outbox.</summary>
    public List<long>? Redundant { get; set; }

    /// <summary>Lanes to be resumed after a pause.</summary>
    public List<Lane>? Paused { get; set; }

    /// <summary>How often an alarm of the batch has failed, the most; 0 where none did.</summary>
    public int AlarmTries { get; set; }
}
