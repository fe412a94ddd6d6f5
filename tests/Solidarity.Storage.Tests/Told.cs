namespace Solidarity.Storage.Tests;

/// <summary>What a journal tells its operator.</summary>
internal sealed class Told
{
    private readonly List<string> _all = [];
    private readonly TaskCompletionSource _again = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_all) return [.. _all];
        }
    }

    public void Add(string what)
    {
        lock (_all) _all.Add(what);
        if (what.Contains("can be written again", StringComparison.Ordinal)) _again.TrySetResult();
    }

    /// <summary>Completes when the journal can be written again.</summary>
    public Task AgainAsync() => _again.Task;
}
