using Microsoft.Extensions.Logging;

namespace Solidarity.Runtime;

/// <summary>The timer, and also the call that each tick of it makes: there is never more than one under way.</summary>
internal sealed class GrainTimer : GrainCall, IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private TimeSpan _period;

    /// <summary>When the next tick is due after the one under way; null: after the period.</summary>
    private TimeSpan? _changedDueTime;
    private bool _isTicking;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        _timer = activation.Runtime.Time.CreateTimer(
            static timer => ((GrainTimer)timer!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override bool Interleaves => _options.Interleave;

    public override bool IsReadOnly => false;

    public override bool KeepsAlive => _options.KeepAlive;

    public override bool CanMove => false;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _period = period;
            if (_isTicking)
                _changedDueTime = dueTime;
            else
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _timer.Dispose();
        _activation.RemoveTimer(this);
    }

    public override void Refuse(Exception reason) => EndTick();

    public override void Begin(Activation activation) => _ = RunAsync();

    private void Tick()
    {
        lock (_gate)
        {
            if (_isTicking || _disposed.IsCancellationRequested) return;
            _isTicking = true;
        }
        _activation.TryAccept(this);
    }

    private async Task RunAsync()
    {
        try
        {
            if (!_disposed.IsCancellationRequested) await _callback(_disposed.Token);
        }
        catch (Exception error)
        {
            if (!_disposed.IsCancellationRequested)
                _activation.Runtime.Log.LogError(error, "A timer of {Grain} failed", _activation);
        }
        _activation.Finish(this);
        EndTick();
    }

    private void EndTick()
    {
        lock (_gate)
        {
            _isTicking = false;
            _timer.Change(_changedDueTime ?? _period, Timeout.InfiniteTimeSpan);
            _changedDueTime = null;
        }
    }
}
