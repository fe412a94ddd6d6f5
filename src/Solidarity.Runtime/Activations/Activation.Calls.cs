namespace Solidarity.Runtime;

/// <content>Which calls may begin, and which wait.</content>
internal sealed partial class Activation
{
    /// <summary>Calls accepted and not yet answered.</summary>
    private int _unanswered;

    /// <summary>Calls begun and not yet answered.</summary>
    private int _running;

    /// <summary>Of those, the calls that do not interleave with all others: one, or several that only read.</summary>
    private int _runningAlone;
    private bool _runningReadOnly;

    private GrainCall? _firstWaiting;
    private GrainCall? _lastWaiting;

    /// <summary>
    /// Takes a call, to begin it now or later, or answers it with a refusal. False if the activation has ended, when
    /// the call belongs to the next one.
    /// </summary>
    public bool TryAccept(GrainCall call)
    {
        lock (_gate)
        {
            if (_state == State.Gone) return false;
            if (_state == State.New && !TryOpen(call)) return true;
            if (_unanswered >= Runtime.Options.CallsWaitingMax)
                call.Refuse(new GrainOverloadedException(
                    $"grain {this} has {_unanswered} calls waiting, the most that it takes; call again later"));
            else
                Take(call);
            return true;
        }
    }

    /// <summary>Ends a call; what waited for its end begins.</summary>
    public void Finish(GrainCall call)
    {
        lock (_gate)
        {
            _unanswered--;
            _running--;
            if (!Interleaves(call)) _runningAlone--;
            if (call.KeepsAlive) DelayCollection(Runtime.Options.CollectionAge);
            if (_state == State.Active) BeginWaiting();
            if (_state == State.Deactivating && _running == 0) QueueTurn(new LifeTurn(EndAsync));
        }
    }

    private bool Interleaves(GrainCall call) => kind.IsReentrant || call.Interleaves;

    private bool MayBegin(GrainCall call) =>
        Interleaves(call) || _runningAlone == 0 || (_runningReadOnly && call.IsReadOnly);

    private void Take(GrainCall call)
    {
        _unanswered++;
        if (_state == State.Active && (Interleaves(call) || (_firstWaiting is null && MayBegin(call))))
            BeginCall(call);
        else
            Append(call);
    }

    private void BeginCall(GrainCall call)
    {
        _running++;
        if (!Interleaves(call))
        {
            _runningAlone++;
            _runningReadOnly = call.IsReadOnly;
        }
        QueueTurn(call);
    }

    // Strictly in order: a reader behind a writer waits, so that readers cannot starve the writer.
    private void BeginWaiting()
    {
        while (_firstWaiting is { } call && MayBegin(call))
        {
            _firstWaiting = call.Next;
            if (_firstWaiting is null) _lastWaiting = null;
            call.Next = null;
            BeginCall(call);
        }
    }

    private void Append(GrainCall call)
    {
        if (_lastWaiting is null)
            _firstWaiting = call;
        else
            _lastWaiting.Next = call;
        _lastWaiting = call;
    }

    /// <summary>Empties the list of those that wait, and gives what it held, in order.</summary>
    private List<GrainCall> TakeWaiting()
    {
        var waiting = new List<GrainCall>();
        for (var call = _firstWaiting; call is not null;)
        {
            waiting.Add(call);
            (call, call.Next) = (call.Next, null);
        }
        _unanswered -= waiting.Count;
        _firstWaiting = _lastWaiting = null;
        return waiting;
    }
}
