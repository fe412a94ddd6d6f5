using Solidarity.Storage;

namespace Solidarity.Grains.Couriers;

/// <summary>
/// Messages that wait in the outbox because there was no room for them: all of one sender that were not read yet, or
/// those for one receiver, or those of one sender to one receiver behind one that fails. Only their ids are kept.
/// </summary>
/// <param name="sender">Whose messages; null: anybody's.</param>
/// <param name="receiver">Whom they are for; null: anybody.</param>
internal sealed class Backlog(StreamName? sender, Receiver? receiver)
{
    public StreamName? Sender => sender;

    public Receiver? Receiver => receiver;

    public Runs Ids { get; } = new();

    /// <summary>About how many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it stands in a queue for its turn.</summary>
    public bool IsInTurn { get; set; }

    public bool IsEmpty => Ids.IsEmpty;

    public bool Has(Message message) =>
        (sender is not { } from || from == message.Sender) && (receiver is null || receiver.Name == message.Receiver);

    public void Add(long id)
    {
        Ids.Add(id);
        Count++;
    }

    public void AddFirst(long id)
    {
        Ids.AddFirst(id);
        Count++;
    }

    /// <summary>All up to <paramref name="through"/> have been read, and <paramref name="taken"/> of them went on.
    /// </summary>
    public void Trim(long through, int taken)
    {
        Ids.TrimThrough(through);
        Count = IsEmpty ? 0 : Math.Max(1, Count - taken);
    }
}

/// <summary>The messages of one sender to one receiver, of which the first fails by a fault of ours.</summary>
internal sealed class Lane(StreamName sender, Receiver receiver)
{
    public Backlog Waiting { get; } = new(sender, receiver);

    /// <summary>The message that fails, and since when and how often it did; 0 where none does any more.</summary>
    public long Failing { get; set; }

    public int Tries { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>Whether it waits for its next try.</summary>
    public bool IsPaused { get; set; }
}
