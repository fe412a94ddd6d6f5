namespace Solidarity.Runtime;

/// <summary>The call was not begun because a limit was reached: try again later.</summary>
public sealed class GrainOverloadedException(string message) : Exception(message);

/// <summary>The call was not begun because the host stops.</summary>
public sealed class GrainsStoppedException(string message) : Exception(message);
