using System.Collections.Immutable;
using System.Text.Json;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Streams;
using Solidarity.Storage;
using Message = Solidarity.Domain.Decisions.Message;

namespace Solidarity.Grains.ReadModels;

/// <summary>All bodies of one kind, folded from the journal.</summary>
public sealed class Folded<TState, TCommand, TEvent>(Aggregate<TState, TCommand, TEvent> aggregate)
    where TState : class
    where TCommand : BodyCommand
{
    private readonly Dictionary<string, TState> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>Bodies that an entry did not fold for; null while there are none.</summary>
    private HashSet<string>? _unfolded;

    public IReadOnlyDictionary<string, TState> All => _states;

    public TState? Find(string id) => _states.GetValueOrDefault(id);

    internal IEnumerable<Message> Tell(TState before, TEvent @event, TState after) =>
        aggregate.Tell(before, @event, after);

    /// <summary>The canonical form of a body's state: its JSON.</summary>
    internal byte[]? Serialize(string id) => _states.TryGetValue(id, out var state)
        ? JsonSerializer.SerializeToUtf8Bytes(state, aggregate.StateJson)
        : null;

    internal bool IsRedundant(string id, TCommand command, DateTimeOffset at) =>
        aggregate.Decide(Find(id) ?? aggregate.Initial(id), command, at).IsRedundant;

    /// <summary>The journal's position of the last entry that changed the body; 0 where there is none such.</summary>
    public long ChangedAt(string id) => _places.GetValueOrDefault(id).Changed;

    /// <summary>A body's state and the version of the last entry of its stream, with events or without; null where the
    /// world has no state of it, or not the one that its stream gives.</summary>
    internal (TState State, long Version)? FindWithVersion(string id) =>
        _unfolded?.Contains(id) is not true && _states.TryGetValue(id, out var state) ? (state, VersionOf(id)) : null;

    /// <summary>The version of the last entry of a body's stream, with events or without; 0 where there is none.
    /// </summary>
    internal long VersionOf(string id) => _places.GetValueOrDefault(id).Version;

    /// <summary>Folds the events of an entry of the body <paramref name="id"/>.</summary>
    /// <param name="onEvent">Called for each event with the state before and after it.</param>
    /// <exception cref="Exception">The entry does not fold; nothing was changed. <see cref="PassOver"/> goes on.
    /// </exception>
    internal void Apply(string id, Entry entry, Action<TState, TEvent, TState>? onEvent)
    {
        if (_unfolded?.Contains(id) is true)
        {
            PassOver(id, entry);
            return;
        }
        var steps = StepsOf(id, entry);
        if (steps.IsEmpty)
        {
            _places[id] = _places.GetValueOrDefault(id) with { Version = entry.Version };
            return;
        }
        var state = StateOf(id);
        foreach (var (@event, after) in steps)
        {
            onEvent?.Invoke(state, @event, after);
            state = after;
        }
        _states[id] = state;
        _places[id] = new Place(entry.Position, entry.Version);
    }

    /// <summary>Leaves out an entry that does not fold, and all that follow it in its stream: the body keeps the state
    /// before it.</summary>
    internal void PassOver(string id, Entry entry)
    {
        (_unfolded ??= new HashSet<string>(StringComparer.Ordinal)).Add(id);
        _places[id] = new Place(entry.Position, entry.Version);
    }

    private TState StateOf(string id) => _states.TryGetValue(id, out var known) ? known : aggregate.Initial(id);

    private ImmutableArray<Step<TState, TEvent>> StepsOf(string id, Entry entry)
    {
        if (entry.Attached is Steps<TState, TEvent> decided && decided.Take() is { } taken)
            return taken;
        var events = EntryBody.ReadEvents(entry.Body, aggregate.EventJson);
        if (events.IsEmpty)
            return [];
        var steps = ImmutableArray.CreateBuilder<Step<TState, TEvent>>(events.Length);
        var state = StateOf(id);
        foreach (var @event in events)
        {
            state = aggregate.Evolve(state, @event);
            steps.Add(new Step<TState, TEvent>(@event, state));
        }
        return steps.MoveToImmutable();
    }

    /// <param name="Changed">The position of the last entry with events.</param>
    /// <param name="Version">The version of the last entry.</param>
    private readonly record struct Place(long Changed, long Version);
}
