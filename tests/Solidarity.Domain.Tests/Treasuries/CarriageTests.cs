using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Tests.Kit.Sample;
using static Solidarity.Domain.Treasuries.Carrying.CarryingCommand;
using static Solidarity.Domain.Treasuries.Corridors.CorridorCommand;
using static Solidarity.Domain.Treasuries.Holds.HoldCommand;
using static Solidarity.Domain.Treasuries.Hops.HopCommand;
using static Solidarity.Domain.Treasuries.Quarantines.QuarantineCommand;

namespace Solidarity.Domain.Tests.Treasuries;

/// <summary>How far a treasury lets money of others pass through it.</summary>
public sealed class CarriageTests
{
    private static readonly Address Self = Romande;
    private static readonly CorridorKey Onward = To(Builders);
    private static readonly Hop In = Hop(Printers, Romande, 1_000);
    private static readonly Hop Out = Hop(Romande, Builders, 1_000);
    private static readonly DateTimeOffset Later = Noon.AddHours(72);

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Open => ATreasury.Of(Self)
        .After(new OfferCorridor(Onward, CorridorTerms.Free)).After(new LearnAgreement(Onward, CorridorTerms.Free));

    private static SetPassingLimit Most(long? minor) => new(Chf, minor);

    private static HopKey Other(int hop = 1) => new(new TransferId("other"), 1, hop);

    // Invariant 13: an exchange at 10^12 to 1, held 9,300 times over, passes 64 bits.
    [Fact]
    public void However_much_is_held_to_come_and_taken_of_a_corridor_it_is_counted()
    {
        const int holds = 9_300;
        var out1 = Hop(Romande, Builders, Amount.MinorMax);
        var full = Open;
        for (var i = 0; i < holds; i++)
            full = full.After(new HoldHop(new HopKey(new TransferId($"h{i}"), 1, 1), out1, Later, [], Printers));
        full.State.Carriage.Coming[Chf].ShouldBe((Int128)holds * Amount.MinorMax);
        full.State.Corridors.Out[Onward].TakenMinor.ShouldBe((Int128)holds * Amount.MinorMax);
        // A capacity that is set below what is taken leaves no room, and a limit none to pass.
        var narrow = CorridorTerms.Free with { CapacityMinor = Amount.MinorMax };
        full.After(new OfferCorridor(Onward, narrow)).After(new LearnAgreement(Onward, narrow))
            .State.Corridors.Out[Onward].RoomMinor(Noon).ShouldBe(0);
        full.After(Most(Amount.MinorMax)).When(new HoldHop(Key(1), Out, Later, [], Printers)).Tells()[0].Command
            .ShouldBeOfType<TransferCommand.LearnRefused>().Reason.ShouldContain("more than 90071992547409.91 CHF");
    }

    [Fact]
    public void Draining_begins_and_ends_once()
    {
        Open.When(new SetDrain(true)).Then(new CarryingEvent.DrainBegun());
        Open.When(new SetDrain(false)).ThenNothing();
        var draining = Open.After(new SetDrain(true));
        draining.When(new SetDrain(true)).ThenNothing();
        draining.When(new SetDrain(false)).Then(new CarryingEvent.DrainEnded());
    }

    [Fact]
    public void A_draining_treasury_holds_no_room_for_money_that_would_pass_through()
    {
        var draining = Open.After(new SetDrain(true));
        draining.When(new HoldHop(Key(1), Out, Later, [], Printers)).Then(new HoldEvent.HopRefused(
            Key(1), "federations/romande takes on no new money passing through (it drains)"));
        draining.After(new SetDrain(false)).When(new HoldHop(Key(1), Out, Later, [], Printers)).Tells()[0].Command
            .ShouldBeOfType<TransferCommand.LearnHeld>();
    }

    [Fact]
    public void What_is_here_or_held_still_goes()
    {
        var held = Open.After(new HoldHop(Key(1), Out, Later, [], Printers)).After(new SetDrain(true));
        held.After(new TakeIn(Key(0), In, null, [])).After(new SendHop(Key(1), null)).State.Transfers.Passing
            .ShouldBeEmpty();
        // Money that is here and plans again from here is led on.
        Open.After(new TakeIn(Key(0), In, null, [])).After(new SetDrain(true))
            .When(new HoldHop(Key(0, plan: 2), Out, Later, [], Printers)).Tells()[0].Command
            .ShouldBeOfType<TransferCommand.LearnHeld>();
        // And money that comes although nothing was held is taken in: it is never turned away.
        Open.After(new SetDrain(true)).After(new TakeIn(Key(0), In, null, []))
            .State.Transfers.Passing[Way].ShouldBe(Francs(1_000));
    }

