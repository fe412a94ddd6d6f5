using Solidarity.Storage;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Grains.Clusters;

/// <summary>
/// The journal of a silo: it reads its own replica, and writes by the one writer of the cluster. A write is answered
/// when it is in the shared log and the replica has it, or what stood against it; so whoever asks this silo next finds
/// it.
/// </summary>
internal sealed class ClusterJournal(SqliteJournal replica, WriterPlace place, WriteSender sender) : IJournal
{
    /// <summary>How long an answer waits for a pushed block before the replica reads the log itself.</summary>
    private static readonly TimeSpan PushTimeMax = TimeSpan.FromMilliseconds(100);

    /// <summary>How long an answer waits for a replica that cannot read the log.</summary>
    private static readonly TimeSpan FollowTimeMax = TimeSpan.FromSeconds(5);

    public bool IsShared => true;

    public long Position => replica.Position;

    public DateTimeOffset? LastAt => replica.LastAt;

    public string? WriteProblem => replica.WriteProblem;

    public ReplicaProgress? Following => replica.Following;

    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        if (place.IsHere)
            return replica.AppendAsync(append, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var (written, bytes) = Shape.Check(append);
        return new(SendAsync(written, bytes, cancellationToken));
    }

    public async ValueTask AcknowledgeAsync(
        ImmutableArray<long> messages, CancellationToken cancellationToken = default)
    {
        if (place.IsHere)
        {
            await replica.AcknowledgeAsync(messages, cancellationToken);
            return;
        }
        cancellationToken.ThrowIfCancellationRequested();
        Shape.Check(messages);
        await sender.SendAsync(
            new LogWrite.Acknowledged(messages), messages.Length * sizeof(long), cancellationToken);
    }

    public ValueTask<IReadOnlyList<Entry>> ReadStreamAsync(
        StreamName stream, long afterVersion, int max, CancellationToken cancellationToken = default) =>
        replica.ReadStreamAsync(stream, afterVersion, max, cancellationToken);

    public ValueTask<IReadOnlyList<Entry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default) =>
        replica.ReadAsync(afterPosition, max, cancellationToken);

    public ValueTask<Entry?> FindAsync(CommandId command, CancellationToken cancellationToken = default) =>
        replica.FindAsync(command, cancellationToken);

    public ValueTask<IReadOnlyList<OutboxMessage>> PendingAsync(
        long afterId, int max, CancellationToken cancellationToken = default) =>
        replica.PendingAsync(afterId, max, cancellationToken);

    public ValueTask<IReadOnlyList<OutboxMessage>> DueAsync(
        DateTimeOffset until, int max, DueMark? after = null, CancellationToken cancellationToken = default) =>
        replica.DueAsync(until, max, after, cancellationToken);

    public ValueTask<DateTimeOffset?> NextDueAsync(
        DateTimeOffset? after = null, CancellationToken cancellationToken = default) =>
        replica.NextDueAsync(after, cancellationToken);

    public ValueTask<Snapshot?> ReadSnapshotAsync(StreamName stream, CancellationToken cancellationToken = default) =>
        replica.ReadSnapshotAsync(stream, cancellationToken);

    public ValueTask SyncAsync(CancellationToken cancellationToken = default) => replica.SyncAsync(cancellationToken);

    public Task WaitBeyondAsync(long position, CancellationToken cancellationToken = default) =>
        replica.WaitBeyondAsync(position, cancellationToken);

    /// <summary>The sender and the replica are their owners'.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<AppendResult> SendAsync(Append append, long bytes, CancellationToken cancellationToken)
    {
        var (outcome, position) = await sender.SendAsync(new LogWrite.Appended(append), bytes, cancellationToken);
        if (outcome.Kind == WriteOutcomeKind.Written)
        {
            await TryReachAsync(outcome.Number + append.Entries.Length - 1);
            return new AppendResult.Appended(outcome.Number);
        }
        // What stood against it must be here, or the next try would find the same.
        await ReachAsync(position);
        return outcome.Kind == WriteOutcomeKind.Conflict
            ? new AppendResult.VersionConflict(outcome.Number)
            : new AppendResult.AlreadyAnswered(await FindAsync(outcome.Answered));
    }

    private async Task<ImmutableArray<EarlierAnswer>> FindAsync(ImmutableArray<CommandId> commands)
    {
        var earlier = ImmutableArray.CreateBuilder<EarlierAnswer>(commands.Length);
        foreach (var command in commands)
        {
            var entry = await replica.FindAsync(command) ?? throw new JournalUnavailableException(
                "this replica does not have what was answered before; try again");
            earlier.Add(new EarlierAnswer(command, entry));
        }
        return earlier.MoveToImmutable();
    }

    /// <summary>Waits until the replica has a position that is in the log.</summary>
    /// <exception cref="JournalUnavailableException">The log cannot be read now.</exception>
    private async Task ReachAsync(long position)
    {
        if (replica.Position >= position)
            return;
        try
        {
            await replica.WaitBeyondAsync(position - 1).WaitAsync(PushTimeMax);
        }
        catch (TimeoutException)
        {
            await replica.SyncAsync();
        }
    }

    /// <summary>What is in the log is answered even if the replica cannot follow now; but a while it is waited for, for
    /// whoever wrote mostly reads here next.</summary>
    private async Task TryReachAsync(long position)
    {
        try
        {
            await ReachAsync(position);
        }
        catch (JournalUnavailableException)
        {
            await Task.WhenAny(replica.WaitBeyondAsync(position - 1), Task.Delay(FollowTimeMax));
        }
    }
}
