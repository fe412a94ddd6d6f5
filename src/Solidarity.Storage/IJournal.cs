namespace Solidarity.Storage;

/// <summary>
/// The journal: one log of entries in one order, the truth that everything else is folded from.
/// <c>SqliteJournal</c> is durable, <c>MemoryJournal</c> is for tests and simulations; a journal that several silos share
/// has its writer among the grains.
/// All members may be called from any thread.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Whether others write to it as well. What it has may then be behind what is durable; see
    /// <see cref="SyncAsync"/>.</summary>
    bool IsShared { get; }

    /// <summary>The position of the last durable entry; 0 when the journal is empty. Positions have no gaps.</summary>
    long Position { get; }

    /// <summary>The time of the last durable entry; null when the journal is empty.</summary>
    DateTimeOffset? LastAt { get; }

    /// <summary>What keeps the journal from being written, as it was found last, in a sentence for operators; null
    /// where nothing does. While it cannot be written it is tried again by itself.</summary>
    string? WriteProblem => null;

    /// <summary>How far it follows a shared log; null where it stands alone.</summary>
    ReplicaProgress? Following => null;

    /// <summary>
    /// Appends all entries of <paramref name="append"/> or none. Completes only when they are on disk. Appends that
    /// wait at the same time are committed together in one transaction. An entry takes the messages that it answers out
    /// of the outbox in the same transaction. A snapshot that is too large to be kept is left out, and the append goes
    /// through without it.
    /// </summary>
    /// <exception cref="AppendTooLargeException">
    /// It is past a named limit, and never can be appended as it is; the exception says which entry is too large.
    /// </exception>
    /// <exception cref="JournalUnavailableException">
    /// The disk refused (full, failing); nothing of the append is kept, and the same append may be tried again.
    /// </exception>
    ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes messages out of the outbox that need no entry, because their receiver would answer nothing, now and
    /// whenever they come again. Completes when that is on disk. Ids of messages that do not wait are passed
    /// over. When the acknowledgement is lost, it is as if it had not been given: the messages come again.
    /// </summary>
    /// <param name="messages">Ids, 1 to <see cref="JournalLimits.AcknowledgedMax"/> of them, in any order.</param>
    /// <exception cref="JournalUnavailableException">The disk refused; all the messages still wait.</exception>
    ValueTask AcknowledgeAsync(ImmutableArray<long> messages, CancellationToken cancellationToken = default);

    /// <summary>Entries of one stream with a version above <paramref name="afterVersion"/>, in order, at most
    /// <paramref name="max"/> (1 to <see cref="JournalLimits.PageEntriesMax"/>). A page also ends when its bodies have
    /// <see cref="JournalLimits.PageBytesMax"/>, so only an empty one says that there are no more. An unknown stream
    /// has none.</summary>
    ValueTask<IReadOnlyList<Entry>> ReadStreamAsync(
        StreamName stream, long afterVersion, int max, CancellationToken cancellationToken = default);

    /// <summary>Entries of all streams with a position above <paramref name="afterPosition"/>, in order, at most
    /// <paramref name="max"/> (1 to <see cref="JournalLimits.PageEntriesMax"/>), in pages as those of
    /// <see cref="ReadStreamAsync"/>.</summary>
    ValueTask<IReadOnlyList<Entry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default);

    /// <summary>The entry that answered a command, or null. Ids never expire.</summary>
    ValueTask<Entry?> FindAsync(CommandId command, CancellationToken cancellationToken = default);

    /// <summary>Messages not yet delivered and without a due time, with an id above <paramref name="afterId"/>, by id,
    /// at most <paramref name="max"/> (1 to <see cref="JournalLimits.PageEntriesMax"/>), in pages as those of
    /// <see cref="ReadStreamAsync"/>, where messages that share a payload count once.</summary>
    ValueTask<IReadOnlyList<OutboxMessage>> PendingAsync(
        long afterId, int max, CancellationToken cancellationToken = default);

    /// <summary>Messages not yet delivered that were to wait for a time at or before <paramref name="until"/>,
    /// by due time and then id, behind <paramref name="after"/>, at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<OutboxMessage>> DueAsync(
        DateTimeOffset until, int max, DueMark? after = null, CancellationToken cancellationToken = default);

    /// <summary>The earliest due time of any message that waits for one, behind <paramref name="after"/> where that is
    /// given; null where there is none.</summary>
    ValueTask<DateTimeOffset?> NextDueAsync(
        DateTimeOffset? after = null, CancellationToken cancellationToken = default);

    /// <summary>The newest snapshot of a stream, or null. A snapshot is a cache: losing it loses nothing.</summary>
    ValueTask<Snapshot?> ReadSnapshotAsync(StreamName stream, CancellationToken cancellationToken = default);

    /// <summary>Completes when the journal has everything that was durable when it was called, whoever wrote it. Where
    /// nobody else writes that is at once.</summary>
    /// <exception cref="JournalUnavailableException">What others wrote cannot be read now.</exception>
    ValueTask SyncAsync(CancellationToken cancellationToken = default);

    /// <summary>Completes when <see cref="Position"/> is above <paramref name="position"/>.</summary>
    Task WaitBeyondAsync(long position, CancellationToken cancellationToken = default);
}

/// <summary>How far a replica follows a shared log.</summary>
/// <param name="Behind">Entries that were read from the log and are not in the replica yet.</param>
/// <param name="WholeSince">How long ago it had all that the log had.</param>
public readonly record struct ReplicaProgress(long Behind, TimeSpan WholeSince);

/// <summary>Named limits of the journal; past one the caller gets an <see cref="ArgumentException"/>, for an
/// append an <see cref="AppendTooLargeException"/>.</summary>
public static class JournalLimits
{
    public const int PageEntriesMax = 10_000;

    /// <summary>A page ends behind the entry or message that reaches it.</summary>
    public const int PageBytesMax = 32 * 1024 * 1024;

    public const int AppendEntriesMax = 10_000;
    public const int MessagesPerEntryMax = 10_000;
    public const int AnswersPerEntryMax = 256;
    public const int BodyBytesMax = 4 * 1024 * 1024;
    public const int StreamNameCharsMax = 160;
    public const int AcknowledgedMax = 10_000;
}
