using System.Collections.Immutable;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <content>What becomes of what was delivered, or could not be.</content>
internal sealed partial class Dispatch
{
    /// <summary>A batch was answered, but for those that failed alone.</summary>
    /// <param name="left">What is to be done is added; redundant messages stay under way until they are acknowledged.
    /// </param>
    public void Answered(
        Receiver receiver, ImmutableArray<Message> batch, ImmutableArray<Reply> replies, DateTimeOffset at, Left left)
    {
        lock (_gate)
        {
            (receiver.Failures, receiver.IsFaulty) = (0, false);
            for (var i = 0; i < batch.Length; i++)
            {
                var (message, reply) = (batch[i], replies[i]);
                receiver.Held--;
                if (message.Due is not null)
                    EndAlarm();
                if (reply.Fault is { } fault && message.Due is not null)
                    left.AlarmTries = Math.Max(left.AlarmTries, FailAlarm(receiver, message, fault, at));
                else if (reply.Fault is { } failed)
                    Fail(receiver, message, failed, at, left);
                else if (reply.IsBehind)
                    GiveBack(receiver, message);
                else
                    Done(receiver, message, reply, left);
            }
            if (receiver.Held <= Courier.UnderWayPerReceiverMax / 2)
                ReadyAll(receiver);
        }
    }

    /// <summary>A receiver could take nothing: what is in hand waits in the outbox again, and it takes no room.
    /// </summary>
    /// <param name="isFaulty">Whether that is so because its stream does not fold.</param>
    /// <returns>How often in a row that has happened.</returns>
    public int Failed(Receiver receiver, ImmutableArray<Message> batch, bool isFaulty)
    {
        lock (_gate)
        {
            receiver.IsFaulty = isFaulty;
            receiver.IsDelivering = false;
            receiver.IsPaused = true;
            receiver.Failures++;
            GiveBackAll(receiver, batch.Concat(receiver.TakeQueue()));
            SignalIfDone();
            return receiver.Failures;
        }
    }

    /// <summary>A receiver is tried again.</summary>
    public void Resume(Receiver receiver)
    {
        lock (_gate)
        {
            receiver.IsPaused = false;
            if (!receiver.HasWaiting)
                receiver.Failures = 0;
            ReadyAll(receiver);
            WantAlarms(receiver);
            Forget(receiver);
            SignalIfDone();
        }
    }

    /// <summary>A lane is tried again.</summary>
    public void Resume(Lane lane)
    {
        lock (_gate)
        {
            lane.IsPaused = false;
            Ready(lane.Waiting);
        }
    }

    private void Done(Receiver receiver, Message message, Reply reply, Left left)
    {
        if (reply.IsRedundant)
            (left.Redundant ??= []).Add(message.Id);
        else
            Leave(message.Id);
        stuck.Answered(message.Id);
        if (receiver.Lanes?.GetValueOrDefault(message.Sender) is not { } lane || lane.Failing != message.Id)
            return;
        (lane.Failing, lane.Tries) = (0, 0);
        EndLane(receiver, message.Sender, lane);
    }

    // A message failed by a fault of ours: it is tried again alone, and behind it wait those of its sender.
    private void Fail(Receiver receiver, Message message, string fault, DateTimeOffset at, Left left)
    {
        Leave(message.Id);
        var lane = LaneOf(receiver, message.Sender);
        if (lane.Failing != message.Id)
            (lane.Failing, lane.Tries, lane.Since) = (message.Id, 0, at);
        lane.Tries++;
        TakeBack(receiver, message.Sender, lane);
        if (stuck.TrySetAside(message, lane.Tries, lane.Since, fault))
        {
            (lane.Failing, lane.Tries) = (0, 0);
            EndLane(receiver, message.Sender, lane);
            Ready(lane.Waiting);
            return;
        }
        _keptBytes += lane.Waiting.AddFirst(message.Id);
        lane.IsPaused = true;
        (left.Paused ??= []).Add(lane);
    }

    // An alarm has no sender but its own body, and nothing that must wait behind it.
    private int FailAlarm(Receiver receiver, Message message, string fault, DateTimeOffset at)
    {
        Leave(message.Id);
        receiver.HasMissedAlarms = true;
        return stuck.OnAlarm(message, fault, at);
    }

    // What a sender has in hand behind the one that fails waits behind it.
    private void TakeBack(Receiver receiver, StreamName sender, Lane lane)
    {
        if (!receiver.Queue.Any(message => message.Due is null && message.Sender == sender))
            return;
        foreach (var message in receiver.TakeQueue())
        {
            if (message.Due is not null || message.Sender != sender)
            {
                receiver.Queue.Enqueue(message);
                continue;
            }
            receiver.Held--;
            Leave(message.Id);
            lane.Waiting.Add(message.Id);
        }
    }

    private void GiveBack(Receiver receiver, Message message)
    {
        Leave(message.Id);
        var lane = LaneOf(receiver, message.Sender);
        lane.Waiting.Add(message.Id);
        // The one before it may have been set aside at once.
        if (lane.Failing == 0)
            Ready(lane.Waiting);
    }

    private static Lane LaneOf(Receiver receiver, StreamName sender)
    {
        var lanes = receiver.Lanes ??= [];
        return lanes.TryGetValue(sender, out var lane) ? lane : lanes[sender] = new Lane(sender, receiver);
    }

    private void GiveBackAll(Receiver receiver, IEnumerable<Message> messages)
    {
        // The last first, so that each goes before those behind it.
        foreach (var message in messages.OrderByDescending(message => message.Id))
        {
            receiver.Held--;
            Leave(message.Id);
            if (message.Due is not null)
            {
                EndAlarm();
                receiver.HasMissedAlarms = true;
            }
            else if (receiver.Lanes?.GetValueOrDefault(message.Sender) is { } lane)
                _keptBytes += lane.Waiting.AddFirst(message.Id);
            else
                _keptBytes += receiver.Waiting.AddFirst(message.Id);
        }
    }

    // What a receiver can take again is read again.
    private void ReadyAll(Receiver receiver)
    {
        if (receiver.HasWaiting)
            Ready(receiver.Waiting);
        if (receiver.Lanes is not { } lanes)
            return;
        foreach (var lane in lanes.Values)
            Ready(lane.Waiting);
    }

    private static void EndLane(Receiver receiver, StreamName sender, Lane lane)
    {
        if (lane.Failing != 0 || !lane.Waiting.IsEmpty)
            return;
        receiver.Lanes!.Remove(sender);
        if (receiver.Lanes.Count == 0)
            receiver.Lanes = null;
    }
}
