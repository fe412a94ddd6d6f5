using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Storage;

namespace Solidarity.Grains.Snapshots;

/// <summary>The latest snapshot of all bodies, and the waiting for a later one. Any thread may ask; nobody holds up
/// anybody else.</summary>
public sealed class LatestBodies(IJournal journal, BodyRules rules)
{
    private volatile Bodies _current = new(rules);
    private volatile TaskCompletionSource _moved = NewSignal();

    public Bodies Current => _current;

    /// <summary>The position of the last entry in <see cref="Current"/>.</summary>
    public long Position => _current.Position;

    /// <summary>Completes when the bodies have everything the journal has now.</summary>
    /// <inheritdoc cref="WaitForAsync(long, CancellationToken)" path="/exception"/>
    public Task WaitForLatestAsync(CancellationToken cancellationToken = default) =>
        WaitForAsync(journal.Position, cancellationToken);

    /// <summary>Completes when the bodies have the entry at <paramref name="position"/>.</summary>
    /// <exception cref="JournalUnavailableException">The journal could not be read; it is tried again.</exception>
    public Task WaitForAsync(long position, CancellationToken cancellationToken = default) =>
        WaitUntilAsync(bodies => bodies.Position >= position, cancellationToken);

    /// <summary>Completes when a body's state has the entry of its stream at <paramref name="version"/>.</summary>
    /// <inheritdoc cref="WaitForAsync(long, CancellationToken)" path="/exception"/>
    public Task WaitForAsync(Address body, long version, CancellationToken cancellationToken = default) =>
        WaitUntilAsync(bodies => bodies.Of(body.Kind).VersionOf(body.Id) >= version, cancellationToken);

    /// <summary>Puts a later snapshot in the place of the current one, and wakes those who wait.</summary>
    internal void Publish(Bodies bodies)
    {
        _current = bodies;
        Interlocked.Exchange(ref _moved, NewSignal()).SetResult();
    }

    /// <summary>Tells those who wait now that there is no later snapshot yet.</summary>
    internal void Fail(Exception problem)
    {
        var moved = Interlocked.Exchange(ref _moved, NewSignal());
        moved.SetException(problem);
        // Where nobody waits, nobody misses it.
        _ = moved.Task.Exception;
    }

    // The signal is taken before the snapshot is looked at, and replaced after a later one is there.
    private async Task WaitUntilAsync(Func<Bodies, bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            var moved = _moved.Task;
            if (isSo(_current))
                return;
            await moved.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
