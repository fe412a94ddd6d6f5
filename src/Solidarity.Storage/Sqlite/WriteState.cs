namespace Solidarity.Storage.Sqlite;

/// <summary>Whether the journal can be written, as it was found last. That it cannot, and that it can again, is told
/// once each. The writer changes it; any thread reads it.</summary>
internal sealed class WriteState(Action<string> tell)
{
    private volatile string? _problem;

    /// <summary>What keeps the journal from being written; null where nothing does.</summary>
    internal string? Problem => _problem;

    internal void Failed(string problem)
    {
        var isNew = _problem is null;
        _problem = problem;
        if (!isNew) return;
        tell($"the journal cannot be written, and the service is not ready until it can: {problem}");
    }

    internal void Succeeded()
    {
        if (_problem is null) return;
        _problem = null;
        tell("the journal can be written again, and the service is ready");
    }
}

/// <summary>Writes nothing that stays, in a transaction that is made durable, to find out whether that can be done.
/// </summary>
internal sealed class PendingProbe() : PendingWrite(0, 0, CancellationToken.None)
{
    internal override Logs.LogWrite? Logged { get; } = new Logs.LogWrite.Acknowledged([]);

    internal override void Write(JournalWriter writer) => writer.Probe();

    internal override void LeaveOut()
    {
        // Nobody waits for it.
    }

    internal override void Answer()
    {
        // That it was committed says all.
    }

    internal override void Fail(Exception exception)
    {
        // What failed is in the state already.
    }
}
