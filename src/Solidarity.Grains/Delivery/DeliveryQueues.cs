using System.Threading.Channels;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>A part of the outbox that is to be read for somebody whose turn it is.</summary>
/// <param name="AfterId">Read behind this id.</param>
/// <param name="Max">At most so many messages.</param>
/// <param name="Through">What lay in the backlog then; what came since stays there.</param>
/// <param name="Kept">What need not be read; null where nothing is kept.</param>
internal sealed record Turn(
    Backlog Backlog, long AfterId, int Max, long Through, ImmutableArray<OutboxMessage>? Kept = null);

/// <summary>
/// Which message goes next: deals the room for messages under way out among receivers and senders. A receiver has a
/// bounded part of it, and none while it can take nothing. While there is room, messages go as they come, and nothing
/// here costs more than a look; once there is none, the messages of each sender wait (<see cref="Backlog"/>), and
/// senders take turns of <see cref="TurnMessages"/>: one that has waited for no turn yet before those that had one. So
/// a flood waits behind itself, and what others send passes it. Messages of one sender to one receiver keep their
/// order. (After deficit round robin and its new and old flows as in RFC 8290.)
/// </summary>
/// <remarks>
/// A receiver with messages in hand has one drain, which takes them in batches (<see cref="NextBatch"/>) and says what
/// became of each batch (<see cref="Answered"/>). That is so by construction. Only here is a message put in hand, and
/// whatever ends a call here, an exception too, begins the drains that it owes (<see cref="Exit"/>). A drain ends in
/// two ways, each one step under the lock: nothing is in hand any more, or it broke off (<see cref="BrokeOff"/>), and
/// then a timer tries again. So neither an exception nor a cancellation can leave messages in hand that nobody takes.
/// </remarks>
/// <param name="drain">Begins to take what a receiver has in hand; does not throw.</param>
/// <param name="keptBytesMax">What messages that wait may take in memory, in bytes.</param>
internal sealed partial class DeliveryQueues(
    StuckMessages stuck, TimeProvider time, Action<Receiver> drain, long keptBytesMax = DeliveryQueues.KeptBytesMax)
{
    /// <summary>The most messages of a sender that are taken in one turn while others wait.</summary>
    public const int TurnMessages = 250;

    /// <summary>Once so many senders wait, no more is read from the outbox until one of them is done.</summary>
    public const int SendersWaitingMax = 16_384;

    /// <summary>When so few are under way, there is room again; below it there is no point in waking anybody.</summary>
    public const int RoomFrom = Dispatcher.UnderWayMax - 1_000;

    /// <summary>What messages that wait may take in memory, in bytes: those that are read twice cost twice.</summary>
    public const long KeptBytesMax = 16L << 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<StreamName, Receiver> _receivers = [];
    private readonly HashSet<long> _underWay = [];
    private readonly Dictionary<StreamName, Backlog> _senders = [];

    /// <summary>Senders that wait for their first turn, and for a further one.</summary>
    private readonly Queue<Backlog> _newTurns = [];
    private readonly Queue<Backlog> _oldTurns = [];

    /// <summary>Backlogs of receivers that have room.</summary>
    private readonly Queue<Backlog> _ready = [];
    private readonly Queue<long> _retries = [];
    private readonly Channel<long> _redundant = Channel.CreateUnbounded<long>(new() { SingleReader = true });

    /// <summary>Receivers whose drain is to begin when the lock is let go.</summary>
    private readonly Queue<Receiver> _begun = [];

    /// <summary>The turn that is being read for; null where it has been served.</summary>
    private Turn? _turn;
    private bool _hasRoom = true;
    private int _turns;
    private long _keptBytes;

    /// <summary>Set when there is a turn, when alarms should be looked for again, and when nothing is under way, or
    /// there is room for more senders; made by whoever waits first.</summary>
    private TaskCompletionSource? _work;
    private TaskCompletionSource? _alarmsWanted;
    private TaskCompletionSource? _changed;

    /// <summary>Whether so many senders wait that nothing more should be read.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
                return _senders.Count >= SendersWaitingMax;
        }
    }

    /// <summary>Whether nothing is under way or waits, but for what waits until somebody acts.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate)
                return _underWay.Count == 0 && _senders.Count == 0 && _retries.Count == 0
                    && !_receivers.Values.Any(receiver => receiver.HasWork);
        }
    }

    /// <summary>Redundant messages, to be taken out of the outbox.</summary>
    public ChannelReader<long> Redundant => _redundant.Reader;

    /// <summary>Completes when it may have become quiet, or less full.</summary>
    public Task NextChange() => Next(ref _changed);

    /// <summary>Completes when there may be a turn.</summary>
    public Task NextWork() => Next(ref _work);

    /// <summary>Takes messages as they come from the outbox, each for the first time.</summary>
    public void Take(IReadOnlyList<OutboxMessage> page)
    {
        using var held = Enter();
        foreach (var message in page)
        {
            if (_senders.Count > 0 && _senders.TryGetValue(message.Sender, out var waiting))
                Wait(waiting, message);
            else if (_underWay.Count >= Dispatcher.UnderWayMax)
                Wait(message);
            else
                Place(message);
        }
    }

    /// <summary>Whose turn it is, where there is room; otherwise null. There is one turn at a time: where the last one
    /// was not served, its messages could not be read, and wait for another turn.</summary>
    public Turn? NextTurn()
    {
        using var held = Enter();
        if (_turn is { } unserved)
            PutBack(unserved);
        return _turn = _retries.TryDequeue(out var id) ? new Turn(Alone, id - 1, 1, id) : NextBacklog();
    }

    /// <summary>Takes what was read for a turn.</summary>
    /// <param name="page">The messages of the outbox behind the turn's first id, at most its number.</param>
    public void Serve(Turn turn, IReadOnlyList<OutboxMessage> page)
    {
        using var held = Enter();
        var (backlog, taken, through) = (turn.Backlog, 0, turn.AfterId);
        // A page may be short because it is large; only an empty one is the end.
        var isAll = page.Count == 0;
        foreach (var message in page)
        {
            if (message.Id > turn.Through)
            {
                isAll = true;
                break;
            }
            if (IsOf(backlog, message))
            {
                if (RoomOf(backlog) - (backlog.Receiver is null ? taken : 0) <= 0)
                    break;
                taken++;
                Pass(backlog, message);
            }
            through = message.Id;
        }
        backlog.IsInTurn = false;
        _turn = null;
        if (ReferenceEquals(backlog, Alone))
            return;
        _keptBytes += backlog.Trim(isAll ? turn.Through : through, taken);
        Return(backlog);
    }

    /// <summary>Tells those who wait that something has changed.</summary>
    public void Tell()
    {
        using var held = Enter();
        Signal(ref _changed);
    }

    /// <summary>Tells everybody who waits that other queues take its place.</summary>
    public void Close()
    {
        using var held = Enter();
        Signal(ref _changed);
        Signal(ref _alarmsWanted);
    }

    /// <summary>What goes to a receiver next; null where nothing does, and its drain ends.</summary>
    public ImmutableArray<OutboxMessage>? NextBatch(Receiver receiver)
    {
        using var held = Enter();
        if (receiver.Held == 0)
        {
            receiver.IsDraining = false;
            Forget(receiver);
            return null;
        }
        while (receiver.Batch.Count < Dispatcher.BatchMessagesMax && receiver.Queue.TryDequeue(out var message))
            receiver.Batch.Enqueue(message);
        return [.. receiver.Batch];
    }

    /// <summary>Those that were acknowledged are no longer under way.</summary>
    public void Release(ImmutableArray<long> messages)
    {
        using var held = Enter();
        foreach (var message in messages)
            Release(message);
    }

    /// <summary>A backlog that is nobody's: single messages that are tried again.</summary>
    private static Backlog Alone { get; } = new(null, null);

    private Turn? NextBacklog()
    {
        _hasRoom = _hasRoom ? _underWay.Count < Dispatcher.UnderWayMax : _underWay.Count <= RoomFrom;
        _turns++;
        return !_hasRoom ? null
            : _turns % 2 == 0 ? SendersTurn() ?? ReceiversTurn()
            : ReceiversTurn() ?? SendersTurn();
    }

    private void PutBack(Turn turn)
    {
        _turn = null;
        turn.Backlog.IsInTurn = false;
        if (ReferenceEquals(turn.Backlog, Alone))
            _retries.Enqueue(turn.Through);
        else
            Return(turn.Backlog);
    }

    // New ones go first, but not always: there might be new ones for ever.
    private Turn? SendersTurn()
    {
        var (first, then) = _turns % 6 == 0 ? (_oldTurns, _newTurns) : (_newTurns, _oldTurns);
        return first.TryDequeue(out var sender) || then.TryDequeue(out sender) ? TurnOf(sender, TurnMessages) : null;
    }

    private Turn? ReceiversTurn()
    {
        while (_ready.TryDequeue(out var waiting))
        {
            if (!waiting.IsEmpty && RoomOf(waiting) > 0)
                return TurnOf(waiting, Dispatcher.PageMessages);
            waiting.IsInTurn = false;
        }
        return null;
    }

    private static Turn TurnOf(Backlog backlog, int max) => new(
        backlog, backlog.Ids.First - 1, backlog.Ids.SpanWithin(max), backlog.Ids.Last, backlog.Kept(max));

    // What a sender has not had read yet comes in its own turn, and not in a receiver's.
    private bool IsOf(Backlog backlog, OutboxMessage message) => backlog.Has(message)
        && (backlog.Receiver is null
            || !_senders.TryGetValue(message.Sender, out var sender) || sender.IsEmpty
            || message.Id < sender.Ids.First);

    private int RoomOf(Backlog backlog)
    {
        if (backlog.Receiver is not { } receiver)
            return TurnMessages;
        if (backlog.Sender is not { } sender)
            return receiver.Room;
        // One tells whether the message that failed does so still.
        var lane = receiver.Lanes?.GetValueOrDefault(sender);
        return lane is null || lane.Pause is not null ? 0
            : lane.Failing == 0 ? receiver.Room
            : _underWay.Contains(lane.Failing) ? 0
            : Math.Min(1, receiver.Room);
    }

    private void Pass(Backlog backlog, OutboxMessage message)
    {
        if (backlog.Receiver is not { } receiver)
        {
            Place(message);
            return;
        }
        if (backlog.Sender is null && receiver.Lanes?.TryGetValue(message.Sender, out var lane) == true)
            lane.Waiting.Add(message.Id);
        else
            Enqueue(receiver, message);
    }

    /// <summary>A backlog that has had its turn.</summary>
    private void Return(Backlog backlog)
    {
        if (backlog.Receiver is { } receiver)
        {
            if (backlog.Sender is { } from && receiver.Lanes?.GetValueOrDefault(from) is { } lane)
            {
                // What failed may have been answered meanwhile, and lie in the outbox no more.
                if (lane.Pause is null && !_underWay.Contains(lane.Failing)
                    && (backlog.IsEmpty || backlog.Ids.First > lane.Failing))
                    lane.Failing = 0;
                EndLane(receiver, from, lane);
            }
            Ready(backlog);
            Forget(receiver);
        }
        else if (backlog.IsEmpty)
        {
            _senders.Remove(backlog.Sender!.Value);
            if (_senders.Count == SendersWaitingMax - 1)
                Signal(ref _changed);
        }
        else
        {
            _oldTurns.Enqueue(backlog);
        }
        SignalIfDone();
    }

    private void Wait(OutboxMessage message)
    {
        var waiting = new Backlog(message.Sender, null);
        Wait(waiting, message);
        _senders[message.Sender] = waiting;
        _newTurns.Enqueue(waiting);
        Signal(ref _work);
    }

    // What waits for a receiver that can take nothing may wait long, and is not kept for it.
    private void Wait(Backlog backlog, OutboxMessage message) => _keptBytes += backlog.Add(
        message, mayKeep: _keptBytes < keptBytesMax && backlog.Receiver is null or { IsTaking: true });

    private void Place(OutboxMessage message)
    {
        if (_underWay.Contains(message.Id) || stuck.Has(message.Id))
            return;
        var receiver = ReceiverOf(message.Receiver);
        if (receiver.HasWaiting || receiver.Room <= 0)
            Wait(receiver.Waiting, message);
        else if (receiver.Lanes?.TryGetValue(message.Sender, out var lane) == true)
            lane.Waiting.Add(message.Id);
        else
            Enqueue(receiver, message);
    }

    private void Enqueue(Receiver receiver, OutboxMessage message)
    {
        if (stuck.Has(message.Id) || !_underWay.Add(message.Id))
            return;
        receiver.Queue.Enqueue(message);
        Begin(receiver);
    }

    /// <summary>Has what is in hand taken, where that is not done yet.</summary>
    private void Begin(Receiver receiver)
    {
        if (receiver.IsDraining)
            return;
        _begun.Enqueue(receiver);
        receiver.IsDraining = true;
    }

    private Receiver ReceiverOf(StreamName name) =>
        _receivers.TryGetValue(name, out var known) ? known : _receivers[name] = new Receiver(name);

    private void Forget(Receiver receiver)
    {
        if (receiver.IsIdle && ReferenceEquals(_receivers.GetValueOrDefault(receiver.Name), receiver))
            _receivers.Remove(receiver.Name);
    }

    /// <summary>Puts a backlog among those that are read next, where it can be.</summary>
    private void Ready(Backlog backlog)
    {
        if (backlog.IsInTurn || backlog.IsEmpty || RoomOf(backlog) <= 0)
            return;
        backlog.IsInTurn = true;
        _ready.Enqueue(backlog);
        Signal(ref _work);
    }

    // Those that wait are told when there is room again and when nothing is left, not of each message.
    private void Release(long message)
    {
        if (!_underWay.Remove(message))
            return;
        if (_underWay.Count == RoomFrom && (_senders.Count > 0 || _ready.Count > 0))
            Signal(ref _work);
        SignalIfDone();
    }

    private void SignalIfDone()
    {
        if (_underWay.Count == 0)
            Signal(ref _changed);
    }

    private Task Next(ref TaskCompletionSource? signal)
    {
        lock (_gate)
            return (signal ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private static void Signal(ref TaskCompletionSource? signal)
    {
        signal?.TrySetResult();
        signal = null;
    }

    /// <summary>Takes the lock, until what it gives is disposed of.</summary>
    private Holding Enter()
    {
        _gate.Enter();
        return new Holding(this);
    }

    private void Exit()
    {
        Receiver[] begun = [];
        try
        {
            if (_begun.Count > 0)
                begun = [.. _begun];
            _begun.Clear();
        }
        finally
        {
            _gate.Exit();
        }
        foreach (var receiver in begun)
            drain(receiver);
    }

    private readonly ref struct Holding(DeliveryQueues queues)
    {
        public void Dispose() => queues.Exit();
    }
}
