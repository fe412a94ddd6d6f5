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
    private readonly Dictionary<string, long> _changed = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TState> All => _states;

    public TState? Find(string id) => _states.GetValueOrDefault(id);

    internal IEnumerable<Message> Tell(TState before, TEvent @event, TState after) =>
        aggregate.Tell(before, @event, after);

    /// <summary>The canonical form of a body's state: its JSON.</summary>
    internal byte[]? Serialize(string id) => _states.TryGetValue(id, out var state)
        ? JsonSerializer.SerializeToUtf8Bytes(state, aggregate.StateJson)
        : null;

    /// <summary>The journal's position of the last entry that changed the body; 0 where there is none such.</summary>
    public long ChangedAt(string id) => _changed.GetValueOrDefault(id);

    /// <summary>Folds the events of an entry of the body <paramref name="id"/>.</summary>
    /// <param name="onEvent">Called for each event with the state before and after it.</param>
    internal void Apply(string id, Entry entry, Action<TState, TEvent, TState>? onEvent)
    {
        var events = EntryBody.ReadEvents(entry.Body, aggregate.EventJson);
        if (events.IsEmpty)
            return;
        var state = _states.TryGetValue(id, out var known) ? known : aggregate.Initial(id);
        foreach (var @event in events)
        {
            var before = state;
            state = aggregate.Evolve(before, @event);
            onEvent?.Invoke(before, @event, state);
        }
        _states[id] = state;
        _changed[id] = entry.Position;
    }
}
