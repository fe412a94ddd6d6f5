using System.Collections.Immutable;
using Orleans.Concurrency;
using Solidarity.Domain.Strikes;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Snapshots;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Strikes;

/// <summary>A strike, by its id.</summary>
[Alias("solidarity.strike")]
public interface IStrikeGrain : IGrainWithStringKey
{
    [Alias("ask")]
    Task<Reply> Ask(GrainRequest<StrikeCommand> request);

    [Alias("ask-all")]
    Task<ImmutableArray<Reply>> AskAll(ImmutableArray<GrainRequest<StrikeCommand>> requests);
}

[GrainType("strike"), Reentrant]
internal sealed class StrikeGrain(
    IJournal journal, LatestBodies latest, BodyRules rules, FaultLog faults, AwakeBodies awake, Planner planner)
    : StreamGrain<Strike, StrikeCommand, StrikeEvent>(
        rules.Strike, journal, latest, faults, awake, planner), IStrikeGrain
{
    protected override string Folder => "strikes";

    protected override BodyStates<Strike, StrikeCommand, StrikeEvent> In(Bodies bodies) => bodies.Strikes;
}
