using System.Collections.Immutable;
using Orleans.Concurrency;
using Solidarity.Domain.Strikes;
using Solidarity.Grains.Faults;
using Solidarity.Grains.ReadModels;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Strikes;

/// <summary>A strike, by its id.</summary>
public interface IStrikeGrain : IGrainWithStringKey
{
    Task<Reply> Ask(GrainRequest<StrikeCommand> request);

    Task<Reply[]> AskAll(ImmutableArray<GrainRequest<StrikeCommand>> requests);
}

[Reentrant]
internal sealed class StrikeGrain(
    IJournal journal, Projector projector, BodyRules rules, FaultLog faults)
    : StreamGrain<Strike, StrikeCommand, StrikeEvent>(
        rules.Strike, journal, projector, faults), IStrikeGrain
{
    protected override string Folder => "strikes";

    protected override Folded<Strike, StrikeCommand, StrikeEvent> In(Bodies bodies) => bodies.Strikes;
}
