using System.Text.Json;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Tests.Kit;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>One body in the world: its events, and the state that runs along with them.</summary>
internal sealed class Stream<TState, TCommand, TEvent>(Aggregate<TState, TCommand, TEvent> aggregate, string id)
    where TState : class
    where TCommand : BodyCommand
{
    private readonly List<TEvent> _events = [];
    private readonly HashSet<string> _answered = [];
    private readonly List<TCommand> _redundant = [];

    public TState State { get; private set; } = aggregate.Initial(id);

    public IReadOnlyList<TEvent> Events => _events;

    /// <summary>Decides as a grain does: an id that was answered before changes nothing. Returns the refusal, or what
    /// to tell.</summary>
    public (Refusal? Refusal, ImmutableArray<Message> Messages) Answer(
        string commandId, TCommand command, DateTimeOffset at)
    {
        if (_answered.Contains(commandId))
            return (null, []);
        // A refusal is no event and is not kept: asked again later, the answer may be another one.
        // Ways are put into it only where it is decided.
        var asked = Again(command, aggregate.CommandJson);
        if (command is MoneyCommand { Ways: var ways })
            asked = (TCommand)(BodyCommand)((MoneyCommand)(BodyCommand)asked with { Ways = ways });
        var decision = aggregate.Decide(State, asked, at);
        if (decision.Refusal is not null)
            return (decision.Refusal, []);
        // What is redundant is not remembered, and so may come again.
        if (decision.IsRedundant)
            _redundant.Add(command);
        else
            _answered.Add(commandId);
        var messages = ImmutableArray.CreateBuilder<Message>();
        foreach (var @event in decision.Events)
        {
            // What is stored is what is folded, so the running state knows the event only as its JSON tells it.
            var stored = aggregate.Text(@event);
            var read = JsonSerializer.Deserialize(stored, aggregate.EventJson)!;
            aggregate.Text(read).ShouldBe(stored);
            var after = aggregate.Evolve(State, read);
            messages.AddRange(aggregate.Tell(State, read, after));
            _events.Add(read);
            State = after;
        }
        return (null, messages.ToImmutable());
    }

    /// <summary>Forgets the running state and folds it from what is stored.</summary>
    public void Reload() => State = aggregate.Fold(
        aggregate.Initial(id), _events.Select(@event => Again(@event, aggregate.EventJson)));

    /// <summary>The fold of all events has the same canonical form as the running state, and survives its JSON.
    /// </summary>
    public void CheckReplay()
    {
        var text = aggregate.Text(State);
        aggregate.Text(aggregate.Fold(aggregate.Initial(id), _events)).ShouldBe(text);
        if (_events.Count > 0)
            aggregate.Text(Again(State, aggregate.StateJson)).ShouldBe(text);
        foreach (var command in _redundant)
            aggregate.Decide(State, command, Sample.Noon).IsRedundant.ShouldBeTrue($"{id}: {command}");
    }

    private static T Again<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) =>
        JsonSerializer.Deserialize(JsonSerializer.Serialize(value, json), json)!;
}
