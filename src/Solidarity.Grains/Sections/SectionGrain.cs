using System.Collections.Immutable;
using Orleans.Concurrency;
using Solidarity.Domain.Sections;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Snapshots;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Sections;

/// <summary>A section, by its id.</summary>
[Alias("solidarity.section")]
public interface ISectionGrain : IGrainWithStringKey
{
    [Alias("ask")]
    Task<Reply> Ask(GrainRequest<SectionCommand> request);

    [Alias("ask-all")]
    Task<ImmutableArray<Reply>> AskAll(ImmutableArray<GrainRequest<SectionCommand>> requests);
}

[GrainType("section"), Reentrant]
internal sealed class SectionGrain(
    IJournal journal, LatestBodies latest, BodyRules rules, FaultLog faults, AwakeBodies awake, Planner planner)
    : StreamGrain<Section, SectionCommand, SectionEvent>(
        rules.Section, journal, latest, faults, awake, planner), ISectionGrain
{
    protected override string Folder => "sections";

    protected override BodyStates<Section, SectionCommand, SectionEvent> In(Bodies bodies) => bodies.Sections;
}
