namespace Grpc.Core;

/// <summary>A long-lived connection to a service, over which calls are made.</summary>
public abstract class ChannelBase
{
    /// <summary>A channel to this address.</summary>
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>The address that the channel was made for.</summary>
    public string Target { get; }

    /// <summary>Something that makes calls over this channel.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Ends the channel and the calls on it.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>Ends the channel; by default there is nothing to end.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
