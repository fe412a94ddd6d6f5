using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>What became of an alarm that was handed over.</summary>
internal enum AlarmPlace
{
    /// <summary>It is under way.</summary>
    UnderWay,

    /// <summary>There is no room for it now.</summary>
    NoRoom,

    /// <summary>Its body cannot take it now, and is tried again.</summary>
    Waits,

    /// <summary>It waits until somebody acts: it was set aside, or its body does not fold.</summary>
    Aside,

    /// <summary>It is for another silo to deliver.</summary>
    Elsewhere,
}

/// <content>Alarms whose time has come, and what is done by hand.</content>
internal sealed partial class DeliveryQueues
{
    /// <summary>The most alarms under way: a room of their own, so that neither waits for the other.</summary>
    public const int AlarmsUnderWayMax = 1_000;

    /// <summary>The alarms in hand.</summary>
    private readonly HashSet<long> _alarms = [];

    /// <summary>Completes when alarms that were left out may be taken now, or there is room for more.</summary>
    public Task NextAlarmsWanted() => Next(ref _alarmsWanted);

    public AlarmPlace PlaceAlarm(OutboxMessage alarm, DateTimeOffset now)
    {
        using var held = Enter();
        if (_underWay.Contains(alarm.Id))
            return AlarmPlace.UnderWay;
        if (stuck.Has(alarm.Id))
            return AlarmPlace.Aside;
        if (_alarms.Count >= AlarmsUnderWayMax)
            return AlarmPlace.NoRoom;
        if (stuck.IsPaused(alarm.Id, now))
            return AlarmPlace.Waits;
        var receiver = ReceiverOf(alarm.Receiver);
        if (receiver.Room <= 0)
        {
            receiver.HasMissedAlarms = true;
            return receiver.IsFaulty ? AlarmPlace.Aside : AlarmPlace.Waits;
        }
        _alarms.Add(alarm.Id);
        Enqueue(receiver, alarm);
        return AlarmPlace.UnderWay;
    }

    /// <summary>Tries a message again that was set aside.</summary>
    public void Retry(StuckMessage message)
    {
        using var held = Enter();
        if (message.IsAlarm)
        {
            Signal(ref _alarmsWanted);
            return;
        }
        _retries.Enqueue(message.Id);
        Signal(ref _work);
    }

    /// <summary>Tries all receivers again that wait for their next try: what kept them from taking anything is mended.
    /// </summary>
    public void RetryReceivers()
    {
        using var held = Enter();
        foreach (var receiver in _receivers.Values.Where(receiver => receiver.Pause is not null).ToArray())
        {
            (receiver.Failures, receiver.IsFaulty) = (0, false);
            EndPause(receiver);
        }
    }

    private void EndAlarm(OutboxMessage alarm)
    {
        if (_alarms.Remove(alarm.Id) && _alarms.Count == AlarmsUnderWayMax - 1)
            Signal(ref _alarmsWanted);
    }

    private void WantAlarms(Receiver receiver)
    {
        if (!receiver.HasMissedAlarms)
            return;
        receiver.HasMissedAlarms = false;
        Signal(ref _alarmsWanted);
    }
}
