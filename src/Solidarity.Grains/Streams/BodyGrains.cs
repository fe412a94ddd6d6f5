using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Placement;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Snapshots;
using Solidarity.Storage;

namespace Solidarity.Grains.Streams;

/// <summary>A section, by its id.</summary>
[Alias("solidarity.section"), Version(1)]
public interface ISectionGrain : IGrainWithStringKey
{
    [Alias("ask")]
    Task<Reply> Ask(GrainRequest<SectionCommand> request);

    [Alias("ask-all")]
    Task<ImmutableArray<Reply>> AskAll(ImmutableArray<GrainRequest<SectionCommand>> requests);
}

/// <summary>A federation, by its id.</summary>
[Alias("solidarity.federation"), Version(1)]
public interface IFederationGrain : IGrainWithStringKey
{
    [Alias("ask")]
    Task<Reply> Ask(GrainRequest<FederationCommand> request);

    [Alias("ask-all")]
    Task<ImmutableArray<Reply>> AskAll(ImmutableArray<GrainRequest<FederationCommand>> requests);
}

/// <summary>A strike, by its id.</summary>
[Alias("solidarity.strike"), Version(1)]
public interface IStrikeGrain : IGrainWithStringKey
{
    [Alias("ask")]
    Task<Reply> Ask(GrainRequest<StrikeCommand> request);

    [Alias("ask-all")]
    Task<ImmutableArray<Reply>> AskAll(ImmutableArray<GrainRequest<StrikeCommand>> requests);
}

/// <summary>A transfer, by its id. It does not know the graph of corridors: a route is planned for it when it asks,
/// from the latest snapshot, and each holder along it still checks its own hop.</summary>
[Alias("solidarity.transfer"), Version(1)]
public interface ITransferGrain : IGrainWithStringKey
{
    [Alias("ask")]
    Task<Reply> Ask(GrainRequest<TransferCommand> request);

    [Alias("ask-all")]
    Task<ImmutableArray<Reply>> AskAll(ImmutableArray<GrainRequest<TransferCommand>> requests);
}

[GrainType("section"), Reentrant, HomePlacement]
internal sealed class SectionGrain(
    IJournal journal, LatestBodies latest, BodyRules rules, FaultLog faults, AwakeBodies awake, Planner planner)
    : StreamGrain<Section, SectionCommand, SectionEvent>(
        rules.Section, journal, latest, faults, awake, planner), ISectionGrain;

[GrainType("federation"), Reentrant, HomePlacement]
internal sealed class FederationGrain(
    IJournal journal, LatestBodies latest, BodyRules rules, FaultLog faults, AwakeBodies awake, Planner planner)
    : StreamGrain<Federation, FederationCommand, FederationEvent>(
        rules.Federation, journal, latest, faults, awake, planner), IFederationGrain;

[GrainType("strike"), Reentrant, HomePlacement]
internal sealed class StrikeGrain(
    IJournal journal, LatestBodies latest, BodyRules rules, FaultLog faults, AwakeBodies awake, Planner planner)
    : StreamGrain<Strike, StrikeCommand, StrikeEvent>(
        rules.Strike, journal, latest, faults, awake, planner), IStrikeGrain;

[GrainType("transfer"), Reentrant, HomePlacement]
internal sealed class TransferGrain(
    IJournal journal, LatestBodies latest, BodyRules rules, FaultLog faults, AwakeBodies awake, Planner planner)
    : StreamGrain<Transfer, TransferCommand, TransferEvent>(
        rules.Transfer, journal, latest, faults, awake, planner), ITransferGrain;
