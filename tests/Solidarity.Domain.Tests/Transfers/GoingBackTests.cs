using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Transfers;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Transfers;

/// <summary>Money that left, found its way barred, and came home.</summary>
public sealed class GoingBackTests
{
    private static readonly TimeSpan HoldsExpire = TimeSpan.FromHours(
        RouteTimes.HoldHours + (RouteTimes.HoldStepHours * Route.HopsMax));
    private static readonly FederationId Zurich = new("zurich");

    private static CorridorTerms Fee(long minor) => CorridorTerms.Free with { FeeMinor = minor };

    private static World ThreeHops(CorridorTerms first, CorridorTerms second) => new World(1)
        .Found(Printers, Romande, Council, Builders)
        .Open(Printers, Romande, first)
        .Open(Romande, Council, second)
        .Open(Council, Builders)
        .CallThePrinters();

    [Fact]
    public void Over_two_hops_with_fees_all_comes_home_but_the_fees()
    {
        var world = ThreeHops(Fee(10), Fee(7)).Pledge(1_000);
        world.UntilSent(Romande, Council).Wait(HoldsExpire);

        world.RestSoundly();

        world.TheTransfer().Phase.ShouldBe(TransferPhase.Returned);
        world.TheTransfer().AtHolder.ShouldBe(Francs(983));
        var pledge = world.Section(Printers).Promises.Pledges[First];
        pledge.State.ShouldBe(AidState.Pledged);
        pledge.Amount.ShouldBe(Francs(983));
        world.Section(Printers).Treasury.Book.Balance(Account.Pledged, Chf).ShouldBe(983);
        world.Strike(Lockout).Aid[FirstAid].Amount.ShouldBe(Francs(983));
    }

    [Fact]
    public void What_came_home_can_be_sent_again()
    {
        var world = ThreeHops(Fee(10), Fee(7)).Pledge(1_000);
        world.UntilSent(Romande, Council).Wait(HoldsExpire);
        world.RestSoundly();

        world.Do(Printers, new PledgeCommand.HonourPledge(First)).RestSoundly();

        world.TheTransfer(run: 2).Phase.ShouldBe(TransferPhase.Settled);
        world.Strike(Lockout).Aid[FirstAid].Received.ShouldBe(Francs(966));
    }

    [Fact]
    public void An_exchange_is_reversed_at_its_own_rate_for_the_part_that_comes_back()
    {
        var world = new World(2)
            .Found(Printers, Romande, Council, Builders)
            .Open(Printers, Romande, CorridorTerms.Free with { Rate = new Rate(1, 3) }, Chf, Gbp)
            .Open(Romande, Council, Fee(100), Gbp)
            .Open(Council, Builders, null, Gbp)
            .CallThePrinters().Pledge(3_000);
        world.UntilSent(Romande, Council).Wait(HoldsExpire);

        world.RestSoundly();

        // 1,000 pence went on, 100 were spent on the way, 900 came back as 2,700 centimes.
        world.Section(Printers).Promises.Pledges[First].Amount.ShouldBe(Francs(2_700));
        world.TreasuryOf(Printers)!.Book.Balance(Account.Exchange, Chf).ShouldBe(300);
        world.TreasuryOf(Printers)!.Book.Balance(Account.Exchange, Gbp).ShouldBe(-100);
    }

    [Fact]
    public void A_way_that_led_through_the_source_again_ends_there()
    {
        var world = new World(3)
            .Found(Printers, Romande, Council, Builders)
            .Open(Printers, Romande)
            .Open(Romande, Builders)
            .Open(Romande, Printers)
            .Open(Printers, Council, Fee(5))
            .Open(Council, Builders)
            .CallThePrinters().Pledge(1_000);
        // From Romande the only other way leads back through the printers, and on from there.
        world.UntilSent(Printers, Romande).Wait(HoldsExpire);
        world.UntilSent(Printers, Council).Wait(HoldsExpire);

        world.RestSoundly();

        world.TheTransfer().Phase.ShouldBe(TransferPhase.Returned);
        world.Section(Printers).Treasury.Book.Balance(Account.Pledged, Chf).ShouldBe(995);
    }

    [Fact]
    public void Where_another_way_leads_onward_the_money_takes_it()
    {
        var world = ThreeHops(Fee(0), Fee(0)).Found(Zurich);
        world.Open(Romande, Zurich, Fee(50)).Open(Zurich, Builders).Pledge(1_000);
        world.UntilSent(Printers, Romande).Wait(HoldsExpire);

        world.RestSoundly();

        world.TheTransfer().Phase.ShouldBe(TransferPhase.Settled);
        world.Strike(Lockout).Aid[FirstAid].Received.ShouldBe(Francs(950));
    }

    [Fact]
    public void A_corridor_that_closes_before_it_is_held_costs_a_new_plan()
    {
        var world = ThreeHops(Fee(0), Fee(0)).Found(Zurich);
        world.Open(Romande, Zurich, Fee(50)).Open(Zurich, Builders).Pledge(1_000);
        world.Until(t => t.Phase == TransferPhase.Holding).Close(Council, Builders).RestSoundly();

        world.TheTransfer().Plan.ShouldBe(2);
        world.TheTransfer().Phase.ShouldBe(TransferPhase.Settled);
        world.TheTransfer().Travelled.Select(t => t.Hop.To).ShouldBe([Romande, Zurich, Builders]);
    }

    [Fact]
    public void A_federation_that_leaves_still_carries_what_is_on_its_way()
    {
        var world = ThreeHops(Fee(0), Fee(0));
        world.Do(Romande, new FederationCommand.AskAffiliation(Council)).Settle();
        world.Do(Council, new FederationCommand.Admit(Romande)).Settle();
        world.Pledge(1_000).UntilSent(Printers, Romande);

        world.Do(Romande, new FederationCommand.LeaveFederation(Council)).RestSoundly();

        world.TheTransfer().Phase.ShouldBe(TransferPhase.Settled);
    }

    [Fact]
    public void Without_any_way_the_money_never_leaves()
    {
        var world = new World(4).Found(Printers, Builders).CallThePrinters().Pledge(1_000).RestSoundly();

        world.TheTransfer().Phase.ShouldBe(TransferPhase.Returned);
        world.Section(Printers).Promises.Pledges[First].State.ShouldBe(AidState.Pledged);
        world.Strike(Lockout).Aid[FirstAid].Stage.ShouldBe(MoneyStage.Unsent);
    }

    [Fact]
    public void Money_for_a_strike_that_its_receiver_does_not_know_comes_back()
    {
        var world = new World(5).Found(Romande, Council, Builders).Open(Romande, Council).Open(Council, Builders);
        world.Do(Romande, new FederationCommand.Collect(
            First, new StrikeId("nobodys"), Builders, AidKind.Gift, Francs(500), ""));

        world.Rest();

        Accounts.CheckAtRest(world);
        Accounts.CheckSetAside(world);
        world.Federation(Romande).Collections[First].State.ShouldBe(AidState.Pledged);
        world.TreasuryOf(Romande)!.Book.Balance(Account.Passing, Chf).ShouldBe(500);
    }
}
