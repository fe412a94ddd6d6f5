using System.Collections.Immutable;
using Orleans.Concurrency;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Snapshots;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Transfers;

/// <summary>A transfer, by its id.</summary>
[Alias("solidarity.transfer")]
public interface ITransferGrain : IGrainWithStringKey
{
    [Alias("ask")]
    Task<Reply> Ask(GrainRequest<TransferCommand> request);

    [Alias("ask-all")]
    Task<ImmutableArray<Reply>> AskAll(ImmutableArray<GrainRequest<TransferCommand>> requests);
}

/// <summary>A transfer does not know the graph of corridors: a route is planned for it when it asks, from the read
/// model, and each holder along it still checks its own hop.</summary>
[GrainType("transfer"), Reentrant]
internal sealed class TransferGrain(
    IJournal journal, LatestBodies latest, BodyRules rules, FaultLog faults, AwakeBodies awake, Planner planner)
    : StreamGrain<Transfer, TransferCommand, TransferEvent>(
        rules.Transfer, journal, latest, faults, awake, planner), ITransferGrain
{
    protected override string Folder => "transfers";

    protected override BodyStates<Transfer, TransferCommand, TransferEvent> In(Bodies bodies) => bodies.Transfers;
}
