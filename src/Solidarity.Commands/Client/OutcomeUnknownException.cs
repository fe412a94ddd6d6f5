namespace Solidarity.Commands.Client;

/// <summary>A command was sent, and whether it was done is not known: the answer was lost, or the service could not
/// say. Sent again under the same request id, it is done once.</summary>
/// <param name="asked">It was sent a second time because a person said so, and not with an option.</param>
internal sealed class OutcomeUnknownException(string requestId, bool asked, Exception cause)
    : Exception(cause.Message, cause)
{
    public string RequestId { get; } = requestId;

    /// <summary>What to give the same command line besides, so that it is the same request.</summary>
    public string Options { get; } = asked ? $"--again --request-id {requestId}" : $"--request-id {requestId}";

    public Exception Cause { get; } = cause;
}
