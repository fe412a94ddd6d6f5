namespace Solidarity.Storage;

public enum JournalLossKind
{
    /// <summary>The journal ends before the last entry that was acknowledged.</summary>
    Shorter,

    /// <summary>It has another entry at the last position that was acknowledged.</summary>
    Differs,

    /// <summary>Its head file is damaged, so that nobody can tell.</summary>
    HeadUnreadable,
}

/// <summary>What a journal lacks of what it had acknowledged.</summary>
/// <param name="Position">Where the journal ends.</param>
/// <param name="Acknowledged">The last position that was acknowledged; 0 where nobody can tell.</param>
public sealed record JournalLoss(JournalLossKind Kind, long Position, long Acknowledged)
{
    /// <summary>What is missing, in a sentence without its end.</summary>
    /// <param name="database">The file of the journal.</param>
    internal string Say(string database) => Kind switch
    {
        JournalLossKind.Shorter => $"{database} ends at entry {Position}, but journal.head says that "
            + $"{Acknowledged} were acknowledged: {Acknowledged - Position} are missing",
        JournalLossKind.Differs => $"{database} has another entry {Acknowledged} than the one that was acknowledged, "
            + $"as journal.head says, and ends at entry {Position}",
        _ => $"journal.head is damaged in both of its records, so that nobody can tell whether {database}, which "
            + $"ends at entry {Position}, has all that was acknowledged",
    };
}

/// <summary>A loss that an operator accepted: what was acknowledged up to <paramref name="Acknowledged"/> went on from
/// <paramref name="Position"/>.</summary>
public sealed record AcceptedLoss(long Position, long Acknowledged);

/// <summary>What the head file beside a journal says.</summary>
/// <param name="Position">The last position that was acknowledged.</param>
/// <param name="Accepted">The last loss that was accepted; null for none.</param>
public sealed record JournalHead(long Position, AcceptedLoss? Accepted);
