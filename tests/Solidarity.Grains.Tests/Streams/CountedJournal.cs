using System.Collections.Immutable;
using Solidarity.Storage;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>Counts what is asked of a journal by one caller after the other.</summary>
internal sealed class CountedJournal(IJournal journal) : IJournal
{
    public long Position => journal.Position;

    public DateTimeOffset? LastAt => journal.LastAt;

    public int Appends { get; private set; }

    public int StreamsRead { get; private set; }

    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        Appends++;
        return journal.AppendAsync(append, cancellationToken);
    }

    public ValueTask<IReadOnlyList<Entry>> ReadStreamAsync(
        StreamName stream, long afterVersion, int max, CancellationToken cancellationToken = default)
    {
        StreamsRead++;
        return journal.ReadStreamAsync(stream, afterVersion, max, cancellationToken);
    }

    public ValueTask<IReadOnlyList<Entry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default) =>
        journal.ReadAsync(afterPosition, max, cancellationToken);

    public ValueTask AcknowledgeAsync(ImmutableArray<long> messages, CancellationToken cancellationToken = default) =>
        journal.AcknowledgeAsync(messages, cancellationToken);

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
