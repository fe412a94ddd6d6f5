using System.Collections.Immutable;
using Orleans.Concurrency;
using Solidarity.Domain.Federations;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Snapshots;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Federations;

/// <summary>A federation, by its id.</summary>
[Alias("solidarity.federation")]
public interface IFederationGrain : IGrainWithStringKey
{
    [Alias("ask")]
    Task<Reply> Ask(GrainRequest<FederationCommand> request);

    [Alias("ask-all")]
    Task<ImmutableArray<Reply>> AskAll(ImmutableArray<GrainRequest<FederationCommand>> requests);
}

[GrainType("federation"), Reentrant]
internal sealed class FederationGrain(
    IJournal journal, LatestBodies latest, BodyRules rules, FaultLog faults, AwakeBodies awake, Planner planner)
    : StreamGrain<Federation, FederationCommand, FederationEvent>(
        rules.Federation, journal, latest, faults, awake, planner), IFederationGrain
{
    protected override string Folder => "federations";

    protected override BodyStates<Federation, FederationCommand, FederationEvent> In(Bodies bodies) =>
        bodies.Federations;
}
