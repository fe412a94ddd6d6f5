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

    /// <summary>Is told what an operator should know of, a sentence each, on any thread and while nothing else waits
    /// for it.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>When nothing has been committed for so long, the log is copied into the file and emptied.</summary>
    internal TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When the log is so long it is copied into the file while commits go on. A longer one copies a page that
    /// changes often fewer times; a shorter one is read sooner after a crash.</summary>
    internal long LogBytesMax { get; init; } = 64 * 1024 * 1024;

    internal void Tell(string what) => Warn?.Invoke(what);
}
