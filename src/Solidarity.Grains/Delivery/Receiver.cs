using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>The messages for one body, and how it takes them. While messages are in hand, either one drain takes them
/// (<see cref="IsDraining"/>) or a timer will begin one (<see cref="Pause"/>). Guarded by <see cref="DeliveryQueues"/>.
/// </summary>
internal sealed class Receiver(StreamName name)
{
    private Backlog? _waiting;

    public StreamName Name => name;

    /// <summary>Messages in hand, in the order in which they go.</summary>
    public Queue<OutboxMessage> Queue { get; private set; } = [];

    /// <summary>Those of them that are being delivered; each leaves when what became of it has been noted.</summary>
    public Queue<OutboxMessage> Batch { get; } = [];

    /// <summary>How many messages are in hand.</summary>
    public int Held => Queue.Count + Batch.Count;

    /// <summary>What waits in the outbox: there was no room, or it cannot take any now.</summary>
    public Backlog Waiting => _waiting ??= new Backlog(null, this);

    /// <summary>All that waits for it.</summary>
    public IEnumerable<Backlog> Backlogs =>
        (Lanes?.Values.Select(lane => lane.Waiting) ?? []).Concat(_waiting is { } waiting ? [waiting] : []);

    public bool HasWaiting => _waiting is { IsEmpty: false };

    /// <summary>By sender, where one of the sender's messages fails; null where none does.</summary>
    public Dictionary<StreamName, Lane>? Lanes { get; set; }

    /// <summary>Whether a drain takes what is in hand; there is never a second one.</summary>
    public bool IsDraining { get; set; }

    /// <summary>How often in a row it could take nothing.</summary>
    public int Failures { get; set; }

    /// <summary>Ends the wait for its next try; null where it does not wait.</summary>
    public ITimer? Pause { get; set; }

    /// <summary>Whether it takes nothing because its stream does not fold.</summary>
    public bool IsFaulty { get; set; }

    /// <summary>Whether alarms were left out that it could not take; they are looked for again.</summary>
    public bool HasMissedAlarms { get; set; }

    /// <summary>Whether it takes messages, if not always as many as there are.</summary>
    public bool IsTaking => Pause is null && Failures == 0;

    /// <summary>How many more it may be given. Where it failed, one tells whether it can take any again.</summary>
    public int Room => Pause is not null ? 0 : (Failures > 0 ? 1 : Dispatcher.UnderWayPerReceiverMax) - Held;

    /// <summary>Whether something is left to be done for it, but for what waits until somebody acts.</summary>
    public bool HasWork => !IsFaulty && (HasWaiting || Lanes?.Values.Any(lane => !lane.Waiting.IsEmpty) == true);

    public bool IsIdle =>
        Held == 0 && !IsDraining && !HasWaiting && Lanes is null && Pause is null && Failures == 0;

    /// <summary>Takes all that is not being delivered out of hand again.</summary>
    public Queue<OutboxMessage> TakeQueue()
    {
        var queue = Queue;
        Queue = [];
        return queue;
    }

    /// <summary>Nothing is in hand any more.</summary>
    public void Clear()
    {
        Queue.Clear();
        Batch.Clear();
    }
}
