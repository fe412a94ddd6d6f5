using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Storage;

namespace Solidarity.Grains.Tests.Delivery;

/// <summary>A queues with an outbox of its own, in which nothing happens but what a test does.</summary>
internal sealed class Carriage : IDisposable
{
    private static readonly byte[] Payload = "{\"command\":\"x\"}"u8.ToArray();

    /// <summary>By id, from 1 on; null where a message was answered.</summary>
    private readonly List<OutboxMessage?> _outbox = [];
    private readonly FaultLog _faults = new(NullLogger<FaultLog>.Instance, TimeProvider.System);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private long _taken;

    public Carriage(long keptBytesMax = DeliveryQueues.KeptBytesMax, ILogger<StuckMessages>? log = null)
    {
        Stuck = new StuckMessages(_faults, log ?? NullLogger<StuckMessages>.Instance);
        DeliveryQueues = new DeliveryQueues(Stuck, _time, Busy.Add, keptBytesMax);
    }

    public StuckMessages Stuck { get; }

    public DeliveryQueues DeliveryQueues { get; }

    /// <summary>What has been handed to a receiver, in order.</summary>
    public List<OutboxMessage> Delivered { get; } = [];

    /// <summary>Receivers whose drain has begun.</summary>
    public List<Receiver> Busy { get; } = [];

    /// <summary>How many lie in the outbox.</summary>
    public int Waiting { get; private set; }

    public void Dispose() => _faults.Dispose();

    public void Send(string sender, string receiver, int count = 1)
    {
        for (var i = 0; i < count; i++)
            _outbox.Add(new OutboxMessage(
                _outbox.Count + 1, new StreamName(sender), new StreamName(receiver), Payload, null));
        Waiting += count;
    }

    /// <summary>Reads what is new, and gives everybody the turns that there is room for.</summary>
    public void Pump()
    {
        while (Read(_taken, 1_000) is { Count: > 0 } page)
        {
            DeliveryQueues.Take(page);
            _taken = page[^1].Id;
        }
        while (DeliveryQueues.NextTurn() is { } turn)
        {
            IReadOnlyList<OutboxMessage> page = turn.Kept is { } kept ? kept : Read(turn.AfterId, turn.Max);
            DeliveryQueues.Serve(turn, page);
        }
    }

    /// <summary>Delivers one batch to a receiver.</summary>
    /// <param name="fails">Which messages fail alone.</param>
    /// <param name="takes">Whether the receiver takes anything.</param>
    public void Deliver(Receiver receiver, Func<OutboxMessage, bool>? fails = null, bool takes = true)
    {
        if (DeliveryQueues.NextBatch(receiver) is not { } batch)
        {
            Busy.Remove(receiver);
            return;
        }
        try
        {
            if (!takes)
                throw new IOException("it takes nothing");
            DeliveryQueues.Answered(receiver, Answer(batch, fails ?? (_ => false)));
        }
        catch (IOException)
        {
            // As the dispatcher's drain does, whatever was thrown.
            Busy.Remove(receiver);
            DeliveryQueues.BrokeOff(receiver, isFaulty: false);
        }
    }

    /// <summary>A batch is answered, and its drain breaks off before that is noted.</summary>
    public void BreakOff(Receiver receiver)
    {
        if (DeliveryQueues.NextBatch(receiver) is not { } batch)
        {
            Busy.Remove(receiver);
            return;
        }
        Answer(batch, _ => false);
        Should.Throw<InvalidOperationException>(() => DeliveryQueues.Answered(receiver, []));
        Busy.Remove(receiver);
        DeliveryQueues.BrokeOff(receiver, isFaulty: false);
    }

    /// <summary>Lets all pauses go by.</summary>
    public void PassPauses() => _time.Advance(TimeSpan.FromSeconds(Dispatcher.RetrySecondsMax));

    /// <summary>As a grain does: behind one that fails, those of its sender are not decided.</summary>
    private ImmutableArray<Reply> Answer(ImmutableArray<OutboxMessage> batch, Func<OutboxMessage, bool> fails)
    {
        var failed = new HashSet<StreamName>();
        return [.. batch.Select(message =>
        {
            if (failed.Contains(message.Sender))
                return Reply.Behind;
            if (fails(message))
            {
                failed.Add(message.Sender);
                return Reply.Failed(new InvalidOperationException("it fails"));
            }
            Delivered.Add(message);
            _outbox[(int)message.Id - 1] = null;
            Waiting--;
            return new Reply(1, null);
        })];
    }

    private List<OutboxMessage> Read(long after, int max)
    {
        var page = new List<OutboxMessage>();
        for (var i = (int)after; i < _outbox.Count && page.Count < max; i++)
            if (_outbox[i] is { } message)
                page.Add(message);
        return page;
    }
}
