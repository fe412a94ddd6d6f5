using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.Loans.LoanCommand;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>A repayment for which no way was found is sent again by itself, and never twice.</summary>
public sealed class RepaymentRetryTests
{
    private static readonly StrikeId Ribbons = new("basel-1868");
    private static readonly PledgeId Back = new("back");
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    private static readonly RepayLoan Repay = new(FirstAid, Back, Francs(400), null, null, "assembly");

    // The printers have lent the builders 1,000 centimes; the weavers strike, too.
    private static World Lent()
    {
        var world = new World(11).Found(Printers, Builders, Weavers)
            .Open(Printers, Builders).Open(Builders, Printers).Open(Builders, Weavers)
            .CallThePrinters().Pledge(1_000, AidKind.Loan).RestSoundly();
        world.Do(Weavers, new OwnStrikeCommand.DeclareStrike(Ribbons, Facts)).Settle();
        return world.Do(Builders, new Deposit(Francs(5_000), ""));
    }

    /// <summary>A repayment of 400 centimes has found no way.</summary>
    private static World Unsent(RepayLoan? repay = null)
    {
        var world = Lent().Close(Builders, Printers).Do(Builders, repay ?? Repay);
        world.Settle();
        return world;
    }

    private static Repayment RepaymentIn(World world) => world.Section(Builders).Loans.Repayments[Back];

    private static Loan LoanIn(World world) => world.Section(Builders).Loans.Taken[FirstAid];

    private static int TransfersOf(World world) => world.Transfers.Values
        .Count(stream => stream.State.Delivery is Purpose.ToLender);

    [Fact]
    public void It_stays_open_and_goes_when_there_is_a_way()
    {
        var world = Unsent();
        (RepaymentIn(world).State, RepaymentIn(world).AgainAt).ShouldBe((AidState.Pledged, world.Now + Soon));
        RepaymentIn(world).Reason.ShouldNotBeEmpty();
        LoanIn(world).Paying.ShouldBe(Francs(400));
        world.Section(Builders).Available(Chf).ShouldBe(Francs(5_000));

        world.Wait(Soon);
        world.Settle();
        (RepaymentIn(world).Runs, RepaymentIn(world).AgainAt).ShouldBe((2, world.Now.AddMinutes(30)));
        world.Open(Builders, Printers).Wait(TimeSpan.FromMinutes(30));
        world.RestSoundly();

        (RepaymentIn(world).State, RepaymentIn(world).Runs, RepaymentIn(world).Reason)
            .ShouldBe((AidState.Honoured, 3, ""));
        world.Section(Printers).Promises.Pledges[First].Owed.ShouldBe(Francs(600));
        (LoanIn(world).Owed, LoanIn(world).Paying).ShouldBe((Francs(600), Francs(0)));
    }

    [Fact]
    public void Whoever_sends_it_first_it_goes_once()
    {
        var world = Unsent().Open(Builders, Printers).Do(Builders, new SendRepayment(Back));
        world.Ask(Builders, new SendRepayment(Back))!.Reason.ShouldBe("REPAYMENT_NOT_HERE");
        // The alarm is stale, on its way and when it has arrived.
        world.Do(Builders, new SendRepaymentAgain(Back, 1));
        RepaymentIn(world).Runs.ShouldBe(2);
        world.Settle();
        world.Wait(Soon);
        world.Settle();
        world.Do(Builders, new SendRepaymentAgain(Back, 2)).RestSoundly();
        world.Ask(Builders, new SendRepayment(Back))!.Reason.ShouldBe("REPAYMENT_NOT_HERE");

        TransfersOf(world).ShouldBe(2);
        world.Section(Printers).Available(Chf).ShouldBe(Francs(99_400));
        world.Section(Builders).Available(Chf).ShouldBe(Francs(4_600));

        // The other way round: the alarm rings first, and a person comes too late.
        var other = Unsent().Open(Builders, Printers);
        other.Wait(Soon);
        other.Ask(Builders, new SendRepayment(Back))!.Reason.ShouldBe("REPAYMENT_NOT_HERE");
        other.RestSoundly();
        other.Section(Printers).Available(Chf).ShouldBe(Francs(99_400));
    }

    [Fact]
    public void A_run_that_found_no_way_either_makes_the_alarm_before_stale()
    {
        var world = Unsent().Do(Builders, new SendRepayment(Back));
        world.Settle();
        (RepaymentIn(world).Runs, RepaymentIn(world).AgainAt).ShouldBe((2, world.Now.AddMinutes(30)));
        world.Wait(Soon);
        world.Settle();
        RepaymentIn(world).Runs.ShouldBe(2);
    }

    [Fact]
    public void After_thirty_transfers_it_is_over_and_the_debt_is_as_it_was()
    {
        var world = Unsent();
        var begun = world.Now;
        world.RestSoundly();
        (world.Now - begun).TotalDays.ShouldBeInRange(25, 28);
        (RepaymentIn(world).State, RepaymentIn(world).Runs, RepaymentIn(world).AgainAt)
            .ShouldBe((AidState.Lapsed, RetrySchedule.RunsMax, null));
        RepaymentIn(world).Reason.ShouldNotBeEmpty();
        (LoanIn(world).Owed, LoanIn(world).Paying).ShouldBe((Francs(1_000), Francs(0)));
        world.Ask(Builders, new SendRepayment(Back))!.Reason.ShouldBe("REPAYMENT_NOT_HERE");
        world.Open(Builders, Printers).Do(Builders, Repay with { Repayment = new("anew") }).RestSoundly();
        LoanIn(world).Owed.ShouldBe(Francs(600));
    }

