using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>For which bodies this process delivers messages and alarms. Every body has one process that does; while the
/// processes of a cluster do not agree for a moment, it may have two, which is harmless, or none, which passes. Any
/// thread may call it.</summary>
public sealed class DeliveryShare
{
    private readonly Lock _gate = new();
    private volatile Func<StreamName, bool>? _isOurs;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Whether messages for the body are delivered from here; without a cluster they all are.</summary>
    public bool Has(StreamName body) => _isOurs is not { } isOurs || isOurs(body);

    /// <summary>Completes when the share changes next.</summary>
    public Task NextChange()
    {
        lock (_gate)
            return _changed.Task;
    }

    internal void Change(Func<StreamName, bool> isOurs)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _isOurs = isOurs;
            (changed, _changed) = (_changed, NewSignal());
        }
        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
