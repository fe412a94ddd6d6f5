using Microsoft.Extensions.Logging;

namespace Solidarity.Runtime;

/// <content>
/// The life of an activation: new, activating, active, deactivating, gone. It is in its kind's table until it is gone;
/// calls that come while it ends wait in it, and are handed to a successor in the moment that this takes its place.
/// </content>
internal sealed partial class Activation
{
    private State _state;
    private Grain? _grain;
    private List<GrainTimer>? _timers;
    private TaskCompletionSource? _gone;
    private DeactivationReason? _reason;

    /// <summary>The timestamp after which the idle activation is collected.</summary>
    private long _collectAfter;

    private enum State : byte
    {
        New,
        Activating,
        Active,
        Deactivating,
        Gone,
    }

    /// <summary>The grain; there is one from the first call's begin.</summary>
    public Grain Grain => _grain!;

    /// <summary>When it is collected if nobody calls it before; null while it is busy, or asked to stay longer than the
    /// usual age.</summary>
    public long? IdleEnd
    {
        get
        {
            var usual = Runtime.Time.GetTimestamp() + Runtime.TimestampsIn(Runtime.Options.CollectionAge);
            lock (_gate)
                return _state == State.Active && _unanswered == 0 && _collectAfter <= usual ? _collectAfter : null;
        }
    }

    /// <summary>Deactivates once the running calls are answered; does nothing where that has begun already.</summary>
    public void Deactivate(DeactivationReason reason)
    {
        lock (_gate)
        {
            if (_state is State.New or State.Activating or State.Active) _reason ??= reason;
            if (_state == State.New)
                Leave(new GrainsStoppedException(reason.Description));
            else if (_state == State.Active)
                BeginEnding();
        }
    }

    /// <summary>Deactivates, and completes when the activation is gone.</summary>
    public Task DeactivateAsync(DeactivationReason reason)
    {
        lock (_gate)
        {
            if (_state == State.Gone) return Task.CompletedTask;
            _gone ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Deactivate(reason);
            return _gone.Task;
        }
    }

    public void CollectIfIdle(long now, DeactivationReason reason)
    {
        lock (_gate)
        {
            if (_state == State.Active && _unanswered == 0 && now >= _collectAfter) Deactivate(reason);
        }
    }

    /// <summary>Puts collection off; zero or less ends an earlier delay, but leaves the usual age.</summary>
    public void DelayCollection(TimeSpan delay)
    {
        var now = Runtime.Time.GetTimestamp();
        var ageEnd = now + Runtime.TimestampsIn(Runtime.Options.CollectionAge);
        lock (_gate)
        {
            var isReset = delay <= TimeSpan.Zero && delay != Timeout.InfiniteTimeSpan;
            var delayEnd = isReset ? ageEnd : now + Runtime.TimestampsIn(delay);
            _collectAfter = isReset ? ageEnd : Math.Max(_collectAfter, Math.Max(ageEnd, delayEnd));
        }
    }

    public GrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        lock (_gate)
            (_timers ??= []).Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void RemoveTimer(GrainTimer timer)
    {
        lock (_gate)
            _timers?.Remove(timer);
    }

    private bool TryOpen(GrainCall call)
    {
        Exception? refusal = Runtime.IsStopping
            ? new GrainsStoppedException($"grain {this} is not made: the host stops")
            : !Runtime.TryCountIn() ? new GrainOverloadedException(
                $"grain {this} is not made: {Runtime.Options.ActivationsMax} are active, the most that there may be")
            : null;
        if (refusal is null)
        {
            Open();
            return true;
        }
        Leave(refusal);
        call.Refuse(refusal);
        return false;
    }

    private void Open()
    {
        _state = State.Activating;
        QueueTurn(new LifeTurn(OpenAsync));
    }

    private async Task OpenAsync()
    {
        try
        {
            _grain = kind.Create();
            await _grain.OnActivateAsync(Runtime.Aborted);
        }
        catch (Exception error)
        {
            await ReleaseAsync();
            lock (_gate)
            {
                Runtime.CountOut();
                Leave(error);
            }
            return;
        }
        lock (_gate)
        {
            _state = State.Active;
            DelayCollection(Runtime.Options.CollectionAge);
            foreach (var call in TakeWaiting())
                Take(call);
            // Where the grain asked for its end while it was activated, the first call still gets its answer.
            if (_reason is not null) BeginEnding();
        }
    }

    private void BeginEnding()
    {
        _state = State.Deactivating;
        if (_running == 0) QueueTurn(new LifeTurn(EndAsync));
    }

    private async Task EndAsync()
    {
        try
        {
            StopTimers();
            await Grain.OnDeactivateAsync(_reason!.Value, Runtime.Aborted);
        }
        catch (Exception error)
        {
            Runtime.Log.LogError(error, "OnDeactivateAsync of {Grain} failed", this);
        }
        await ReleaseAsync();
        lock (_gate)
        {
            if (Runtime.IsStopping || !TryHandOn())
            {
                Runtime.CountOut();
                Leave(new GrainsStoppedException($"grain {this} was not called: the host stops"));
            }
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            StopTimers();
            if (_grain is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (_grain as IDisposable)?.Dispose();
        }
        catch (Exception error)
        {
            Runtime.Log.LogError(error, "Disposing of {Grain} failed", this);
        }
    }

    private void StopTimers()
    {
        List<GrainTimer>? timers;
        lock (_gate)
            (timers, _timers) = (_timers, null);
        timers?.ForEach(timer => timer.Dispose());
    }

    /// <summary>Puts a successor with the waiting calls in this one's place; false if no call waits.</summary>
    private bool TryHandOn()
    {
        var waiting = TakeWaiting().FindAll(call => call.CanMove);
        if (waiting.Count == 0) return false;
        var successor = new Activation(kind, Key);
        waiting.ForEach(successor.Take);
        successor.Open();
        kind.Activations[Key] = successor;
        Vanish();
        return true;
    }

    private void Leave(Exception refusal)
    {
        kind.Activations.TryRemove(KeyValuePair.Create(Key, this));
        TakeWaiting().ForEach(call => call.Refuse(refusal));
        Vanish();
    }

    private void Vanish()
    {
        _state = State.Gone;
        _gone?.SetResult();
    }
}
