namespace Solidarity.Cli.Replaying;

/// <summary>The story did not go as history has it.</summary>
internal sealed class StoryException(string message) : Exception(message);

/// <summary>The folder of seeds is not in order; the message lists what is wrong, where, and what to do.</summary>
internal sealed class SeedsInvalidException(string message) : Exception(message);
