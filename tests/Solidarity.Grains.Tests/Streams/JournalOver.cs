using Solidarity.Storage;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>A journal over another, which stays its owner's: derived classes change what they are about.</summary>
internal abstract class JournalOver(IJournal journal) : IJournal
{
    public virtual bool IsShared => journal.IsShared;

    public long Position => journal.Position;

    public DateTimeOffset? LastAt => journal.LastAt;

    public virtual ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default) =>
        journal.AppendAsync(append, cancellationToken);

    public virtual ValueTask AcknowledgeAsync(
        ImmutableArray<long> messages, CancellationToken cancellationToken = default) =>
        journal.AcknowledgeAsync(messages, cancellationToken);

    public virtual ValueTask<IReadOnlyList<Entry>> ReadStreamAsync(
        StreamName stream, long afterVersion, int max, CancellationToken cancellationToken = default) =>
        journal.ReadStreamAsync(stream, afterVersion, max, cancellationToken);

    public virtual ValueTask<IReadOnlyList<Entry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default) =>
        journal.ReadAsync(afterPosition, max, cancellationToken);

    public virtual ValueTask<Entry?> FindAsync(CommandId command, CancellationToken cancellationToken = default) =>
        journal.FindAsync(command, cancellationToken);

    public virtual ValueTask<IReadOnlyList<OutboxMessage>> PendingAsync(
        long afterId, int max, CancellationToken cancellationToken = default) =>
        journal.PendingAsync(afterId, max, cancellationToken);

    public virtual ValueTask<IReadOnlyList<OutboxMessage>> DueAsync(
        DateTimeOffset until, int max, DueMark? after = null, CancellationToken cancellationToken = default) =>
        journal.DueAsync(until, max, after, cancellationToken);

    public virtual ValueTask<DateTimeOffset?> NextDueAsync(
        DateTimeOffset? after = null, CancellationToken cancellationToken = default) =>
        journal.NextDueAsync(after, cancellationToken);

    public virtual ValueTask<Snapshot?> ReadSnapshotAsync(
        StreamName stream, CancellationToken cancellationToken = default) =>
        journal.ReadSnapshotAsync(stream, cancellationToken);

    public virtual ValueTask SyncAsync(CancellationToken cancellationToken = default) =>
        journal.SyncAsync(cancellationToken);

    public virtual Task WaitBeyondAsync(long position, CancellationToken cancellationToken = default) =>
        journal.WaitBeyondAsync(position, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
