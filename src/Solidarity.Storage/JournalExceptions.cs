namespace Solidarity.Storage;

/// <summary>The journal cannot write now (disk full, disk failing, storage away). Nothing was kept, or, where the
/// answer of a shared log was lost or only the replica's disk refused, it is found later by its command's id; a later
/// try may succeed.
/// </summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it is the shared log that cannot be reached, and not the disk of this machine.</summary>
    public bool IsOfTheLog { get; init; }
}

/// <summary>The journal cannot be opened or read: not a journal, damaged, or of another format.
/// The message says which, names the file, and what to do.</summary>
public sealed class JournalUnreadableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The position up to which it is as it was written, where that is known.</summary>
    public long? Behind { get; init; }
}

/// <summary>A replica of a shared log was found to be damaged while it was in use. Nothing is lost: the next opening
/// sets it aside and makes a new one.</summary>
public sealed class ReplicaDamagedException(string message) : Exception(message);

/// <summary>Another process holds the data folder.</summary>
public sealed class JournalInUseException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>An append is past one of the <see cref="JournalLimits"/>. Nothing was written, and the same append never
/// will be; what is not too large may be appended without it.</summary>
/// <param name="entry">Which entry of the append is too large, from 0; null where it is the append as a whole, which
/// may be divided.</param>
public sealed class AppendTooLargeException(string message, int? entry) : ArgumentException(message)
{
    public int? Entry { get; } = entry;
}

/// <summary>The journal lacks entries that it had acknowledged, or nobody can tell whether it does. Nothing was written
/// to it, and nothing will be before an operator says so. The message says both positions and what to do.</summary>
public sealed class JournalLossException(string message, JournalLoss loss) : Exception(message)
{
    public JournalLoss Loss { get; } = loss;
}

/// <summary>A loss was to be accepted, and nothing is lost.</summary>
public sealed class NothingLostException(string message) : Exception(message);
