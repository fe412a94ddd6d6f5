using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Sections;

namespace Solidarity.Grains.ReadModels;

/// <summary>Puts ways into commands that send money, so that it can be on its way with the very entry that sends it.
/// The world may be a little behind: a way that does not hold any more is left aside, and the transfer looks for
/// another.</summary>
public sealed class WayFinder(Projector projector)
{
    public SectionCommand WithWays(SectionId sender, SectionCommand command, DateTimeOffset at) => command switch
    {
        SectionCommand.MakePledge { HonourNow: true, Amount: { } amount } c =>
            c with { Ways = Find(sender, c.Strike, amount, at) },
        SectionCommand.PromiseTranches c => c with { Ways = Find(sender, c.Strike, c.Each, at) },
        SectionCommand.HonourPledge or SectionCommand.PayTranche => Known(sender, command) is var (strike, amount)
            ? command with { Ways = Find(sender, strike, amount, at) }
            : command,
        _ => command,
    };

    public FederationCommand WithWays(FederationId sender, FederationCommand command, DateTimeOffset at)
    {
        switch (command)
        {
            case FederationCommand.Collect c:
                return c with { Ways = Find(sender, c.Strike, c.Amount, at) };
            case FederationCommand.SendCollection c:
                var known = projector.Read(world => world.Federations.Find(sender.Value)?.Collections
                    .GetValueOrDefault(c.Collection));
                return known is null ? command : c with { Ways = Find(sender, known.Strike, known.Amount, at) };
            default:
                return command;
        }
    }

    private (StrikeId Strike, Amount Amount)? Known(SectionId sender, SectionCommand command) =>
        projector.Read(world => (world.Sections.Find(sender.Value), command) switch
        {
            ({ } section, SectionCommand.HonourPledge c)
                when section.Pledges.TryGetValue(c.Pledge, out var pledge) && pledge.Amount is { } amount =>
                (pledge.Strike, amount),
            ({ } section, SectionCommand.PayTranche c) when section.Tranches.TryGetValue(c.Pledge, out var series) =>
                (series.Strike, series.Each),
            _ => ((StrikeId, Amount)?)null,
        });

    private ImmutableArray<PlannedWay> Find(Address from, StrikeId strike, Amount amount, DateTimeOffset at) =>
        projector.Read(world => Find(world, from, strike, amount, at));

    private static ImmutableArray<PlannedWay> Find(
        World world, Address from, StrikeId strike, Amount amount, DateTimeOffset at)
    {
        if (!amount.IsPayable || world.Strikes.Find(strike.Value) is not { Opened: true } known
            || world.Sections.Find(known.Section.Value) is not { Founded: true } receiver)
            return [];
        var planned = RoutePlanner.Plan(
            world.TreasuryOf, from, known.Section, amount, receiver.Currencies,
            ImmutableHashSet<ExcludedCorridor>.Empty, at);
        return planned.Route is { } route
            ? [new PlannedWay(route, RouteTimes.Delays(world.TreasuryOf, route))]
            : [];
    }
}
