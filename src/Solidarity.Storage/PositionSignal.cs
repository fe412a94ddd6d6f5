namespace Solidarity.Storage;

/// <summary>
/// Tells waiters that the journal has grown. It holds what readers may see as durable: position and time change
/// together, after the commit. Any thread may call it.
/// </summary>
internal sealed class PositionSignal(long position, DateTimeOffset? at)
{
    private readonly Lock _gate = new();
    private volatile Tip _tip = new(position, at);
    private TaskCompletionSource? _grown;
    private bool _closed;

    internal long Position => _tip.Position;

    internal DateTimeOffset? LastAt => _tip.At;

    internal void Advance(long position, DateTimeOffset at)
    {
        TaskCompletionSource? grown;
        lock (_gate)
        {
            _tip = new Tip(position, at);
            (grown, _grown) = (_grown, null);
        }

        grown?.SetResult();
    }

    /// <remarks>Whoever waits at the very tip gets the signal's own task, so that a thread that blocks on it wakes with
    /// the commit and not behind the work of the thread pool.</remarks>
    internal Task WaitBeyondAsync(long position, CancellationToken cancellationToken) =>
        NextGrowth(position) is not { } grown ? Task.CompletedTask
        : position == Position ? grown.WaitAsync(cancellationToken)
        : WaitLongerAsync(position, cancellationToken);

    private async Task WaitLongerAsync(long position, CancellationToken cancellationToken)
    {
        while (NextGrowth(position) is { } grown)
            await grown.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Nothing will be written any more: whoever still waits is told so.</summary>
    internal void Close()
    {
        TaskCompletionSource? grown;
        lock (_gate)
        {
            _closed = true;
            (grown, _grown) = (_grown, null);
        }

        grown?.SetException(new ObjectDisposedException(nameof(IJournal)));
    }

    private Task? NextGrowth(long position)
    {
        lock (_gate)
        {
            if (_tip.Position > position) return null;
            ObjectDisposedException.ThrowIf(_closed, typeof(IJournal));
            _grown ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _grown.Task;
        }
    }

    private sealed record Tip(long Position, DateTimeOffset? At);
}
