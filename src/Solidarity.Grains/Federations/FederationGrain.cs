using System.Collections.Immutable;
using Solidarity.Domain.Federations;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Federations;

/// <summary>A federation, by its id.</summary>
public interface IFederationGrain : IGrainWithStringKey
{
    Task<Reply> Ask(Request<FederationCommand> request);

    Task<Reply[]> AskAll(ImmutableArray<Request<FederationCommand>> requests);
}

[Reentrant]
internal sealed class FederationGrain(IJournal journal)
    : StreamGrain<Federation, FederationCommand, FederationEvent>(Aggregates.Federation, journal), IFederationGrain
{
    protected override string Folder => "federations";
}
