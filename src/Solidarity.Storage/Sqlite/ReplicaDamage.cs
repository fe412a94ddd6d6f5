namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Remembers that a replica was found to be damaged while it was in use: from then on nothing is read from it or
/// written to it, and a file beside it says so, because the next opening may not come to the same place. That opening
/// sets the replica aside. Any thread may tell it.
/// </summary>
internal sealed class ReplicaDamage(string folder)
{
    /// <summary>Holds what was found.</summary>
    internal const string FileName = "journal.damaged";

    private readonly TaskCompletionSource<string> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with what was found when something is.</summary>
    internal Task<string> Found => _found.Task;

    /// <summary>Looks at something that went wrong.</summary>
    /// <returns>Whether it says that the replica is damaged.</returns>
    internal bool Look(Exception problem)
    {
        if (!Failures.IsDamage(problem)) return false;
        var what = $"{Path.Combine(folder, JournalFile.FileName)} is damaged: {problem.Message}";
        if (_found.Task.IsCompleted) return true;
        try
        {
            File.WriteAllText(Path.Combine(folder, FileName), what);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then the damage is found once more, where it is come upon again.
        }

        _found.TrySetResult(what);
        return true;
    }

    /// <exception cref="JournalUnreadableException">Damage was found before.</exception>
    internal void ThrowIfFound()
    {
        if (!_found.Task.IsCompletedSuccessfully) return;
        throw new JournalUnreadableException(
            $"{_found.Task.Result}; start the service again, and it makes a new replica from the log");
    }
}
