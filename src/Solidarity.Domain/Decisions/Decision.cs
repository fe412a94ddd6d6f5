namespace Solidarity.Domain.Decisions;

/// <summary>What a body decides on a command: events (possibly none), or a refusal and nothing else.</summary>
public readonly struct Decision<TEvent>
{
    private readonly ImmutableArray<TEvent> _events;

    private Decision(
        ImmutableArray<TEvent> events, Refusal? refusal, bool isRedundant = false, bool isOfNow = false)
    {
        _events = events;
        Refusal = refusal;
        IsRedundant = isRedundant;
        IsOfNow = isOfNow;
    }

    public Refusal? Refusal { get; }

    public ImmutableArray<TEvent> Events => _events.IsDefault ? [] : _events;

    /// <summary>Accepted, and nothing changes: what was asked is so already.</summary>
    public static Decision<TEvent> Nothing => default;

    /// <summary>
    /// Accepted, nothing changes, and nothing ever will: whenever the same message comes again, it is redundant again.
    /// So it need not be remembered, and leaves no entry in the journal. For messages alone: a person's request is
    /// always on record.
    /// </summary>
    public static Decision<TEvent> Redundant => new([], null, isRedundant: true);

    /// <summary>Redundant, but decided on what the body does not have (yet): true for ever of a state that is as new as
    /// the journal, and perhaps wrong of an older one, which may not know what the message is about.</summary>
    public static Decision<TEvent> RedundantNow => new([], null, isRedundant: true, isOfNow: true);

    public bool IsRedundant { get; }

    /// <inheritdoc cref="RedundantNow"/>
    public bool IsOfNow { get; }

    public static implicit operator Decision<TEvent>(TEvent @event) => new([@event], null);

    public static implicit operator Decision<TEvent>(ImmutableArray<TEvent> events) => new(events, null);

    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    /// <summary>The same decision with each event put into a wider union.</summary>
    public Decision<TOther> Select<TOther>(Func<TEvent, TOther> wrap) =>
        new([.. Events.Select(wrap)], Refusal, IsRedundant, IsOfNow);
}

/// <summary>An event that may make something within its body whose name the body alone can give.</summary>
public interface IMakesPart
{
    /// <summary>Its name below the body's, as <c>entries/12</c>; null where this one makes none.</summary>
    string? Part { get; }
}
