using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;

namespace Solidarity.Domain.Tests.Kit;

/// <summary>One kind of body as the tests drive it: its rules, whom it tells, and the JSON of each.</summary>
internal sealed record Aggregate<TState, TCommand, TEvent>(
    Func<string, TState> Initial,
    Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> Decide,
    Func<TState, TEvent, TState> Evolve,
    Func<TState, TEvent, TState, IEnumerable<Message>> Tell,
    JsonTypeInfo<TState> StateJson,
    JsonTypeInfo<TCommand> CommandJson,
    JsonTypeInfo<TEvent> EventJson)
{
    public string Text(TState state) => JsonSerializer.Serialize(state, StateJson);

    public string Text(TEvent @event) => JsonSerializer.Serialize(@event, EventJson);

    public TState Fold(TState state, IEnumerable<TEvent> events) => events.Aggregate(state, Evolve);
}

/// <summary>The four kinds of body.</summary>
internal static class Aggregates
{
    public static Aggregate<Section, SectionCommand, SectionEvent> Section { get; } = new(
        id => Domain.Sections.Section.Unfounded(new SectionId(id)),
        SectionDecider.Decide,
        Domain.Sections.Section.Evolve,
        (_, @event, after) => SectionOutbox.Of(@event, after),
        DomainJson.Section, DomainJson.SectionCommand, DomainJson.SectionEvent);

    public static Aggregate<Federation, FederationCommand, FederationEvent> Federation { get; } = new(
        id => Domain.Federations.Federation.Unfounded(new FederationId(id)),
        FederationDecider.Decide,
        Domain.Federations.Federation.Evolve,
        FederationOutbox.Of,
        DomainJson.Federation, DomainJson.FederationCommand, DomainJson.FederationEvent);

    public static Aggregate<Strike, StrikeCommand, StrikeEvent> Strike { get; } = new(
        id => Domain.Strikes.Strike.Unopened(new StrikeId(id)),
        StrikeDecider.Decide,
        Domain.Strikes.Strike.Evolve,
        (_, @event, after) => StrikeOutbox.Of(@event, after),
        DomainJson.Strike, DomainJson.StrikeCommand, DomainJson.StrikeEvent);

    public static Aggregate<Transfer, TransferCommand, TransferEvent> Transfer { get; } = new(
        id => Domain.Transfers.Transfer.None(new TransferId(id)),
        TransferDecider.Decide,
        Domain.Transfers.Transfer.Evolve,
        TransferOutbox.Of,
        DomainJson.Transfer, DomainJson.TransferCommand, DomainJson.TransferEvent);
}
