namespace Solidarity.Storage.Backups;

/// <summary>How far a backup or restore is.</summary>
/// <param name="Stage">What is being done, a verb in small letters: reading, writing.</param>
/// <param name="Done">The position that it has reached.</param>
/// <param name="Total">The position that it goes to; 0 where that is not known.</param>
public readonly record struct BackupProgress(string Stage, long Done, long Total);

/// <summary>What a backup, a restore or a migration has done.</summary>
/// <param name="Position">Of the last entry that is there now.</param>
/// <param name="Entries">How many came now.</param>
/// <param name="At">The latest time of an entry; null where there is none.</param>
public sealed record BackupResult(long Position, long Entries, DateTimeOffset? At);
