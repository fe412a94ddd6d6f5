namespace Solidarity.Grains.Delivery;

/// <summary>How much delivery has to do.</summary>
/// <param name="UnderWay">Messages that are being delivered.</param>
/// <param name="Waiting">Messages that were read from the outbox and wait for room or for their receiver, about.
/// </param>
/// <param name="Oldest">How long the oldest of all these has waited since it was read; null where there is none. What
/// was set aside, or is for a body that does not fold, is not counted: somebody has to act for it.</param>
public readonly record struct DeliveryLoad(int UnderWay, long Waiting, TimeSpan? Oldest);

/// <content>What there is to do, for those who watch.</content>
internal sealed partial class DeliveryQueues
{
    /// <summary>When which ids were read.</summary>
    private readonly Arrivals _arrivals = new(time);

    /// <summary>Looks at every receiver that has something waiting.</summary>
    public DeliveryLoad Load()
    {
        using var held = Enter();
        var (waiting, oldest) = ((long)_retries.Count, long.MaxValue);
        foreach (var id in _underWay)
            if (!_alarms.Contains(id))
                oldest = Math.Min(oldest, id);
        var backlogs = _senders.Values.Concat(_receivers.Values.Where(receiver => !receiver.IsFaulty)
            .SelectMany(receiver => receiver.Backlogs));
        foreach (var backlog in backlogs.Where(backlog => !backlog.IsEmpty))
        {
            waiting += backlog.Count;
            oldest = Math.Min(oldest, backlog.Ids.First);
        }
        return new DeliveryLoad(_underWay.Count - _alarms.Count, waiting, _arrivals.AgeFrom(oldest));
    }
}