    [Fact]
    public void The_owners_own_money_does_not_pass()
    {
        var own = Open.After(new SetDrain(true)).After(Most(0)).Given(new HopEvent.Dispatched(
            Way, Francs(1_000), Account.Treasury, ToFund(),
            LedgerEntry.Move(Francs(1_000), Account.Outside, Account.Held)));
        own.When(new HoldHop(Key(0), Out, Later, [], Printers)).Tells()[0].Command
            .ShouldBeOfType<TransferCommand.LearnHeld>();
    }

    [Fact]
    public void A_limit_is_set_changed_and_taken_away()
    {
        Open.When(Most(500)).Then(new CarryingEvent.PassingLimitSet(Chf, 500));
        Open.When(Most(null)).ThenNothing();
        var limited = Open.After(Most(500));
        limited.When(Most(500)).ThenNothing();
        limited.When(Most(0)).Then(new CarryingEvent.PassingLimitSet(Chf, 0));
        limited.After(Most(null)).State.Carriage.Limits.ShouldBeEmpty();
        Open.When(Most(-1)).ThenMalformed("max_minor_units");
        Open.When(Most(Amount.MinorMax + 1)).ThenMalformed("max_minor_units");
    }

    [Fact]
    public void What_stands_here_and_what_is_held_to_come_stay_within_the_limit()
    {
        var limited = Open.After(Most(2_000));
        limited.When(new HoldHop(Key(1), Hop(Romande, Builders, 2_001), Later, [], Printers)).Then(
            new HoldEvent.HopRefused(Key(1),
                "federations/romande has 0.00 CHF of others and expects 0.00 CHF: with 20.01 CHF more that is past "
                + "its passing limit of 20.00 CHF"));
        var one = limited.After(new HoldHop(Key(1), Out, Later, [], Printers));
        one.State.Carriage.Coming[Chf].ShouldBe(1_000);
        one.When(new HoldHop(Other(), Hop(Romande, Builders, 1_001), Later, [], Printers)).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
        one.When(new HoldHop(Other(), Out, Later, [], Printers)).Tells()[0].Command
            .ShouldBeOfType<TransferCommand.LearnHeld>();
        // Once it has come it stands here, and counts once.
        var here = one.After(new TakeIn(Key(0), In, null, []));
        here.State.Carriage.Coming.ShouldBeEmpty();
        here.When(new HoldHop(Other(), Out, Later, [], Printers)).Tells()[0].Command
            .ShouldBeOfType<TransferCommand.LearnHeld>();
        here.When(new HoldHop(Other(), Hop(Romande, Builders, 1_001), Later, [], Printers)).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
        here.After(new SendHop(Key(1), null))
            .When(new HoldHop(Other(), Hop(Romande, Builders, 2_000), Later, [], Printers))
            .Tells()[0].Command.ShouldBeOfType<TransferCommand.LearnHeld>();
    }

    [Fact]
    public void A_hold_that_is_released_or_expires_is_not_expected_any_more()
    {
        var one = Open.After(Most(1_000)).After(new HoldHop(Key(1), Out, Later, [], Printers));
        one.After(new ReleaseHop(Key(1))).State.Carriage.Coming.ShouldBeEmpty();
        one.After(new ExpireHolds(), Later).State.Carriage.Coming.ShouldBeEmpty();
        one.After(new QuarantineNeighbour(Builders, "seized")).State.Carriage.Coming.ShouldBeEmpty();
        // Released before the money came: it stands here, and the next plan's hold is for what is here.
        var here = one.After(new ReleaseHop(Key(1))).After(new TakeIn(Key(0), In, null, []));
        here.After(new HoldHop(Key(0, plan: 2), Out, Later, [], Printers)).State.Carriage.Coming.ShouldBeEmpty();
    }

    [Fact]
    public void A_limit_is_for_its_currency_alone() =>
        Open.After(new SetPassingLimit(Gbp, 0)).When(new HoldHop(Key(1), Out, Later, [], Printers)).Tells()[0].Command
            .ShouldBeOfType<TransferCommand.LearnHeld>();

    [Fact]
    public void Money_goes_round_a_treasury_that_drains_or_has_its_fill()
    {
        foreach (var command in (TreasuryCommand[])[new SetDrain(true), Most(999)])
        {
            var world = new World(1).Found(Printers, Romande, Council, Builders)
                .Open(Printers, Romande).Open(Romande, Builders)
                .Open(Printers, Council, CorridorTerms.Free with { FeeMinor = 10 }).Open(Council, Builders)
                .CallThePrinters().Treasury(Romande, command).Pledge(1_000).RestSoundly();

            world.TheTransfer().Travelled.Select(t => t.Hop.To).ShouldBe([Council, Builders]);
            // The planner knows both.
            world.TheTransfer().Plan.ShouldBe(1);
        }
    }
}
