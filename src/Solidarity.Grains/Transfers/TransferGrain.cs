using System.Collections.Immutable;
using Orleans.Concurrency;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Faults;
using Solidarity.Grains.ReadModels;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Transfers;

/// <summary>A transfer, by its id.</summary>
public interface ITransferGrain : IGrainWithStringKey
{
    Task<Reply> Ask(GrainRequest<TransferCommand> request);

    Task<Reply[]> AskAll(ImmutableArray<GrainRequest<TransferCommand>> requests);
}

/// <summary>A transfer does not know the graph of corridors: a route is planned for it when it asks, from the read
/// model, and each holder along it still checks its own hop.</summary>
[Reentrant]
internal sealed class TransferGrain(
    IJournal journal, Projector projector, BodyRules rules, FaultLog faults, RouteDesk desk)
    : StreamGrain<Transfer, TransferCommand, TransferEvent>(
        rules.Transfer, journal, projector, faults), ITransferGrain
{
    protected override string Folder => "transfers";

    protected override Folded<Transfer, TransferCommand, TransferEvent> In(Bodies bodies) => bodies.Transfers;

    protected override async ValueTask<TransferCommand> PrepareAsync(TransferCommand command, DateTimeOffset at) =>
        command is TransferCommand.PlanRoute plan ? await desk.PlanAsync(plan, at) : command;
}
