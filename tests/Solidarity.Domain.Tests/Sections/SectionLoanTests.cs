using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.Loans.LoanCommand;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeCommand;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>Loans: taken, repaid, and redirected by the lender to another strike.</summary>
public sealed class SectionLoanTests
{
    private static readonly StrikeId Ribbons = new("basel-1868");
    private static readonly PledgeId Back = new("back");

    // The printers have lent the builders 1,000 centimes; the weavers strike, too.
    private static World Lent()
    {
        var world = new World(11).Found(Printers, Builders, Weavers)
            .Open(Printers, Builders).Open(Builders, Printers).Open(Builders, Weavers)
            .CallThePrinters().Pledge(1_000, AidKind.Loan).RestSoundly();
        world.Do(Weavers, new DeclareStrike(Ribbons, Facts)).Settle();
        world.Do(Builders, new Deposit(Francs(5_000), ""));
        return world;
    }

    private static RepayLoan Repay(long minor, string id = "back") =>
        new(FirstAid, new PledgeId(id), Francs(minor), null, null, "assembly");

    private static RepayLoan ToTheWeavers(long minor, string id = "back") =>
        Repay(minor, id) with { RedirectTo = Ribbons, RedirectSection = Weavers };

    private static Int128 Balance(World world, SectionId section, Account account) =>
        world.Section(section).Treasury.Book.Balance(account, Chf);

    [Fact]
    public void What_is_lent_is_owed_when_it_has_arrived()
    {
        var world = Lent();
        world.Section(Printers).Promises.Pledges[First].Owed.ShouldBe(Francs(1_000));
        Balance(world, Printers, Account.Lent).ShouldBe(1_000);
        Balance(world, Builders, Account.Borrowed).ShouldBe(-1_000);
    }

    [Fact]
    public void A_repayment_reaches_the_lender_and_lessens_both_sides()
    {
        var world = Lent().Do(Builders, Repay(400)).RestSoundly();
        world.Section(Printers).Promises.Pledges[First].Owed.ShouldBe(Francs(600));
        world.Section(Printers).Available(Chf).ShouldBe(Francs(99_400));
        Balance(world, Printers, Account.Lent).ShouldBe(600);
        Balance(world, Builders, Account.Borrowed).ShouldBe(-600);
        world.Strike(Lockout).Aid.Pieces[new AidKey(Party.Of(Builders), Back)].Kind.ShouldBe(AidKind.Repayment);
    }

    [Fact]
    public void No_more_is_repaid_than_is_owed_counting_what_is_on_its_way()
    {
        var world = Lent();
        world.Ask(Builders, Repay(1_001))!.Reason.ShouldBe("MORE_THAN_OWED");
        world.Do(Builders, Repay(700));
        world.Ask(Builders, Repay(301, "more"))!.Reason.ShouldBe("MORE_THAN_OWED");
        world.Do(Builders, Repay(300, "rest")).RestSoundly();
        world.Section(Printers).Promises.Pledges[First].Owed.ShouldBe(Francs(0));
    }

    [Fact]
    public void A_repayment_that_finds_no_way_leaves_the_debt_as_it_was()
    {
        var world = Lent().Close(Builders, Printers).Do(Builders, Repay(400)).RestSoundly();
        world.Section(Builders).Loans.Taken[FirstAid].Owed.ShouldBe(Francs(1_000));
        world.Section(Builders).Available(Chf).ShouldBe(Francs(5_000));
        world.Ask(Builders, Repay(400))!.Reason.ShouldBe("PLEDGE_EXISTS");
    }

