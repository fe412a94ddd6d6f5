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

    /// <summary>It waits until somebody acts: it was set aside, or its body is silent or does not fold.</summary>
    Aside,
}

/// <content>Alarms whose time has come, and what is done by hand.</content>
internal sealed partial class Dispatch
{
    /// <summary>The most alarms under way: a room of their own, so that neither waits for the other.</summary>
    public const int AlarmsUnderWayMax = 1_000;

    private int _alarms;

    /// <summary>Completes when alarms that were left out may be taken now, or there is room for more.</summary>
    public Task NextAlarmsWanted() => Next(ref _alarmsWanted);

    public AlarmPlace PlaceAlarm(Message alarm, DateTimeOffset now, List<Receiver> begun)
    {
        lock (_gate)
        {
            if (_underWay.Contains(alarm.Id))
                return AlarmPlace.UnderWay;
            if (stuck.Has(alarm.Id))
                return AlarmPlace.Aside;
            if (_alarms >= AlarmsUnderWayMax)
                return AlarmPlace.NoRoom;
            if (stuck.IsPaused(alarm.Id, now))
                return AlarmPlace.Waits;
            var receiver = ReceiverOf(alarm.Receiver);
            if (receiver.IsWithheld || receiver.Room <= 0)
            {
                receiver.HasMissedAlarms = true;
                return receiver.IsWithheld || receiver.IsFaulty ? AlarmPlace.Aside : AlarmPlace.Waits;
            }
            _alarms++;
            Enqueue(receiver, alarm, begun);
            return AlarmPlace.UnderWay;
        }
    }

    /// <summary>Has alarms looked for again.</summary>
    public void WantAlarms()
    {
        lock (_gate)
            Signal(ref _alarmsWanted);
    }

    /// <summary>Tries a message again that was set aside.</summary>
    public void Retry(StuckMessage message)
    {
        lock (_gate)
        {
            if (message.IsAlarm)
            {
                Signal(ref _alarmsWanted);
                return;
            }
            _retries.Enqueue(message.Id);
            Signal(ref _work);
        }
    }

    /// <summary>From now on a receiver takes nothing; what is in hand waits again.</summary>
    public void Withhold(StreamName name)
    {
        lock (_gate)
        {
            var receiver = ReceiverOf(name);
            if (receiver.IsWithheld)
                return;
            (receiver.IsWithheld, receiver.LetThrough) = (true, 0);
            GiveBackAll(receiver, receiver.TakeQueue());
            SignalIfDone();
        }
    }

    public int CountWithheld(StreamName name)
    {
        lock (_gate)
            return _receivers.GetValueOrDefault(name) is { IsWithheld: true } receiver ? receiver.Waiting.Count : 0;
    }

    public void LetThrough(StreamName name, int messages)
    {
        lock (_gate)
        {
            if (_receivers.GetValueOrDefault(name) is not { IsWithheld: true } receiver)
                return;
            receiver.LetThrough = Math.Min(messages, receiver.Waiting.Count);
            Ready(receiver.Waiting);
        }
    }

    public void EndWithholding(StreamName name)
    {
        lock (_gate)
        {
            if (_receivers.GetValueOrDefault(name) is not { IsWithheld: true } receiver)
                return;
            receiver.IsWithheld = false;
            ReadyAll(receiver);
            WantAlarms(receiver);
            Forget(receiver);
        }
    }

    private void EndAlarm()
    {
        if (_alarms-- == AlarmsUnderWayMax)
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
