using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Tests.Treasuries;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Routing;
using static Solidarity.Domain.Tests.Kit.Sample;
using static Solidarity.Domain.Treasuries.Carrying.CarryingCommand;
using static Solidarity.Domain.Treasuries.Corridors.CorridorCommand;
using static Solidarity.Domain.Treasuries.Holds.HoldCommand;

namespace Solidarity.Domain.Tests.Floods;

/// <summary>Room for money that may never come is held for no longer, and for one source no more, than its holder has
/// agreed to.</summary>
public sealed class HoldFloodTests
{
    private static readonly CorridorKey Onward = To(Builders);

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Open(CorridorTerms terms) =>
        ATreasury.Of(Romande).After(new OfferCorridor(Onward, terms)).After(new LearnAgreement(Onward, terms));

    private static HoldHop Asked(SectionId source, int number, long minor, double hours) => new(
        new HopKey(new TransferId($"{source}-{number}"), 1, 1), Hop(Romande, Builders, minor), Noon.AddHours(hours), [],
        source);

    [Fact]
    public void A_pledge_over_a_strangers_corridor_of_a_year_does_not_fill_a_passing_limit()
    {
        foreach (var settledBy in (Settlement?[])[null, Settlement.Courier])
        {
            var slow = CorridorTerms.Free with { DelayHours = CorridorTerms.DelayHoursMax, SettledBy = settledBy };
            var world = new World(3).Found(Weavers, Printers, Romande, Builders)
                .Open(Weavers, Romande, slow).Open(Printers, Romande).Open(Romande, Builders).CallThePrinters();
            world.Treasury(Romande, new SetPassingLimit(Chf, 1_000));
            world.Do(Weavers, new InboxCommand.LearnCall(Call(), Romande));
            world.Do(Weavers, new OwnTreasuryCommand.Deposit(Francs(1_000_000), ""));
            world.Do(Weavers, Pledge(1_000, now: true) with { Pledge = new PledgeId("slow") }).Settle();
            world.TreasuryOf(Romande)!.Carriage.Coming.ShouldBeEmpty();

            world.Pledge(1_000).Settle();
            world.Section(Builders).Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf)
                .ShouldBeGreaterThanOrEqualTo(1_000);
        }
    }

    [Fact]
    public void A_hold_is_no_longer_than_the_corridor_and_the_passing_limit_allow()
    {
        var usual = Open(CorridorTerms.Free);
        Refusal(usual.When(Asked(Weavers, 1, 100, CorridorTerms.HoldHoursDefault + 1)))
            .ShouldContain("holds room for at most 720 hours, and this way would need 721");
        Held(usual.When(Asked(Weavers, 1, 100, CorridorTerms.HoldHoursDefault)));
        Held(Open(CorridorTerms.Free with { HoldHoursMax = 2_000 }).When(Asked(Weavers, 1, 100, 1_999)));
        Refusal(Open(CorridorTerms.Free with { HoldHoursMax = 100 }).When(Asked(Weavers, 1, 100, 101)));
        // Who offers a slow corridor holds room over it as long as that takes.
        Held(Open(CorridorTerms.Free with { DelayHours = 4_000 }).When(Asked(Weavers, 1, 100, 4_090)));

        var limited = Open(CorridorTerms.Free with { HoldHoursMax = 2_000 });
        Refusal(limited.After(new SetPassingLimit(Chf, 1_000)).When(Asked(Weavers, 1, 100, 721)))
            .ShouldContain("expects money that is to pass through it for at most 720 hours");
        Held(limited.After(new SetPassingLimit(Chf, 1_000, HoldHoursMax: 800)).When(Asked(Weavers, 1, 100, 721)));
    }

    [Fact]
    public void Of_what_is_held_for_long_one_source_has_half_and_others_the_rest()
    {
        foreach (var room in (Scenario<Treasury, TreasuryCommand, TreasuryEvent>[])[
            Open(CorridorTerms.Free with { CapacityMinor = 1_000, PeriodDays = 366 }),
            Open(CorridorTerms.Free).After(new SetPassingLimit(Chf, 1_000))])
        {
            var half = room.After(Asked(Weavers, 1, 300, 200)).After(Asked(Weavers, 2, 200, 200));
            Refusal(half.When(Asked(Weavers, 3, 1, 200))).ShouldContain("with 0.01 CHF more sections/basel-weavers");
            Held(half.When(Asked(Printers, 1, 500, 200)));
            // What comes free soon may be all one source's.
            Held(room.When(Asked(Weavers, 1, 1_000, 120)));
        }
    }

    [Fact]
    public void An_owner_sets_another_share_for_short_holds_and_long_ones()
    {
        var share = Open(CorridorTerms.Free with { CapacityMinor = 1_000, SharePercent = 30 });
        Held(share.When(Asked(Weavers, 1, 300, 10)));
        Refusal(share.When(Asked(Weavers, 1, 301, 10))).ShouldContain("3.00 CHF (30 percent)");
        Held(Open(CorridorTerms.Free with { CapacityMinor = 1_000, SharePercent = 100 })
            .When(Asked(Weavers, 1, 1_000, 200)));
        Refusal(Open(CorridorTerms.Free).After(new SetPassingLimit(Chf, 1_000, SharePercent: 10))
            .When(Asked(Weavers, 1, 101, 10))).ShouldContain("(10 percent), of the passing limit");
    }

    [Fact]
    public void Terms_of_a_passing_limit_are_set_with_it_and_gone_with_it()
    {
        var set = Open(CorridorTerms.Free).After(new SetPassingLimit(Chf, 1_000, 100, 25));
        set.State.Carriage.TermsOf(Chf).ShouldBe(new PassingTerms(100, 25));
        set.When(new SetPassingLimit(Chf, 1_000, 100, 25)).ThenNothing();
        set.After(new SetPassingLimit(Chf, 1_000)).State.Carriage.Terms.ShouldBeEmpty();
        set.After(new SetPassingLimit(Chf, null)).State.Carriage.Terms.ShouldBeEmpty();
        set.When(new SetPassingLimit(Chf, 1, 0)).ThenMalformed("hold_hours_max");
        set.When(new SetPassingLimit(Chf, 1, null, 101)).ThenMalformed("share_percent");
        set.When(new SetPassingLimit(Chf, null, 5)).ThenMalformed("max_minor_units");
    }

    [Fact]
    public void A_way_that_takes_longer_than_a_carrier_holds_room_is_not_planned()
    {
        var brief = CorridorTerms.Free with { HoldHoursMax = 100 };
        var world = new World(4).Found(Printers, Romande, Council, Builders)
            .Open(Printers, Romande, CorridorTerms.Free with { DelayHours = 200 }).Open(Romande, Builders, brief)
            .Open(Printers, Council, CorridorTerms.Free with { FeeMinor = 20, DelayHours = 10 })
            .Open(Council, Builders, brief).CallThePrinters();
        WholePlan Planned() => world.Planned(Printers, Builders, Francs(1_000), [Chf], []);
        // The cheaper way takes 200 hours, and its last carrier holds room for 100.
        Planned().Part!.Route.Hops[0].To.ShouldBe(Council);
        world.Treasury(Council, new OfferCorridor(To(Builders), CorridorTerms.Free with { HoldHoursMax = 50 }))
            .Settle();
        world.Treasury(Builders, new AgreeToCorridor(To(Council))).Settle();
        Planned().Reason.ShouldEndWith("held for longer than carriers on the way hold room for");
    }

    private static string Refusal(Scenario<Treasury, TreasuryCommand, TreasuryEvent>.Outcome outcome) =>
        outcome.Tells().ShouldHaveSingleItem().Command.ShouldBeOfType<TransferCommand.LearnRefused>().Reason;

    private static void Held(Scenario<Treasury, TreasuryCommand, TreasuryEvent>.Outcome outcome) =>
        outcome.Tells()[0].Command.ShouldBeOfType<TransferCommand.LearnHeld>();
}