    [Fact]
    public void What_is_withdrawn_meanwhile_is_not_sent()
    {
        var world = Unsent().Open(Builders, Printers).Do(Builders, new WithdrawRepayment(Back, "paid by hand"));
        world.RestSoundly();
        (RepaymentIn(world).State, RepaymentIn(world).Reason).ShouldBe((AidState.Withdrawn, "paid by hand"));
        LoanIn(world).Paying.ShouldBe(Francs(0));
        TransfersOf(world).ShouldBe(1);
        world.Ask(Builders, new WithdrawRepayment(Back, ""))!.Reason.ShouldBe("REPAYMENT_NOT_HERE");
        world.Ask(Builders, new WithdrawRepayment(new("none"), ""))!.Reason.ShouldBe("UNKNOWN_REPAYMENT");
        world.Ask(Builders, new SendRepayment(new("none")))!.Reason.ShouldBe("UNKNOWN_REPAYMENT");
        world.Do(Builders, new SendRepaymentAgain(new("none"), 1));
    }

    [Fact]
    public void Money_that_was_used_meanwhile_is_not_sent_and_the_repayment_says_why()
    {
        var world = Unsent().Open(Builders, Printers).Do(Builders, new PayOut(Francs(4_700), "bread"));
        world.Ask(Builders, new SendRepayment(Back))!.Reason.ShouldBe("NOT_ENOUGH_AVAILABLE");
        world.RestSoundly();
        RepaymentIn(world).State.ShouldBe(AidState.Lapsed);
        RepaymentIn(world).Reason.ShouldBe(
            "section geneva-builders has 3.00 CHF available; the repayment asks for 4.00 CHF.");
        LoanIn(world).Paying.ShouldBe(Francs(0));
        world.Section(Builders).Available(Chf).ShouldBe(Francs(300));
    }

    [Fact]
    public void The_same_sum_is_not_sent_beside_one_that_waits_unless_it_is_meant()
    {
        var world = Unsent();
        world.Wait(TimeSpan.FromMinutes(11));
        world.Settle();
        var same = Repay with { Repayment = new("same") };
        world.Ask(Builders, same)!.Reason.ShouldBe("REPAYMENT_WAITS");
        world.Ask(Builders, same with { Amount = Francs(601) })!.Reason.ShouldBe("MORE_THAN_OWED");
        world.Do(Builders, same with { Again = true });
        world.Ask(Builders, same with { Repayment = new("third"), Again = true })!.Reason.ShouldBe("MORE_THAN_OWED");
    }

    [Fact]
    public void What_came_back_for_another_reason_is_over_at_once()
    {
        var world = Lent().Do(Builders, Repay);
        var transfer = RepaymentIn(world).Transfer!.Value;
        world.Do(Builders, new ToTreasury(new HopCommand.LearnEnd(transfer, null, "declined")));
        (RepaymentIn(world).State, RepaymentIn(world).Reason).ShouldBe((AidState.Lapsed, "declined"));
        LoanIn(world).Paying.ShouldBe(Francs(0));
    }

    [Fact]
    public void A_redirected_one_is_on_the_board_while_it_waits_and_arrives()
    {
        var world = Redirected();
        var aid = world.Strike(Ribbons).Aid.Pieces[new AidKey(Party.Of(Builders), Back)];
        (aid.State, aid.Stage, aid.OnItsWay).ShouldBe((AidState.Pledged, MoneyStage.Unsent, null));
        world.Open(Builders, Weavers).Wait(Soon);
        world.RestSoundly();
        world.Strike(Ribbons).Aid.Pieces[new AidKey(Party.Of(Builders), Back)].Received.ShouldBe(Francs(300));
        world.Section(Printers).Promises.Pledges[First].Owed.ShouldBe(Francs(700));
        world.Section(Weavers).Treasury.Book.Balance(Account.StrikeFund(Ribbons), Chf).ShouldBe(300);
    }

    [Fact]
    public void A_redirected_one_does_not_go_by_itself_to_a_strike_that_is_over()
    {
        var world = Redirected();
        world.Do(Weavers, new OwnCallCommand.CallForAid(
            Ribbons, Level.Local, [Builders], new CallChange(""))).Settle();
        world.Do(Weavers, new OwnStrikeCommand.EndStrike(Ribbons, Outcome.Won, "")).Settle();
        world.Open(Builders, Weavers).RestSoundly();
        (RepaymentIn(world).State, RepaymentIn(world).Reason).ShouldBe(
            (AidState.Lapsed, "strike basel-1868 is over"));
        world.Strike(Ribbons).Aid.Pieces[new AidKey(Party.Of(Builders), Back)].State.ShouldBe(AidState.Withdrawn);
    }

    [Fact]
    public void From_a_fund_it_is_counted_as_used_once()
    {
        var world = Lent();
        world.Do(Builders, new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, "")).Settle();
        world.Close(Builders, Printers).Do(Builders, Repay with { FromFund = Lockout });
        world.Settle();
        world.Strike(Lockout).FundUses.ShouldBeEmpty();
        world.Open(Builders, Printers).RestSoundly();
        world.Strike(Lockout).FundUses[Chf].Repaid.ShouldBe(400);
        world.Section(Builders).Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(600);
        world.Section(Builders).Available(Chf).ShouldBe(Francs(5_000));
    }

    // The weavers' strike gets 300 centimes of the debt, and there is no way to it.
    private static World Redirected()
    {
        var world = Lent().Close(Builders, Weavers);
        world.Do(Printers, new RedirectRepayment(First, Ribbons, Weavers, Francs(300))).Settle();
        world.Do(Builders, Repay with
        {
            Amount = Francs(300),
            RedirectTo = Ribbons,
            RedirectSection = Weavers,
        }).Settle();
        return world;
    }
}
