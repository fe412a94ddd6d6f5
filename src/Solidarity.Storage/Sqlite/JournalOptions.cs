using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Sqlite;

/// <summary>How a journal is to be opened for writing.</summary>
public sealed record JournalOptions
{
    /// <summary>Goes on with a journal that lacks entries which it had acknowledged, and begins its head file anew. For
    /// one opening: where nothing is lost it is refused, so that it cannot stay and accept the next loss unseen.
    /// </summary>
    public bool AcceptLoss { get; init; }

    /// <summary>A log that other services write to as well: the file is then a replica of it. Null: the file stands
    /// alone.</summary>
    public SharedLog? Log { get; init; }

    /// <summary>How long the writer waits for something to write before it looks whether others have written to
    /// <see cref="Log"/>.</summary>
    public TimeSpan LogPollTime { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long an append waits for room among those that wait for the writer; then it is refused.</summary>
    internal TimeSpan RoomWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>While the journal cannot be written, it is tried so often whether it can be again.</summary>
    internal TimeSpan ProbeTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Is told what an operator should know of, a sentence each, on any thread and while nothing else waits
    /// for it.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Is told how far something is that takes long, a sentence each, as <see cref="Warn"/> is.</summary>
    public Action<string>? Inform { get; init; }

    /// <summary>By so many entries at least the log grows between two checkpoints.</summary>
    internal long CheckpointEntries { get; init; } = 100_000;

    /// <summary>Whether a replica starts from checkpoints and writes them; to measure what they bring.</summary>
    internal bool HasCheckpoints { get; init; } = true;

    /// <summary>When a checkpoint is tried again that could not be written.</summary>
    internal TimeSpan CheckpointRetryTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Up to so long, a random time, a service waits with a checkpoint that is due, so that of many services
    /// one writes it.</summary>
    internal TimeSpan CheckpointDelayMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Names the folders of what is set aside.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Is told of a replica that is found to be damaged; null for a journal that stands alone.</summary>
    internal ReplicaDamage? Damage { get; init; }

    /// <summary>When nothing has been committed for so long, the log is copied into the file and emptied.</summary>
    internal TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When the log is so long it is copied into the file while commits go on. A longer one copies a page that
    /// changes often fewer times; a shorter one is read sooner after a crash.</summary>
    internal long LogBytesMax { get; init; } = 64 * 1024 * 1024;

    internal void Tell(string what) => Warn?.Invoke(what);
}
