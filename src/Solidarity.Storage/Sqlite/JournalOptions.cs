namespace Solidarity.Storage.Sqlite;

/// <summary>How a journal is to be opened for writing.</summary>
public sealed record JournalOptions
{
    /// <summary>Is told what an operator should know of, a sentence each, on any thread and while nothing else waits
    /// for it.</summary>
    public Action<string>? Warn { get; init; }

    internal void Tell(string what) => Warn?.Invoke(what);
}