    [Fact]
    public void Only_the_lender_lets_a_repayment_go_elsewhere_and_only_so_much()
    {
        var world = Lent();
        world.Ask(Builders, ToTheWeavers(100))!.Reason.ShouldBe("NOT_REDIRECTED");
        world.Do(Printers, new RedirectRepayment(First, Ribbons, Weavers, Francs(300))).Settle();
        world.Ask(Builders, ToTheWeavers(301))!.Reason.ShouldBe("NOT_REDIRECTED");
        world.Do(Builders, ToTheWeavers(200));
        world.Ask(Builders, ToTheWeavers(200, "again") with { Again = true })!.Reason.ShouldBe("NOT_REDIRECTED");
        world.Do(Builders, ToTheWeavers(100, "rest")).RestSoundly();
        world.Section(Printers).Promises.Pledges[First].Owed.ShouldBe(Francs(700));
        Balance(world, Weavers, Account.StrikeFund(Ribbons)).ShouldBe(300);
        world.Section(Builders).Loans.Taken[FirstAid].Redirects.ShouldBeEmpty();
    }

    [Fact]
    public void Permissions_for_one_strike_add_up()
    {
        var world = Lent();
        world.Do(Printers, new RedirectRepayment(First, Ribbons, Weavers, Francs(300))).Settle();
        world.Do(Printers, new RedirectRepayment(First, Ribbons, Weavers, Francs(200))).Settle();
        world.Do(Builders, ToTheWeavers(500)).RestSoundly();
        Balance(world, Weavers, Account.StrikeFund(Ribbons)).ShouldBe(500);
    }

    // Invariant 13: 9,224 sums of the largest would pass 64 bits.
    [Fact]
    public void However_often_a_lender_lets_a_loan_go_to_a_strike_it_is_never_more_than_is_owed()
    {
        var most = Francs(Amount.MinorMax);
        var owing = BuildersOnStrike.Given(new LoanEvent.LoanTaken(
            FirstAid, Lockout, most, Number: null, At: null,
            LedgerEntry.Move(most, Account.Borrowed, Account.Loans)));
        for (var i = 0; i < 9_300; i++)
            owing = owing.After(new LearnRedirect(FirstAid, Ribbons, Weavers, most));
        owing.State.Loans.Taken[FirstAid].Redirects.ShouldBe([new Redirect(Ribbons, Weavers, most)]);
        owing.When(new LearnRedirect(FirstAid, Ribbons, Weavers, new Amount(5, Gbp))).ThenNothing();
    }

    [Fact]
    public void A_loan_goes_to_so_many_strikes_and_no_more()
    {
        var owing = BuildersOnStrike.Given(new LoanEvent.LoanTaken(
            FirstAid, Lockout, Francs(500), Number: null, At: null,
            LedgerEntry.Move(Francs(500), Account.Borrowed, Account.Loans)));
        for (var i = 0; i < Loan.RedirectsMax; i++)
            owing = owing.After(new LearnRedirect(FirstAid, new StrikeId($"strike-{i}"), Weavers, Francs(1)));
        owing.When(new LearnRedirect(FirstAid, Ribbons, Weavers, Francs(1))).ThenRefused("LIMIT_REACHED");
        owing.After(new LearnRedirect(FirstAid, new StrikeId("strike-7"), Weavers, Francs(1)));
    }

    [Fact]
    public void What_comes_back_beyond_the_debt_is_the_lenders_money_and_no_debt_below_nothing()
    {
        var lent = PrintersWithCall.After(Pledge(1_000, AidKind.Loan))
            .Given(new PledgeEvent.PledgeHonoured(
                First, Francs(1_000), LedgerEntry.Move(Francs(1_000), Account.Loans, Account.Lent)));
        var back = new Purpose.ToLender(Printers, First, Builders, Back);
        var paid = lent.After(new ToTreasury(new HopCommand.TakeIn(
            Key(), Hop(Builders, Printers, Amount.MinorMax), back, [])));
        paid.State.Promises.Pledges[First].Owed.ShouldBe(Francs(0));
        paid.State.Treasury.Book.Balance(Account.Lent, Chf).ShouldBe(0);
        paid.State.Available(Chf).Minor.ShouldBe(Amount.MinorMax + 99_000);
        paid.When(new LearnClaimReduced(First, Francs(5))).ThenNothing();
    }

