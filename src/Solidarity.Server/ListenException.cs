namespace Solidarity.Server;

/// <summary>An address is in use, or none to listen on; the message says why, and what to do.</summary>
/// <param name="option">Which one, as <c>serve</c> calls it: listen, metrics or dashboard.</param>
public sealed class ListenException(Wording message, string option, Exception? inner = null)
    : Exception(message.English, inner)
{
    public string Option { get; } = option;
}
