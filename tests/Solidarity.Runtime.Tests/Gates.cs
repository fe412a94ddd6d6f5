using System.Collections.Concurrent;

namespace Solidarity.Runtime.Tests;

/// <summary>Named gates that grains wait at until the test opens them.</summary>
internal sealed class Gates
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public void Open(string name) => Of(name).TrySetResult();

    public Task Pass(string name) => Of(name).Task;

    private TaskCompletionSource Of(string name) =>
        _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
