using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;

namespace Solidarity.Domain.Messages;

/// <summary>One kind of body: how it begins, decides, folds, and whom it tells; with the JSON of each.</summary>
public sealed record Aggregate<TState, TCommand, TEvent>(
    BodyKind Kind,
    Func<string, TState> Initial,
    Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> Decide,
    Func<TState, TEvent, TState> Evolve,
    Func<TState, TEvent, TState, IEnumerable<Message>> Tell,
    JsonTypeInfo<TState> StateJson,
    JsonTypeInfo<TCommand> CommandJson,
    JsonTypeInfo<TEvent> EventJson);

/// <summary>The table of the four kinds of body.</summary>
public static class Aggregates
{
    public static Aggregate<Section, SectionCommand, SectionEvent> Section { get; } = new(
        BodyKind.Section,
        id => Sections.Section.Unfounded(new SectionId(id)),
        SectionDecider.Decide,
        Sections.Section.Evolve,
        (_, @event, after) => SectionOutbox.Of(@event, after),
        DomainJson.Section, DomainJson.SectionCommand, DomainJson.SectionEvent);

    public static Aggregate<Federation, FederationCommand, FederationEvent> Federation { get; } = new(
        BodyKind.Federation,
        id => Federations.Federation.Unfounded(new FederationId(id)),
        FederationDecider.Decide,
        Federations.Federation.Evolve,
        FederationOutbox.Of,
        DomainJson.Federation, DomainJson.FederationCommand, DomainJson.FederationEvent);

    public static Aggregate<Strike, StrikeCommand, StrikeEvent> Strike { get; } = new(
        BodyKind.Strike,
        id => Strikes.Strike.Unopened(new StrikeId(id)),
        StrikeDecider.Decide,
        Strikes.Strike.Evolve,
        (_, @event, after) => StrikeOutbox.Of(@event, after),
        DomainJson.Strike, DomainJson.StrikeCommand, DomainJson.StrikeEvent);

    public static Aggregate<Transfer, TransferCommand, TransferEvent> Transfer { get; } = new(
        BodyKind.Transfer,
        id => Transfers.Transfer.None(new TransferId(id)),
        TransferDecider.Decide,
        Transfers.Transfer.Evolve,
        TransferOutbox.Of,
        DomainJson.Transfer, DomainJson.TransferCommand, DomainJson.TransferEvent);
}

/// <summary>What the four kinds of body decide and fold by. There is one such set; a test may put another in, in which
/// something fails.</summary>
public sealed record BodyRules(
    Aggregate<Section, SectionCommand, SectionEvent> Section,
    Aggregate<Federation, FederationCommand, FederationEvent> Federation,
    Aggregate<Strike, StrikeCommand, StrikeEvent> Strike,
    Aggregate<Transfer, TransferCommand, TransferEvent> Transfer)
{
    public static BodyRules Ours { get; } = new(
        Aggregates.Section, Aggregates.Federation, Aggregates.Strike, Aggregates.Transfer);
}
