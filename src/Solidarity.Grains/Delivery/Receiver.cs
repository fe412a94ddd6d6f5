using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>What the courier knows of a body that it brings messages to. Guarded by the courier.</summary>
internal sealed class Receiver(StreamName name)
{
    private Backlog? _waiting;

    public StreamName Name => name;

    /// <summary>Messages in hand, in the order in which they go.</summary>
    public Queue<Message> Queue { get; private set; } = [];

    /// <summary>What waits in the outbox: there was no room, or it cannot take any now.</summary>
    public Backlog Waiting => _waiting ??= new Backlog(null, this);

    public bool HasWaiting => _waiting is { IsEmpty: false };

    /// <summary>By sender, where one of the sender's messages fails; null where none does.</summary>
    public Dictionary<StreamName, Lane>? Lanes { get; set; }

    /// <summary>Messages in hand and under way.</summary>
    public int Held { get; set; }

    public bool IsDelivering { get; set; }

    /// <summary>How often in a row it could take nothing.</summary>
    public int Failures { get; set; }

    /// <summary>Whether it waits for its next try.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Whether it takes nothing because its stream does not fold.</summary>
    public bool IsFaulty { get; set; }

    /// <summary>Whether it is made to be silent, and how many messages it takes all the same.</summary>
    public bool IsWithheld { get; set; }

    public int LetThrough { get; set; }

    /// <summary>Whether alarms were left out that it could not take; they are looked for again.</summary>
    public bool HasMissedAlarms { get; set; }

    /// <summary>Whether it takes messages, if not always as many as there are.</summary>
    public bool IsTaking => !IsPaused && !IsWithheld && Failures == 0;

    /// <summary>How many more it may be given.</summary>
    public int Room => IsPaused ? 0
        : IsWithheld ? Math.Min(LetThrough, Courier.UnderWayPerReceiverMax - Held)
        // One tells whether it can take any again.
        : (Failures > 0 ? 1 : Courier.UnderWayPerReceiverMax) - Held;

    /// <summary>Whether something is left to be done for it, but for what waits until somebody acts.</summary>
    public bool HasWork => HasWaiting && (IsWithheld ? LetThrough > 0 : !IsFaulty)
        || Lanes?.Values.Any(lane => !lane.Waiting.IsEmpty) == true;

    public bool IsIdle => Held == 0 && !IsDelivering && !HasWaiting && Lanes is null && !IsPaused && !IsWithheld
        && Failures == 0;

    /// <summary>Takes all that is in hand out of it again.</summary>
    public Queue<Message> TakeQueue()
    {
        var queue = Queue;
        Queue = [];
        return queue;
    }
}
