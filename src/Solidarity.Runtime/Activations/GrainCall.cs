namespace Solidarity.Runtime;

/// <summary>A call from its sending to its answer; also a link of the list of those that wait.</summary>
internal abstract class GrainCall : Turn
{
    public GrainCall? Next { get; set; }

    public abstract bool Interleaves { get; }

    public abstract bool IsReadOnly { get; }

    /// <summary>Whether this use of the grain puts off its collection.</summary>
    public virtual bool KeepsAlive => true;

    /// <summary>Whether a call that was not begun may go to the grain's next activation.</summary>
    public virtual bool CanMove => true;

    /// <summary>Answers a call that was not begun.</summary>
    public abstract void Refuse(Exception reason);
}

/// <summary>A call through a reference.</summary>
internal sealed class GrainCall<TArgs, TResult>(GrainMethod<TArgs> method, TArgs args) : GrainCall
{
    // The caller's code must not run inside the grain's turn.
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Answer => _answer.Task;

    public override bool Interleaves => method.Interleaves;

    public override bool IsReadOnly => method.IsReadOnly;

    public override void Refuse(Exception reason) => _answer.SetException(reason);

    public override void Begin(Activation activation) => _ = RunAsync(activation);

    private async Task RunAsync(Activation activation)
    {
        TResult result;
        try
        {
            // No ConfigureAwait(false): the end of the call is a turn too.
            var task = method.Body(activation.Grain, args);
            await task;
            result = task is Task<TResult> answer ? answer.Result : default!;
        }
        catch (Exception error)
        {
            activation.Finish(this);
            _answer.SetException(error);
            return;
        }
        activation.Finish(this);
        _answer.SetResult(result);
    }
}
