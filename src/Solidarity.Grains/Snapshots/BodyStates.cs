using System.Text.Json;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Entries;
using Solidarity.Storage;

namespace Solidarity.Grains.Snapshots;

/// <summary>All bodies of one kind, as of one position of the journal, for those who need not know which kind.
/// </summary>
internal interface IBodyStates
{
    /// <summary>The version of the last entry of a body's stream, with events or without; 0 where there is none.
    /// </summary>
    long VersionOf(string id);

    /// <summary>The canonical form of a body's state, its JSON; null where there is no such body.</summary>
    byte[]? Serialize(string id);

    /// <summary>Whether a message would be redundant to the body as it is now.</summary>
    bool IsRedundant(string id, BodyCommand command, DateTimeOffset at);
}

/// <summary>All bodies of one kind, as of one position of the journal.</summary>
public sealed class BodyStates<TState, TCommand, TEvent>(Aggregate<TState, TCommand, TEvent> aggregate)
    : CopyOnWrite<BodyStates<TState, TCommand, TEvent>>, IBodyStates
    where TState : class
    where TCommand : BodyCommand
{
    /// <param name="State">Null while no entry of the body had events.</param>
    /// <param name="Changed">The position of the last entry with events.</param>
    /// <param name="Version">The version of the last entry.</param>
    /// <param name="IsUnfolded">An entry of it did not fold, and nothing behind it was folded.</param>
    private sealed record Body(TState? State, long Changed, long Version, bool IsUnfolded = false);

    private PersistentDictionary<string, Body> _bodies = PersistentDictionary<string, Body>.Empty;

    /// <summary>All bodies that have a state, in no order.</summary>
    public IEnumerable<TState> All
    {
        get
        {
            foreach (var body in _bodies.Values)
                if (body.State is { } state)
                    yield return state;
        }
    }

    public TState? Find(string id) => _bodies.GetValueOrDefault(id)?.State;

    internal IEnumerable<Message> Tell(TState before, TEvent @event, TState after) =>
        aggregate.Tell(before, @event, after);

    byte[]? IBodyStates.Serialize(string id) => Find(id) is { } state
        ? JsonSerializer.SerializeToUtf8Bytes(state, aggregate.StateJson)
        : null;

    bool IBodyStates.IsRedundant(string id, BodyCommand command, DateTimeOffset at) =>
        aggregate.Decide(Find(id) ?? aggregate.Initial(id), (TCommand)command, at).IsRedundant;

    /// <summary>The journal's position of the last entry that changed the body; 0 where there is none such.</summary>
    public long ChangedAt(string id) => _bodies.GetValueOrDefault(id)?.Changed ?? 0;

    /// <summary>A body's state and the version of the last entry of its stream, with events or without; null where
    /// there is no state of it, or not the one that its stream gives.</summary>
    internal (TState State, long Version)? FindWithVersion(string id) =>
        _bodies.GetValueOrDefault(id) is { State: { } state, IsUnfolded: false } body ? (state, body.Version) : null;

    /// <inheritdoc/>
    public long VersionOf(string id) => _bodies.GetValueOrDefault(id)?.Version ?? 0;

    /// <summary>Folds the events of an entry of the body <paramref name="id"/>.</summary>
    /// <param name="onEvent">Called for each event with the state before and after it.</param>
    /// <exception cref="Exception">The entry does not fold; nothing was changed. <see cref="PassOver"/> goes on.
    /// </exception>
    internal void Apply(string id, Entry entry, Action<TState, TEvent, TState>? onEvent)
    {
        var known = _bodies.GetValueOrDefault(id) ?? new Body(null, 0, 0);
        if (known.IsUnfolded)
        {
            PassOver(id, entry);
            return;
        }
        var state = known.State ?? aggregate.Initial(id);
        var steps = StepsOf(state, entry);
        if (steps.IsEmpty)
        {
            Set(id, known with { Version = entry.Version });
            return;
        }
        foreach (var (@event, after) in steps)
        {
            onEvent?.Invoke(state, @event, after);
            state = after;
        }
        Set(id, new Body(state, entry.Position, entry.Version));
    }

    /// <summary>Leaves out an entry that does not fold, and all that follow it in its stream: the body keeps the state
    /// before it.</summary>
    internal void PassOver(string id, Entry entry) =>
        Set(id, new Body(Find(id), entry.Position, entry.Version, IsUnfolded: true));

    private void Set(string id, Body body) => _bodies = _bodies.With(id, body, Edit);

    private ImmutableArray<FoldedEvent<TState, TEvent>> StepsOf(TState state, Entry entry)
    {
        if (entry.Attached is FoldedEvents<TState, TEvent> decided && decided.Take() is { } taken)
            return taken;
        var events = EntryBody.ReadEvents(entry.Body, aggregate.EventJson);
        if (events.IsEmpty)
            return [];
        var steps = ImmutableArray.CreateBuilder<FoldedEvent<TState, TEvent>>(events.Length);
        foreach (var @event in events)
        {
            state = aggregate.Evolve(state, @event);
            steps.Add(new FoldedEvent<TState, TEvent>(@event, state));
        }
        return steps.MoveToImmutable();
    }
}
