using System.Collections.Immutable;
using Orleans.Concurrency;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Grains.Faults;
using Solidarity.Grains.ReadModels;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Sections;

/// <summary>A section, by its id.</summary>
public interface ISectionGrain : IGrainWithStringKey
{
    Task<Reply> Ask(GrainRequest<SectionCommand> request);

    Task<Reply[]> AskAll(ImmutableArray<GrainRequest<SectionCommand>> requests);
}

[Reentrant]
internal sealed class SectionGrain(
    IJournal journal, Projector projector, BodyRules rules, FaultLog faults, WayFinder ways)
    : StreamGrain<Section, SectionCommand, SectionEvent>(
        rules.Section, journal, projector, faults), ISectionGrain
{
    protected override string Folder => "sections";

    protected override Folded<Section, SectionCommand, SectionEvent> In(Bodies bodies) => bodies.Sections;

    protected override ValueTask<SectionCommand> PrepareAsync(SectionCommand command, DateTimeOffset at) =>
        ways.WithWaysAsync(new SectionId(this.GetPrimaryKeyString()), Version, command, at);
}
