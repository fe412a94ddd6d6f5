using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Transfers;

namespace Solidarity.Grains.ReadModels;

/// <summary>What a transfer would cost and bring if it began now. Nothing is held for it.</summary>
/// <param name="Route">Null where there is none; <paramref name="Reason"/> says why.</param>
/// <param name="ArrivesAt">When the money is expected, by the corridors' own delays.</param>
/// <param name="RatesUntil">How long all rates on the way would stand once held; null where nothing is exchanged.
/// </param>
public sealed record TransferQuote(
    Route? Route, string Reason, DateTimeOffset ArrivesAt, DateTimeOffset? RatesUntil);

/// <summary>Plans routes for transfers over the corridors as the world shows them.</summary>
public sealed class RouteDesk(Projector projector)
{
    /// <summary>The answer to a transfer's question for a route: one that it can take, or that there is none.</summary>
    public Task<TransferCommand> PlanAsync(TransferCommand.PlanRoute question, DateTimeOffset at) =>
        projector.ReadLatestAsync(world => Answer(world, question, at));

    /// <summary>What a transfer to a section's strike fund would be like.</summary>
    public Task<TransferQuote> QuoteAsync(Address from, SectionId receiver, Amount amount, DateTimeOffset at) =>
        projector.ReadLatestAsync(world => Quote(world, from, receiver, amount, at));

    private static TransferCommand Answer(World world, TransferCommand.PlanRoute question, DateTimeOffset at)
    {
        // A repayment counts only in the currency of the loan.
        var only = question.Delivery is Delivery.ToLender ? question.Amount.Currency : (Currency?)null;
        var planned = Plan(
            world, question.From, question.Delivery.Receiver, question.Amount, only, question.Excluded, at);
        return planned.Route is { } route
            ? new TransferCommand.TakeRoute(question.Plan, route, RouteTimes.Delays(world.TreasuryOf, route))
            : new TransferCommand.FindNoRoute(question.Plan, planned.Reason);
    }

    private static PlannedRoute Plan(
        World world, Address from, SectionId receiver, Amount amount, Currency? only,
        ImmutableArray<ExcludedCorridor> excluded, DateTimeOffset at)
    {
        if (world.Sections.Find(receiver.Value) is not { Founded: true } section)
            return new PlannedRoute(null, $"section {receiver} does not exist");
        var accepted = only is { } currency ? [currency] : section.Currencies;
        return RoutePlanner.Plan(
            world.TreasuryOf, from, receiver, amount, accepted, excluded.ToHashSet(), at);
    }

    private static TransferQuote Quote(
        World world, Address from, SectionId receiver, Amount amount, DateTimeOffset at)
    {
        var planned = Plan(world, from, receiver, amount, only: null, [], at);
        if (planned.Route is not { } route)
            return new TransferQuote(null, planned.Reason, at, null);
        var delays = RouteTimes.Delays(world.TreasuryOf, route);
        // Behind a hop that people settle, rates are quoted when they have acted.
        var holds = RouteTimes.Expiries(at, route, delays);
        DateTimeOffset? until = null;
        for (var i = 0; i < holds.Length; i++)
        {
            var hop = route.Hops[i];
            if (hop.Given.Currency == hop.Arrives.Currency)
                continue;
            var hours = world.TreasuryOf(hop.From)!.Corridors[hop.Corridor].Terms.QuoteHours;
            var stands = hours is { } quoted && at.AddHours(quoted) < holds[i] ? at.AddHours(quoted) : holds[i];
            until = until is null || stands < until ? stands : until;
        }
        return new TransferQuote(route, "", RouteTimes.Arrival(at, delays), until);
    }
}
