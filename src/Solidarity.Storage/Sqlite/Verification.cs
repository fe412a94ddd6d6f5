namespace Solidarity.Storage.Sqlite;

/// <summary>What an offline verification found.</summary>
/// <param name="Entries">The entries from the first on that are as they were written.</param>
/// <param name="Fault">The first fault; null where there is none.</param>
public sealed record Verification(long Entries, VerificationFault? Fault)
{
    public bool IsWhole => Fault is null;
}

/// <param name="Position">The first bad position; null where the fault is not in an entry.</param>
/// <param name="Text">What is wrong, in a sentence for people.</param>
public sealed record VerificationFault(VerificationFaultKind Kind, long? Position, string Text)
{
    /// <summary>What SQLite failed with; null where it did not fail.</summary>
    internal Exception? Cause { get; init; }
}

public enum VerificationFaultKind
{
    /// <summary>The file is no journal that this version can read.</summary>
    Unreadable,

    /// <summary>SQLite finds its own structures broken.</summary>
    Damaged,

    /// <summary>No entry has this position, though a later one or the head says that there was one.</summary>
    PositionMissing,

    /// <summary>The entry, or one before it, is not as it was written: its hash says otherwise.</summary>
    HashDiffers,

    /// <summary>The entry belongs to a stream that has no name.</summary>
    UnknownStream,

    /// <summary>The entry's version is not the one after the stream's entry before it.</summary>
    VersionGap,

    /// <summary>The entry stands before one of its stream with a lower version.</summary>
    OrderDiffers,

    /// <summary>The table of answers says of other messages than the entry that it answers them.</summary>
    AnswersDiffer,

    /// <summary>The journal ends before what its head file says was acknowledged. The position is that of the first
    /// entry that is missing.</summary>
    EntriesLost,

    /// <summary>At the last position that was acknowledged the journal has another entry than the head file says.
    /// </summary>
    HeadFileDiffers,

    /// <summary>The database is an older one than its log belongs to.</summary>
    OlderThanItsLog,

    /// <summary>A record of the head file is not as it was written: a power cut may tear one. The journal itself is
    /// whole.</summary>
    HeadFileDamaged,

    /// <summary>The head does not agree with the last entry, or is not as it was written.</summary>
    HeadDiffers,

    /// <summary>A message that waits is not as it was written.</summary>
    MessageDiffers,

    /// <summary>A snapshot is not as it was written. Snapshots are caches: no entry is lost.</summary>
    SnapshotDiffers,
}

public enum VerificationStage
{
    /// <summary>SQLite checks its pages. It does not tell how far it is.</summary>
    Pages,

    /// <summary>Each stream's versions are counted.</summary>
    Streams,

    /// <summary>The entries are hashed in order.</summary>
    Entries,

    /// <summary>Messages and snapshots are held against their seals.</summary>
    Rest,
}

/// <summary>How far a verification is.</summary>
/// <param name="Done">Entries done in this stage.</param>
/// <param name="Total">Entries that the journal says it has.</param>
public readonly record struct VerificationProgress(VerificationStage Stage, long Done, long Total);
