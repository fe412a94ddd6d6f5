namespace Solidarity.Domain.Bodies;

/// <summary>Anything that a body can be asked: by its own people, or by another body's message.</summary>
public abstract record BodyCommand
{
    /// <summary>Whether it may travel in one message with others that the same entry tells the same body. That is for
    /// what comes in numbers and is never refused for a reason that somebody waits to hear.</summary>
    [JsonIgnore]
    public virtual bool Joins => false;
}

/// <summary>
/// A command that one body sends to another because of an event of its own. With <paramref name="Due"/> it is an
/// alarm: delivered at that time or as soon after it as the service runs.
/// </summary>
public sealed record Message(Address To, BodyCommand Command, DateTimeOffset? Due = null);
