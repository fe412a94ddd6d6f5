using Solidarity.Domain.Bodies;

namespace Solidarity.Domain.Decisions;

/// <summary>Anything that a body can be asked: by its own people, or by another body's message.</summary>
public abstract record BodyCommand;

/// <summary>
/// A command that one body sends to another because of an event of its own. With <paramref name="Due"/> it is an
/// alarm: delivered at that time or as soon after it as the service runs.
/// </summary>
public sealed record Message(Address To, BodyCommand Command, DateTimeOffset? Due = null);
