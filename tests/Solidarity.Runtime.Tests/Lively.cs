namespace Solidarity.Runtime.Tests;

/// <summary>
/// A grain that notes its life. What it does when activated and deactivated is in its key: "slow" waits for the gates
/// "activate" and "deactivate", "broken" throws while the gate "mended" is shut, "fleeting" asks for its end at once,
/// "stubborn" throws when deactivated, "endless" is never done with deactivation unless it is told to stop.
/// </summary>
internal interface ILively : IGrainWithStringKey
{
    Task<string> Call(string name);

    Task Hold(string gate);

    Task Leave(string gate);

    Task Stay(TimeSpan time);

    [AlwaysInterleave]
    Task Interleave();
}

internal sealed class Lively : Grain, ILively, IDisposable
{
    private readonly Notebook _notebook;
    private readonly Gates _gates;
    private readonly string _key;
    private bool _isActive;

    public Lively(Notebook notebook, Gates gates)
    {
        _notebook = notebook;
        _gates = gates;
        // The key is known in the constructor already.
        _key = this.GetPrimaryKeyString();
        if (_key == "unmakeable") throw new ArithmeticException("not made");
        _notebook.Note("made");
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_key == "fleeting") DeactivateOnIdle();
        if (_key == "slow") await _gates.Pass("activate");
        if (_key == "broken" && !_gates.Pass("mended").IsCompleted)
        {
            await Task.Yield();
            throw new ArithmeticException("broken");
        }
        _isActive = true;
        _notebook.Note("activated");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _notebook.Note($"deactivates: {reason.ReasonCode}");
        if (_key == "slow") await _gates.Pass("deactivate");
        if (_key == "stubborn") throw new ArithmeticException("stubborn");
        if (_key == "endless") await Task.Delay(Timeout.Infinite, cancellationToken);
        _isActive = false;
        _notebook.Note("deactivated");
    }

    public Task<string> Call(string name)
    {
        Note(name);
        return Task.FromResult(name);
    }

    public async Task Hold(string gate)
    {
        Note($"holds {gate}");
        await _gates.Pass(gate);
        Note($"lets {gate} go");
    }

    public async Task Leave(string gate)
    {
        DeactivateOnIdle();
        await Hold(gate);
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task Interleave() => Task.CompletedTask;

    public void Dispose() => _notebook.Note("disposed");

    private void Note(string note) => _notebook.Note(_isActive ? note : $"{note}, though not active");
}
