using Grpc.Core;

namespace Solidarity.Protocol.Tests.Hosting;

/// <summary>Lets a test wait until a call of Hold has reached the server, and until it was cancelled there.</summary>
public sealed class HeldCalls
{
    // Far more than it takes, so that a call that never comes fails the test instead of holding it up.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<DateTime> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a call is held, with the deadline that the server saw.</summary>
    public Task<DateTime> Begun => _begun.Task.WaitAsync(WaitMax);

    /// <summary>Ends when the held call was cancelled at the server.</summary>
    public Task Cancelled => _cancelled.Task.WaitAsync(WaitMax);

    public async Task HoldAsync(ServerCallContext context)
    {
        await using var registration = context.CancellationToken.Register(() => _cancelled.TrySetResult());
        _begun.TrySetResult(context.Deadline);
        await _cancelled.Task;
    }
}
