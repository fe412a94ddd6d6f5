namespace Solidarity.Runtime.Tests;

internal interface ITimed : IGrainWithStringKey
{
    /// <summary>
    /// Starts a timer that notes its ticks, which end when the gate of its name is open; "throws" throws, and "cancel"
    /// ends when it is told to.
    /// </summary>
    Task Start(string name, GrainTimerCreationOptions options);

    [AlwaysInterleave]
    Task Change(TimeSpan dueTime, TimeSpan period);

    [AlwaysInterleave]
    Task Stop();

    [AlwaysInterleave]
    Task Interleave(string note);

    Task Note(string note);

    Task Hold(string name);

    Task Leave();

    Task<TaskScheduler> Scheduler();
}

internal sealed class Timed(Notebook notebook, Gates gates) : Grain, ITimed
{
    private IGrainTimer? _timer;

    public Task Start(string name, GrainTimerCreationOptions options)
    {
        var timer = this.RegisterGrainTimer(cancellationToken => Tick(name, cancellationToken), options);
        _timer ??= timer;
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task Interleave(string note) => Note(note);

    public Task Note(string note)
    {
        notebook.Note(note);
        return Task.CompletedTask;
    }

    public async Task Hold(string name)
    {
        notebook.Note($"{name} begins");
        await gates.Pass(name);
        notebook.Note($"{name} ends");
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<TaskScheduler> Scheduler() => Task.FromResult(TaskScheduler.Current);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Note("leaves");

    private async Task Tick(string name, CancellationToken cancellationToken)
    {
        if (name == "cancel")
        {
            notebook.Note("cancel begins");
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = cancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
            notebook.Note("cancel ends");
            cancellationToken.ThrowIfCancellationRequested();
        }
        if (name == "throws") gates.Open(name);
        await Hold(name);
        if (name == "throws") throw new ArithmeticException("thrown");
    }
}
