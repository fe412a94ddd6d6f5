namespace Solidarity.Server;

/// <summary>The server cannot listen where it was told to. The message names the address and says what to do.</summary>
public sealed class ListenException(string message, Exception? inner = null) : Exception(message, inner);
