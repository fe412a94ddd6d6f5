using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Couriers;

/// <summary>
/// Brings messages from the outbox to their grains: at least once, in order for each sender and receiver (indeed for
/// each receiver), and counted once, because the message's id is the receiver's command id and the receiver's append
/// takes the message out of the outbox. A message that is redundant to its receiver gets no answer of its own; the
/// courier takes it out, many at a time. After a restart it begins with what still lies there.
/// </summary>
public sealed class Courier(IJournal journal, GrainMailbox mailbox, ILogger<Courier> log) : BackgroundService
{
    /// <summary>The most messages under way to grains at the same time; more wait in the outbox.</summary>
    /// <remarks>What is under way outlives a collection of garbage or two, so more of it costs more than it hastens.
    /// </remarks>
    public const int UnderWayMax = 4_000;

    /// <summary>The most messages handed to one grain together.</summary>
    public const int BatchMessagesMax = 500;

    /// <summary>The longest pause between two tries to deliver, in seconds. There is no last try: a message is money.
    /// </summary>
    public const int RetrySecondsMax = 30;

    private const int PageMessages = 1_000;

    /// <summary>With so many under way there is room for a page more.</summary>
    private const int RoomFrom = UnderWayMax - PageMessages;

    private static readonly ResiliencePipeline Retry = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(20),
            MaxDelay = TimeSpan.FromSeconds(RetrySecondsMax),
            ShouldHandle = new PredicateBuilder().Handle<Exception>(),
        })
        .Build();

    private readonly Lock _gate = new();
    private readonly Dictionary<StreamName, Queue<Message>> _receivers = [];
    private readonly HashSet<long> _underWay = [];
    private readonly Queue<long> _redundant = [];

    /// <summary>What waits for each receiver that is silent, by the message's id and in order.</summary>
    private readonly Dictionary<StreamName, OrderedDictionary<long, Message>> _withheld = [];
    private bool _acknowledging;

    /// <summary>Made by whoever waits first.</summary>
    private TaskCompletionSource? _changed;
    private long _collectedThrough = -1;

    /// <summary>Hands over messages whose time has come; those that are under way already are left out.</summary>
    public void Post(IReadOnlyList<Message> messages, CancellationToken stopping)
    {
        foreach (var message in messages)
            Post(message, stopping);
    }

    /// <summary>From now on messages for a receiver wait, as they do for a body that cannot be reached: they stay in
    /// the outbox, in their order. What it is answering just now it still answers.</summary>
    /// <remarks>For demonstrations and tests: what waits is in memory, too; a restart forgets the silence.</remarks>
    public void Withhold(StreamName receiver)
    {
        lock (_gate)
        {
            var waiting = new OrderedDictionary<long, Message>();
            if (!_withheld.TryAdd(receiver, waiting) || !_receivers.TryGetValue(receiver, out var queue))
                return;
            while (queue.TryDequeue(out var message))
            {
                waiting.Add(message.Id, message);
                Leave(message.Id);
            }
        }
    }

    /// <summary>How many messages wait for a receiver that is silent.</summary>
    public int CountWithheld(StreamName receiver)
    {
        lock (_gate)
            return _withheld.TryGetValue(receiver, out var waiting) ? waiting.Count : 0;
    }

    /// <summary>Delivers the first of what waits for a silent receiver, and keeps back the rest.</summary>
    /// <param name="stopping">Cancelled when the service stops.</param>
    public void LetThrough(StreamName receiver, int messages, CancellationToken stopping)
    {
        var begin = false;
        lock (_gate)
            if (_withheld.TryGetValue(receiver, out var waiting))
                begin = EnqueueFirst(waiting, messages);
        if (begin)
            _ = DeliverAllAsync(receiver, stopping);
    }

    /// <summary>A silent receiver answers again: first what has waited, and then what comes.</summary>
    /// <param name="stopping">Cancelled when the service stops.</param>
    public void Resume(StreamName receiver, CancellationToken stopping)
    {
        var begin = false;
        lock (_gate)
            if (_withheld.Remove(receiver, out var waiting))
                begin = EnqueueFirst(waiting, waiting.Count);
        if (begin)
            _ = DeliverAllAsync(receiver, stopping);
    }

    /// <summary>
    /// Completes when nothing is under way and everything in the journal up to now has been delivered, with all that
    /// followed from it. Alarms that are not due do not count, nor does what is withheld.
    /// </summary>
    public async Task QuietAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_underWay.Count == 0 && _collectedThrough == journal.Position)
                    return;
                changed = NextChange();
            }
            await changed.WaitAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lastId = 0L;
        try
        {
            while (true)
            {
                var position = journal.Position;
                lastId = await CollectAsync(lastId, stoppingToken);
                lock (_gate)
                {
                    _collectedThrough = position;
                    Signal();
                }
                await journal.WaitBeyondAsync(position, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<long> CollectAsync(long lastId, CancellationToken stoppingToken)
    {
        while (true)
        {
            await RoomAsync(stoppingToken);
            var page = await journal.PendingAsync(lastId, PageMessages, stoppingToken);
            if (page.Count == 0)
                return lastId;
            Post(page, stoppingToken);
            lastId = page[^1].Id;
        }
    }

    private async Task RoomAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_underWay.Count <= RoomFrom)
                    return;
                changed = NextChange();
            }
            await changed.WaitAsync(stoppingToken);
        }
    }

    private void Post(Message message, CancellationToken stopping)
    {
        var begin = false;
        lock (_gate)
        {
            if (!_withheld.TryGetValue(message.Receiver, out var waiting))
                begin = Enqueue(message);
            else if (!_underWay.Contains(message.Id))
                waiting.TryAdd(message.Id, message);
        }
        if (begin)
            _ = DeliverAllAsync(message.Receiver, stopping);
    }

    /// <summary>Whether nobody delivers to the receiver yet.</summary>
    private bool EnqueueFirst(OrderedDictionary<long, Message> waiting, int messages)
    {
        var begin = false;
        foreach (var message in waiting.Values.Take(messages).ToArray())
        {
            waiting.Remove(message.Id);
            begin |= Enqueue(message);
        }
        return begin;
    }

    /// <summary>Whether nobody delivers to the receiver yet.</summary>
    private bool Enqueue(Message message)
    {
        if (!_underWay.Add(message.Id))
            return false;
        if (_receivers.TryGetValue(message.Receiver, out var queue))
        {
            queue.Enqueue(message);
            return false;
        }
        _receivers[message.Receiver] = new Queue<Message>([message]);
        return true;
    }

    private async Task DeliverAllAsync(StreamName receiver, CancellationToken stopping)
    {
        while (NextBatch(receiver) is { } batch)
        {
            try
            {
                // Nearly always the first try is enough, and it costs no pipeline.
                var replies = await TryDeliverAsync(receiver, batch)
                    ?? await Retry.ExecuteAsync(async _ => await DeliverAsync(receiver, batch), stopping);
                Leave(batch, replies, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void Leave(ImmutableArray<Message> batch, Reply[] replies, CancellationToken stopping)
    {
        var begin = false;
        lock (_gate)
        {
            for (var i = 0; i < batch.Length; i++)
            {
                if (replies[i].IsRedundant)
                    _redundant.Enqueue(batch[i].Id);
                else
                    Leave(batch[i].Id);
            }
            if (!_acknowledging && _redundant.Count > 0)
                begin = _acknowledging = true;
        }
        if (begin)
            _ = AcknowledgeAllAsync(stopping);
    }

    // Those that wait are told when there is room again and when nothing is left, not of each message.
    private void Leave(long message)
    {
        if (_underWay.Remove(message) && _underWay.Count is 0 or RoomFrom)
            Signal();
    }

    /// <summary>Takes redundant messages out of the outbox as long as there are any; the more come while it waits for
    /// the disk, the more go together.</summary>
    private async Task AcknowledgeAllAsync(CancellationToken stopping)
    {
        while (NextRedundant() is { } messages)
        {
            try
            {
                await Retry.ExecuteAsync(async _ => await AcknowledgeAsync(messages), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            lock (_gate)
                foreach (var message in messages)
                    Leave(message);
        }
    }

    private ImmutableArray<long>? NextRedundant()
    {
        lock (_gate)
        {
            if (_redundant.Count == 0)
            {
                _acknowledging = false;
                return null;
            }
            var messages = ImmutableArray.CreateBuilder<long>(
                Math.Min(_redundant.Count, JournalLimits.AcknowledgedMax));
            while (messages.Count < messages.Capacity)
                messages.Add(_redundant.Dequeue());
            return messages.MoveToImmutable();
        }
    }

    private async ValueTask AcknowledgeAsync(ImmutableArray<long> messages)
    {
        try
        {
            await journal.AcknowledgeAsync(messages);
        }
        catch (Exception problem)
        {
            log.LogWarning(problem, "{Count} redundant messages stay in the outbox for now.", messages.Length);
            throw;
        }
    }

    private ImmutableArray<Message>? NextBatch(StreamName receiver)
    {
        lock (_gate)
        {
            var queue = _receivers[receiver];
            if (queue.Count == 0)
            {
                _receivers.Remove(receiver);
                return null;
            }
            var batch = ImmutableArray.CreateBuilder<Message>(Math.Min(queue.Count, BatchMessagesMax));
            while (batch.Count < BatchMessagesMax && queue.TryDequeue(out var message))
                batch.Add(message);
            return batch.DrainToImmutable();
        }
    }

    private async ValueTask<Reply[]?> TryDeliverAsync(StreamName receiver, ImmutableArray<Message> batch)
    {
        try
        {
            return Whole(await mailbox.DeliverAsync(receiver, batch));
        }
        catch (Exception problem)
        {
            LogUndelivered(problem, receiver, batch);
            return null;
        }
    }

    private async ValueTask<Reply[]> DeliverAsync(StreamName receiver, ImmutableArray<Message> batch)
    {
        try
        {
            return Whole(await mailbox.DeliverAsync(receiver, batch));
        }
        catch (Exception problem)
        {
            LogUndelivered(problem, receiver, batch);
            throw;
        }
    }

    private static Reply[] Whole(Reply[] replies) => Array.Find(replies, reply => reply.Fault is not null) is { } failed
        ? throw new InvalidOperationException(failed.Fault)
        : replies;

    private void LogUndelivered(Exception problem, StreamName receiver, ImmutableArray<Message> batch) =>
        log.LogWarning(problem, "Messages {First} to {Last} did not reach {Receiver}; they are tried again.",
            batch[0].Id, batch[^1].Id, receiver);

    private Task NextChange() => (_changed ??= NewSignal()).Task;

    private void Signal()
    {
        _changed?.SetResult();
        _changed = null;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
