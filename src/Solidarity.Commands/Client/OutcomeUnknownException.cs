namespace Solidarity.Commands.Client;

/// <summary>A command was sent, and whether it was done is not known: the answer was lost, or the service could not
/// say. Sent again under the same request id, it is done once.</summary>
internal sealed class OutcomeUnknownException(string requestId, Exception cause) : Exception(cause.Message, cause)
{
    public string RequestId { get; } = requestId;

    public Exception Cause { get; } = cause;
}
