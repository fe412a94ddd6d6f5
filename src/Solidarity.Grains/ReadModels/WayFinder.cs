using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Sections;

namespace Solidarity.Grains.ReadModels;

/// <summary>
/// Puts ways into commands that send money, so that it can be on its way with the very entry that sends it. One way is
/// looked for first; only where corridors on it are narrow are all of them planned together, to send the money in
/// parts where that brings more. The world has all that the sender has done itself, and may otherwise be a little
/// behind: a way that does not hold any more is left aside, and the transfer looks for another.
/// </summary>
public sealed class WayFinder(Projector projector, RoutePlans plans)
{
    private sealed record Sum(StrikeId Strike, Amount Amount);

    private sealed record Found(Amount Amount, SectionId Receiver, ImmutableSortedSet<Currency> Accepted,
        PlannedRoute Planned, ImmutableArray<PlannedWay> Ways);

    /// <param name="version">How far the sender's stream is known to have come.</param>
    public async ValueTask<TCommand> WithWaysAsync<TCommand>(
        Address sender, long version, TCommand command, DateTimeOffset at) where TCommand : BodyCommand
    {
        if (!SendsMoney(command))
            return command;
        await projector.WaitForAsync(sender, version);
        if (projector.Read(world => Find(world, sender, command, at)) is not { } found)
            return command;
        var ways = found.Ways;
        if (found.Planned.Narrow)
        {
            var divided = await plans.WaysAsync(sender, found.Receiver, found.Amount, found.Accepted, at);
            // A collection goes one way, as does a repayment.
            if (sender.IsSection && IsBetter(divided, ways, found.Amount))
                ways = divided;
        }
        return ways.IsEmpty ? command : command with { Ways = ways };
    }

    private static bool SendsMoney(BodyCommand command) => command
        is SectionCommand.MakePledge { HonourNow: true } or SectionCommand.PromiseTranches
        or SectionCommand.HonourPledge or SectionCommand.PayTranche
        or FederationCommand.Collect or FederationCommand.SendCollection;

    private static Sum? SumOf(World world, Address sender, BodyCommand command) => command switch
    {
        SectionCommand.MakePledge { HonourNow: true, Amount: { } amount } c => new Sum(c.Strike, amount),
        SectionCommand.PromiseTranches c => new Sum(c.Strike, c.Each),
        FederationCommand.Collect c => new Sum(c.Strike, c.Amount),
        SectionCommand.HonourPledge c
            when world.Sections.Find(sender.Id)?.Pledges.GetValueOrDefault(c.Pledge) is { Amount: { } amount } pledge =>
            new Sum(pledge.Strike, amount),
        SectionCommand.PayTranche c
            when world.Sections.Find(sender.Id)?.Tranches.GetValueOrDefault(c.Pledge) is { } series =>
            new Sum(series.Strike, series.Each),
        FederationCommand.SendCollection c
            when world.Federations.Find(sender.Id)?.Collections.GetValueOrDefault(c.Collection) is { } collection =>
            new Sum(collection.Strike, collection.Amount),
        _ => null,
    };

    private static Found? Find(World world, Address sender, BodyCommand command, DateTimeOffset at)
    {
        if (SumOf(world, sender, command) is not { Amount.IsPayable: true } sum
            || world.Strikes.Find(sum.Strike.Value) is not { Opened: true } strike
            || world.Sections.Find(strike.Section.Value) is not { Founded: true } receiver)
            return null;
        var planned = RoutePlanner.Plan(
            world.TreasuryOf, sender, receiver.Id, sum.Amount, receiver.Currencies,
            ImmutableHashSet<ExcludedCorridor>.Empty, at);
        return new Found(sum.Amount, receiver.Id, receiver.Currencies, planned, planned.Route is { } route
            ? [new PlannedWay(route, RouteTimes.Delays(world.TreasuryOf, route))]
            : []);
    }

    // All of it, or some where nothing goes otherwise, and more of it arriving in the same currency.
    private static bool IsBetter(
        ImmutableArray<PlannedWay> divided, ImmutableArray<PlannedWay> whole, Amount amount)
    {
        if (divided.Length < (whole.IsEmpty ? 1 : 2))
            return false;
        if (whole.IsEmpty)
            return true;
        var delivers = whole[0].Route.Delivers;
        return divided.All(way => way.Route.Delivers.Currency == delivers.Currency)
            && divided.Sum(way => way.Route.Hops[0].Given.Minor) == amount.Minor
            && divided.Sum(way => way.Route.Delivers.Minor) > delivers.Minor;
    }
}
