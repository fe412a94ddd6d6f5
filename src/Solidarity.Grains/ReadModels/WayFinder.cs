using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Sections;

namespace Solidarity.Grains.ReadModels;

/// <summary>
/// Puts ways into commands that send money, so that it can be on its way with the very entry that sends it. One way is
/// looked for first. Only where nothing goes so, or where corridors that are too narrow for all of it would bring more
/// and have room for a part that counts (<see cref="PartPerMilleMin"/>), are all of them planned together, to send the
/// money in parts. The world has all that the sender has done itself, and may otherwise be a little behind: a way that
/// does not hold any more is left aside, and the transfer looks for another.
/// </summary>
public sealed class WayFinder(Projector projector, RoutePlans plans)
{
    /// <summary>What narrow corridors must have room for, in thousandths of the sum, before it is planned in parts
    /// where it has one way for all. So at most that part of a sum may go a dearer way than it could.</summary>
    public const int PartPerMilleMin = 60;

    private sealed record Sum(StrikeId Strike, Amount Amount);

    private sealed record Found(Amount Amount, SectionId Receiver, ImmutableSortedSet<Currency> Accepted,
        PlannedRoute Planned, ImmutableArray<PlannedWay> Ways);

    /// <param name="version">How far the sender's stream is known to have come.</param>
    public async ValueTask<TCommand> WithWaysAsync<TCommand>(
        Address sender, long version, TCommand command, DateTimeOffset at) where TCommand : MoneyCommand
    {
        if (!SendsMoney(command))
            return command;
        await projector.WaitForAsync(sender, version);
        if (Find(projector.Bodies, sender, command, at) is not { } found)
            return command;
        var ways = found.Ways;
        // A collection goes one way, as does a repayment.
        if (sender.IsSection && MayGain(found))
        {
            var divided = await plans.WaysAsync(
                sender, found.Receiver, found.Amount, found.Accepted, hasWay: !ways.IsEmpty, at);
            if (IsBetter(divided, ways, found.Amount))
                ways = divided;
        }
        return ways.IsEmpty ? command : command with { Ways = ways };
    }

    /// <summary>Whether ways are looked for.</summary>
    internal static bool SendsMoney(BodyCommand command) => command
        is SectionCommand.MakePledge { HonourNow: true } or SectionCommand.PromiseTranches
        or SectionCommand.HonourPledge or SectionCommand.PayTranche
        or CollectionCommand.Collect or CollectionCommand.SendCollection;

    private static bool MayGain(Found found) =>
        found.Planned.MayGain && (found.Ways.IsEmpty || found.Planned.NarrowPerMille >= PartPerMilleMin);

    private static Sum? SumOf(Bodies bodies, Address sender, BodyCommand command) => command switch
    {
        SectionCommand.MakePledge { HonourNow: true, Amount: { } amount } c => new Sum(c.Strike, amount),
        SectionCommand.PromiseTranches c => new Sum(c.Strike, c.Each),
        CollectionCommand.Collect c => new Sum(c.Strike, c.Amount),
        SectionCommand.HonourPledge c
            when bodies.Sections.Find(sender.Id)?.Pledges.GetValueOrDefault(c.Pledge) is { Amount: { } amount } pledge
            =>
            new Sum(pledge.Strike, amount),
        SectionCommand.PayTranche c
            when bodies.Sections.Find(sender.Id)?.Tranches.GetValueOrDefault(c.Pledge) is { } series =>
            new Sum(series.Strike, series.Each),
        CollectionCommand.SendCollection c
            when bodies.Federations.Find(sender.Id)?.Collections.GetValueOrDefault(c.Collection) is { } collection =>
            new Sum(collection.Strike, collection.Amount),
        _ => null,
    };

    private static Found? Find(Bodies bodies, Address sender, BodyCommand command, DateTimeOffset at)
    {
        if (SumOf(bodies, sender, command) is not { Amount.IsPayable: true } sum
            || bodies.Strikes.Find(sum.Strike.Value) is not { Opened: true } strike
            || bodies.Sections.Find(strike.Section.Value) is not { Founded: true } receiver)
            return null;
        var planned = RoutePlanner.Plan(
            bodies.TreasuryOf, sender, receiver.Id, sum.Amount, receiver.Currencies,
            ImmutableHashSet<ExcludedCorridor>.Empty, at);
        return new Found(sum.Amount, receiver.Id, receiver.Currencies, planned, planned.Route is { } route
            ? [new PlannedWay(route, planned.DelayHours)]
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
