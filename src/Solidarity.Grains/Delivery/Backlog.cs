using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>
/// Messages that wait in the outbox because there was no room for them: all of one sender that were not read yet, or
/// those for one receiver, or those of one sender to one receiver behind one that fails. All their ids are kept; of the
/// messages themselves the first ones, as many as there is memory for (<see cref="DeliveryQueues.KeptBytesMax"/>). The
/// others are read again from the outbox.
/// </summary>
/// <remarks>Where messages are kept, they are all that wait with an id up to the last one kept.</remarks>
/// <param name="sender">Whose messages; null: anybody's.</param>
/// <param name="receiver">Whom they are for; null: anybody.</param>
internal sealed class Backlog(StreamName? sender, Receiver? receiver)
{
    /// <summary>What a message takes beside its payload, about.</summary>
    private const int MessageBytes = 128;

    public StreamName? Sender => sender;

    public Receiver? Receiver => receiver;

    public IdRanges Ids { get; } = new();

    /// <summary>In rising order of their ids.</summary>
    private List<OutboxMessage>? _kept;

    /// <summary>About how many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it stands in a queue for its turn.</summary>
    public bool IsInTurn { get; set; }

    public bool IsEmpty => Ids.IsEmpty;

    public bool Has(OutboxMessage message) =>
        (sender is not { } from || from == message.Sender) && (receiver is null || receiver.Name == message.Receiver);

    /// <summary>The first that wait, at most <paramref name="max"/>; null where they have to be read.</summary>
    public ImmutableArray<OutboxMessage>? Kept(int max) => _kept is { Count: > 0 } kept ? [.. kept.Take(max)] : null;

    /// <summary>A message waits.</summary>
    /// <param name="mayKeep">Whether there is memory for it.</param>
    /// <returns>How many bytes of memory more are taken.</returns>
    public long Add(OutboxMessage message, bool mayKeep)
    {
        var isAllKept = IsEmpty || (_kept is { Count: > 0 } kept && kept[^1].Id >= Ids.Last);
        Add(message.Id);
        var place = PlaceOf(message.Id);
        if (!mayKeep)
            return LetGo(place, Kept());
        if (place == Kept() && !isAllKept)
            return 0;
        (_kept ??= []).Insert(place, message);
        return CostOf(message);
    }

    /// <summary>A message waits that is not kept, and that comes behind all others.</summary>
    public void Add(long id)
    {
        Ids.Add(id);
        Count++;
    }

    /// <summary>A message waits that is not kept, and that goes before all others.</summary>
    /// <returns>How many bytes of memory more are taken; negative, where others are no longer kept.</returns>
    public long AddFirst(long id)
    {
        Ids.AddFirst(id);
        Count++;
        return LetGo(0, Kept());
    }

    /// <summary>All up to <paramref name="through"/> have been looked at, and <paramref name="taken"/> of them went on.
    /// </summary>
    /// <inheritdoc cref="AddFirst" path="/returns"/>
    public long Trim(long through, int taken)
    {
        Ids.TrimThrough(through);
        Count = IsEmpty ? 0 : Math.Max(1, Count - taken);
        return LetGo(0, PlaceOf(through + 1));
    }

    private int Kept() => _kept?.Count ?? 0;

    /// <summary>How many are kept with a lower id.</summary>
    private int PlaceOf(long id)
    {
        if (_kept is not { Count: > 0 } kept || kept[^1].Id < id)
            return Kept();
        var (low, high) = (0, kept.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = kept[middle].Id < id ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private long LetGo(int from, int to)
    {
        if (_kept is null || from >= to)
            return 0;
        var bytes = 0L;
        for (var i = from; i < to; i++)
            bytes += CostOf(_kept[i]);
        _kept.RemoveRange(from, to - from);
        return -bytes;
    }

    private static long CostOf(OutboxMessage message) => MessageBytes + message.Payload.Length;
}

/// <summary>A lane: one sender's messages to one receiver, in their order, of which the first fails by a fault of ours.
/// </summary>
internal sealed class Lane(StreamName sender, Receiver receiver)
{
    public Backlog Waiting { get; } = new(sender, receiver);

    /// <summary>The message that fails, and since when and how often it did; 0 where none does any more.</summary>
    public long Failing { get; set; }

    public int Tries { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>Ends the wait for its next try; null where it does not wait.</summary>
    public ITimer? Pause { get; set; }
}
