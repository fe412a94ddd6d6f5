namespace Grpc.Core;

/// <summary>What of a server call is handed on to the calls made for it.</summary>
public class ContextPropagationOptions
{
    /// <summary>Deadline and cancellation are handed on.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Hands on what is said.</summary>
    public ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
    {
        IsPropagateDeadline = propagateDeadline;
        IsPropagateCancellation = propagateCancellation;
    }

    /// <summary>Whether the deadline is handed on.</summary>
    public bool IsPropagateDeadline { get; }

    /// <summary>Whether cancellation is handed on.</summary>
    public bool IsPropagateCancellation { get; }
}

/// <summary>Stands for a server call, to tie further calls to it. Made by a transport alone.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
