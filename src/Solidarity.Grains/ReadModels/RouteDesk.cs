using System.Collections.Immutable;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Transfers;

namespace Solidarity.Grains.ReadModels;

/// <summary>Plans routes for transfers over the corridors as the world shows them.</summary>
public sealed class RouteDesk(Projector projector)
{
    /// <summary>The answer to a transfer's question for a route: one that it can take, or that there is none.</summary>
    public Task<TransferCommand> PlanAsync(TransferCommand.PlanRoute question, DateTimeOffset at) =>
        projector.ReadLatestAsync(world => Plan(world, question, at));

    private static TransferCommand Plan(World world, TransferCommand.PlanRoute question, DateTimeOffset at)
    {
        var receiver = question.Delivery.Receiver;
        if (world.Sections.Find(receiver.Value) is not { Founded: true } section)
            return new TransferCommand.FindNoRoute(question.Plan, $"section {receiver} does not exist");
        // A repayment counts only in the currency of the loan.
        var accepted = question.Delivery is Delivery.ToLender
            ? ImmutableSortedSet.Create(question.Amount.Currency)
            : section.Currencies;
        var planned = RoutePlanner.Plan(
            world.TreasuryOf, question.From, receiver, question.Amount, accepted, question.Excluded.ToHashSet(), at);
        return planned.Route is { } route
            ? new TransferCommand.TakeRoute(question.Plan, route)
            : new TransferCommand.FindNoRoute(question.Plan, planned.Reason);
    }
}
