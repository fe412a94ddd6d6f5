using Solidarity.Grains.Entries;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <content>What becomes of what was delivered, or could not be.</content>
internal sealed partial class DeliveryQueues
{
    /// <summary>A receiver's batch was answered, but for those that failed alone.</summary>
    /// <param name="replies">One for each message of the batch, in their order.</param>
    public void Answered(Receiver receiver, ImmutableArray<Reply> replies)
    {
        using var held = Enter();
        if (replies.Length != receiver.Batch.Count)
            throw new InvalidOperationException(
                $"{receiver.Name} gave {replies.Length} answers to {receiver.Batch.Count} messages");
        (receiver.Failures, receiver.IsFaulty) = (0, false);
        foreach (var reply in replies)
        {
            // Where this throws, the message is still in hand and goes again, with those behind it.
            Note(receiver, receiver.Batch.Peek(), reply);
            receiver.Batch.Dequeue();
        }
        if (receiver.Held <= Dispatcher.UnderWayPerReceiverMax / 2)
            ReadyAll(receiver);
    }

    /// <summary>A drain broke off, because its receiver could take nothing or because of a fault of ours. What is in
    /// hand waits in the outbox again and takes no room; after a pause the receiver is tried again.</summary>
    /// <param name="isFaulty">Whether that is so because the receiver's stream does not fold.</param>
    /// <returns>How often in a row that has happened.</returns>
    public int BrokeOff(Receiver receiver, bool isFaulty)
    {
        using var held = Enter();
        var failures = ++receiver.Failures;
        receiver.Pause?.Dispose();
        receiver.Pause = After(failures, () => Resume(receiver, failures));
        (receiver.IsDraining, receiver.IsFaulty) = (false, isFaulty);
        // The last first, so that each goes before those behind it.
        foreach (var message in receiver.Batch.Concat(receiver.Queue).OrderByDescending(message => message.Id))
            GiveBack(receiver, message);
        receiver.Clear();
        SignalIfDone();
        return failures;
    }

    private void Resume(Receiver receiver, int failures)
    {
        using var held = Enter();
        if (receiver.Failures != failures || receiver.Pause is null)
            return;
        if (!receiver.HasWaiting)
            receiver.Failures = 0;
        EndPause(receiver);
    }

    private void EndPause(Receiver receiver)
    {
        receiver.Pause?.Dispose();
        receiver.Pause = null;
        if (receiver.Held > 0)
            Begin(receiver);
        ReadyAll(receiver);
        WantAlarms(receiver);
        Forget(receiver);
        SignalIfDone();
    }

    private void Resume(Lane lane)
    {
        using var held = Enter();
        lane.Pause?.Dispose();
        lane.Pause = null;
        Ready(lane.Waiting);
    }

    /// <summary>A timer for the next try after so many that failed. Whoever waits for it keeps it, so that there is no
    /// waiting without a timer.</summary>
    private ITimer After(int tries, Action resume) =>
        time.CreateTimer(_ => resume(), null, Dispatcher.PauseAfter(tries), Timeout.InfiniteTimeSpan);

    private void Note(Receiver receiver, OutboxMessage message, Reply reply)
    {
        if (message.Due is not null)
            EndAlarm(message);
        if (reply.Fault is { } fault && message.Due is not null)
            FailAlarm(receiver, message, fault);
        else if (reply.Fault is { } failed)
            Fail(receiver, message, failed);
        else if (reply.IsBehind)
            WaitBehind(receiver, message);
        else
            Done(receiver, message, reply);
    }

    private void Done(Receiver receiver, OutboxMessage message, Reply reply)
    {
        // A redundant message is under way until it has been taken out of the outbox.
        if (reply.IsRedundant)
            _redundant.Writer.TryWrite(message.Id);
        else
            Release(message.Id);
        stuck.Answered(message.Id);
        if (receiver.Lanes?.GetValueOrDefault(message.Sender) is not { } lane || lane.Failing != message.Id)
            return;
        (lane.Failing, lane.Tries) = (0, 0);
        EndLane(receiver, message.Sender, lane);
    }

    // A message failed by a fault of ours: it is tried again alone, and behind it wait those of its sender.
    private void Fail(Receiver receiver, OutboxMessage message, string fault)
    {
        var at = time.GetUtcNow();
        Release(message.Id);
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
        lane.Pause?.Dispose();
        lane.Pause = After(lane.Tries, () => Resume(lane));
    }

    // An alarm has no sender but its own body, and nothing that must wait behind it.
    private void FailAlarm(Receiver receiver, OutboxMessage message, string fault)
    {
        Release(message.Id);
        receiver.HasMissedAlarms = true;
        stuck.OnAlarm(message, fault, time.GetUtcNow());
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
            Release(message.Id);
            lane.Waiting.Add(message.Id);
        }
    }

    private void WaitBehind(Receiver receiver, OutboxMessage message)
    {
        if (message.Due is not null)
        {
            GiveBack(receiver, message);
            return;
        }
        Release(message.Id);
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

    private void GiveBack(Receiver receiver, OutboxMessage message)
    {
        Release(message.Id);
        if (message.Due is not null)
        {
            EndAlarm(message);
            receiver.HasMissedAlarms = true;
        }
        else if (receiver.Lanes?.GetValueOrDefault(message.Sender) is { } lane)
            _keptBytes += lane.Waiting.AddFirst(message.Id);
        else
            _keptBytes += receiver.Waiting.AddFirst(message.Id);
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
