using System.Collections.Immutable;

namespace Solidarity.Domain.Decisions;

/// <summary>What a body decides on a command: events (possibly none), or a refusal and nothing else.</summary>
public readonly struct Decision<TEvent>
{
    private readonly ImmutableArray<TEvent> _events;

    private Decision(ImmutableArray<TEvent> events, Refusal? refusal)
    {
        _events = events;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    public ImmutableArray<TEvent> Events => _events.IsDefault ? [] : _events;

    /// <summary>Accepted, and nothing changes: what was asked is so already.</summary>
    public static Decision<TEvent> Nothing => default;

    public static implicit operator Decision<TEvent>(TEvent @event) => new([@event], null);

    public static implicit operator Decision<TEvent>(ImmutableArray<TEvent> events) => new(events, null);

    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    /// <summary>The same decision with each event put into a wider union.</summary>
    public Decision<TOther> Select<TOther>(Func<TEvent, TOther> wrap) =>
        Refusal is null ? new Decision<TOther>([.. Events.Select(wrap)], null) : new Decision<TOther>([], Refusal);
}
