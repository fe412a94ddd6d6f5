using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.Surplus.SurplusCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>What is returned or passed on of an ended strike's fund, and found no way, is sent again by itself.
/// </summary>
public sealed class SurplusRetryTests
{
    private static readonly StrikeId Ribbons = new("basel-ribbons");
    private static readonly PledgeId Back = new("back");
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    private static readonly ReturnSurplus ToThePrinters = new(Lockout, Back, Printers, Francs(600), "assembly");

    private static readonly PassOnSurplus ToTheWeavers =
        new(Lockout, Back, Ribbons, Weavers, Francs(600), "assembly");

    /// <summary>The printers gave 10.00 CHF to the lockout, which has ended; nothing leads from the builders.</summary>
    private static World Unsent(SurplusCommand command)
    {
        var world = new World(11).Found(Printers, Builders, Weavers).Open(Printers, Builders)
            .CallThePrinters().Pledge(1_000).RestSoundly();
        world.Do(Weavers, new OwnStrikeCommand.DeclareStrike(Ribbons, Facts));
        world.Do(Builders, new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, "")).RestSoundly();
        world.Do(Builders, command).Settle();
        return world;
    }

    private static SentSurplus SumIn(World world) => world.Section(Builders).Surplus.Sent[Back];

    private static Int128 Fund(World world) =>
        world.Section(Builders).Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf);

    [Fact]
    public void It_waits_in_the_fund_and_goes_when_there_is_a_way()
    {
        var world = Unsent(ToThePrinters);
        (SumIn(world).State, SumIn(world).AgainAt).ShouldBe((AidState.Pledged, world.Now + Soon));
        Fund(world).ShouldBe(1_000);
        world.Strike(Lockout).FundUses.ShouldBeEmpty();
        world.Open(Builders, Printers).Wait(Soon);
        world.RestSoundly();
        (SumIn(world).State, SumIn(world).Runs).ShouldBe((AidState.Honoured, 2));
        Fund(world).ShouldBe(400);
        world.Section(Printers).Available(Chf).ShouldBe(Francs(99_600));
        world.Strike(Lockout).FundUses[Chf].Returned.ShouldBe(600);
    }

    [Fact]
    public void Passed_on_it_is_on_the_other_board_while_it_waits_and_arrives()
    {
        var world = Unsent(ToTheWeavers);
        var key = new AidKey(Party.Of(Builders), Back);
        (world.Strike(Ribbons).Aid.Pieces[key].State, world.Strike(Ribbons).Aid.Pieces[key].Stage)
            .ShouldBe((AidState.Pledged, MoneyStage.Unsent));
        world.Open(Builders, Weavers).RestSoundly();
        world.Strike(Ribbons).Aid.Pieces[key].Received.ShouldBe(Francs(600));
        world.Strike(Lockout).FundUses[Chf].PassedOn.ShouldBe(600);
    }

    [Fact]
    public void Whoever_sends_it_first_it_goes_once()
    {
        var world = Unsent(ToThePrinters).Open(Builders, Printers).Do(Builders, new SendSurplus(Back));
        world.Ask(Builders, new SendSurplus(Back))!.Reason.ShouldBe("SURPLUS_NOT_HERE");
        world.Do(Builders, new SendSurplusAgain(Back, 1)).RestSoundly();
        world.Do(Builders, new SendSurplusAgain(Back, 2)).RestSoundly();
        (SumIn(world).Runs, Fund(world)).ShouldBe((2, 400));
        world.Section(Printers).Available(Chf).ShouldBe(Francs(99_600));
        world.Ask(Builders, new SendSurplus(Back))!.Reason.ShouldBe("SURPLUS_NOT_HERE");
        world.Ask(Builders, new SendSurplus(new("none")))!.Reason.ShouldBe("UNKNOWN_SURPLUS");
    }

    [Fact]
    public void The_same_is_not_sent_beside_one_that_waits_unless_it_is_meant()
    {
        var world = Unsent(ToThePrinters);
        world.Wait(TimeSpan.FromMinutes(11));
        world.Settle();
        var same = ToThePrinters with { Id = new("same") };
        world.Ask(Builders, same)!.Reason.ShouldBe("SURPLUS_WAITS");
        world.Do(Builders, same with { Amount = Francs(601) });
        // Nothing leads from there, so both are in the fund again.
        world.Settle();
        world.Do(Builders, same with { Id = new("third"), Again = true });
    }

    [Fact]
    public void It_lapses_after_thirty_transfers()
    {
        var world = Unsent(ToTheWeavers).RestSoundly();
        (SumIn(world).State, SumIn(world).Runs, SumIn(world).AgainAt)
            .ShouldBe((AidState.Lapsed, RetrySchedule.RunsMax, null));
        Fund(world).ShouldBe(1_000);
        world.Strike(Ribbons).Aid.Pieces[new AidKey(Party.Of(Builders), Back)].State.ShouldBe(AidState.Withdrawn);
    }

    [Fact]
    public void What_is_withdrawn_or_used_meanwhile_is_not_sent()
    {
        var withdrawn = Unsent(ToThePrinters).Open(Builders, Printers)
            .Do(Builders, new WithdrawSurplus(Back, "needed here")).RestSoundly();
        (SumIn(withdrawn).State, Fund(withdrawn)).ShouldBe((AidState.Withdrawn, 1_000));
        withdrawn.Ask(Builders, new WithdrawSurplus(Back, ""))!.Reason.ShouldBe("SURPLUS_NOT_HERE");

        var kept = Unsent(ToThePrinters).Open(Builders, Printers)
            .Do(Builders, new KeepSurplus(Lockout, Francs(500), "assembly")).RestSoundly();
        (SumIn(kept).State, Fund(kept)).ShouldBe((AidState.Lapsed, 500));
        SumIn(kept).Reason.ShouldContain("5.00 CHF");

        var reopened = Unsent(ToThePrinters).Open(Builders, Printers)
            .Do(Builders, new OwnStrikeCommand.ReopenStrike(Lockout, "it goes on")).RestSoundly();
        (SumIn(reopened).State, Fund(reopened)).ShouldBe((AidState.Lapsed, 1_000));
    }
}
