namespace Solidarity.Commands.Failures;

/// <summary>A check that a command made came out wrong.</summary>
internal sealed class CheckFailedException(string reason, Wording message) : Exception(T(message))
{
    public string Reason { get; } = reason;
}
