using System.Text.Json;
using Solidarity.Domain.Messages;

namespace Solidarity.Domain.Tests.Kit;

/// <summary>What tests ask of an aggregate beyond its rules.</summary>
internal static class AggregateExtensions
{
    extension<TState, TCommand, TEvent>(Aggregate<TState, TCommand, TEvent> aggregate)
    {
        public string Text(TState state) => JsonSerializer.Serialize(state, aggregate.StateJson);

        public string Text(TEvent @event) => JsonSerializer.Serialize(@event, aggregate.EventJson);

        public TState Fold(TState state, IEnumerable<TEvent> events) => events.Aggregate(state, aggregate.Evolve);
    }
}