    [Fact]
    public void A_redirected_repayment_that_came_back_is_no_longer_on_the_board_as_on_its_way()
    {
        var world = Lent().Close(Builders, Weavers);
        world.Do(Printers, new RedirectRepayment(First, Ribbons, Weavers, Francs(300))).Settle();
        world.Do(Builders, ToTheWeavers(300)).RestSoundly();
        var aid = world.Strike(Ribbons).Aid.Pieces[new AidKey(Party.Of(Builders), Back)];
        aid.OnItsWay.ShouldBeNull();
        aid.State.ShouldBe(AidState.Withdrawn);
    }

    [Fact]
    public void A_repayment_does_not_go_to_a_strike_of_the_borrowers_own()
    {
        var world = Lent();
        world.Ask(Printers, new RedirectRepayment(First, Lockout, Builders, Francs(5)))!.Reason.ShouldBe("OWN_STRIKE");
        world.Ask(Builders, ToTheWeavers(5) with { RedirectTo = Lockout, RedirectSection = Builders })!
            .Reason.ShouldBe("OWN_STRIKE");
    }

    [Fact]
    public void What_cannot_be_redirected_is_refused()
    {
        var world = Lent();
        var redirect = new RedirectRepayment(First, Ribbons, Weavers, Francs(5));
        world.Ask(Printers, redirect with { Amount = Francs(0) })!.Reason.ShouldBe("AMOUNT_NOT_PAYABLE");
        world.Ask(Printers, redirect with { Pledge = Back })!.Reason.ShouldBe("UNKNOWN_PLEDGE");
        world.Ask(Printers, redirect with { Amount = new Amount(5, Gbp) })!.Reason.ShouldBe("NOT_A_LOAN");
        world.Ask(Printers, redirect with { Amount = Francs(1_001) })!.Reason.ShouldBe("MORE_THAN_OWED");
        world.Ask(Builders, Repay(5) with { RedirectTo = Ribbons })!.Reason.ShouldBe("MALFORMED");
        world.Ask(Builders, Repay(5) with { Loan = new AidKey(Party.Named("A hatter"), First) })!
            .Reason.ShouldBe("UNKNOWN_LOAN");
        world.Ask(Builders, Repay(5) with { Amount = new Amount(5, Gbp) })!.Reason.ShouldBe("MALFORMED");
        world.Ask(Builders, Repay(5) with { Authority = "" })!.Reason.ShouldBe("MALFORMED");
    }

    [Fact]
    public void A_lender_outside_the_system_is_paid_at_once_and_the_authority_is_on_record()
    {
        var loan = new AidKey(Party.Named("A hatter"), First);
        BuildersOnStrike
            .After(new Deposit(Francs(500), ""))
            .After(new RecordLoan(First, "A hatter", Lockout, Francs(300)))
            .When(Repay(200) with { Loan = loan })
            .Then(new LoanEvent.RepaidOutside(Back, loan, Francs(200), FromFund: null, "assembly", 3, Noon,
                LedgerEntry.Move(Francs(200), Account.Treasury, Account.Outside)
                    .And(LedgerEntry.Move(Francs(200), Account.Loans, Account.Borrowed))));
    }

    [Fact]
    public void An_older_debt_is_recorded_once()
    {
        var recorded = BuildersOnStrike.After(new RecordLoan(First, "A hatter", Lockout, Francs(300)));
        recorded.When(new RecordLoan(First, "A hatter", Lockout, Francs(300))).ThenRefused("LOAN_EXISTS");
        recorded.When(new RecordLoan(Back, "", Lockout, Francs(300))).ThenMalformed("lender");
        recorded.When(new RecordLoan(Back, "A hatter", Ribbons, Francs(300))).ThenRefused("UNKNOWN_STRIKE");
    }
}
