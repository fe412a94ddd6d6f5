using System.Collections.Immutable;
using Solidarity.Storage;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>A journal whose followers get no entry behind a position: what they fold falls behind.</summary>
internal sealed class HeldJournal(IJournal journal) : IJournal
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastShown = long.MaxValue;

    public long Position => journal.Position;

    public DateTimeOffset? LastAt => journal.LastAt;

    /// <summary>From now on followers see nothing that comes.</summary>
    public void Hold() => Volatile.Write(ref _lastShown, journal.Position);

    /// <summary>They see everything again.</summary>
    public void Release()
    {
        Volatile.Write(ref _lastShown, long.MaxValue);
        _released.SetResult();
    }

    public async ValueTask<IReadOnlyList<Entry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default)
    {
        var page = await journal.ReadAsync(afterPosition, max, cancellationToken);
        var last = Volatile.Read(ref _lastShown);
        if (page.Count == 0 || page[0].Position <= last)
            return [.. page.Where(entry => entry.Position <= last)];
        await _released.Task.WaitAsync(cancellationToken);
        return page;
    }

    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default) =>
        journal.AppendAsync(append, cancellationToken);

    public ValueTask AcknowledgeAsync(ImmutableArray<long> messages, CancellationToken cancellationToken = default) =>
        journal.AcknowledgeAsync(messages, cancellationToken);

    public ValueTask<IReadOnlyList<Entry>> ReadStreamAsync(
        StreamName stream, long afterVersion, int max, CancellationToken cancellationToken = default) =>
        journal.ReadStreamAsync(stream, afterVersion, max, cancellationToken);

    public ValueTask<Entry?> FindAsync(CommandId command, CancellationToken cancellationToken = default) =>
        journal.FindAsync(command, cancellationToken);

    public ValueTask<IReadOnlyList<Message>> PendingAsync(
        long afterId, int max, CancellationToken cancellationToken = default) =>
        journal.PendingAsync(afterId, max, cancellationToken);

    public ValueTask<IReadOnlyList<Message>> DueAsync(
        DateTimeOffset until, int max, CancellationToken cancellationToken = default) =>
        journal.DueAsync(until, max, cancellationToken);

    public ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken = default) =>
        journal.NextDueAsync(cancellationToken);

    public ValueTask<Snapshot?> ReadSnapshotAsync(StreamName stream, CancellationToken cancellationToken = default) =>
        journal.ReadSnapshotAsync(stream, cancellationToken);

    public Task WaitBeyondAsync(long position, CancellationToken cancellationToken = default) =>
        journal.WaitBeyondAsync(position, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
