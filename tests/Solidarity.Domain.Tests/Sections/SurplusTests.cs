using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Tests.Worlds;
using static Solidarity.Domain.Sections.Surplus.SurplusCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>What is left in the fund of a strike that has ended goes on: to strikers, donors, lenders, other strikes,
/// or into the section's own treasury.</summary>
public sealed class SurplusTests
{
    private static readonly StrikeId Ribbons = new("basel-ribbons");
    private static readonly StrikeId Second = new("geneva-1869");
    private static readonly PledgeId Back = new("back");
    private static readonly AidKey Council = new(Party.Named("Council"), new PledgeId("loan"));

    private static ReturnSurplus ToThePrinters(long minor) =>
        new(Lockout, Back, Printers, Francs(minor), "assembly of 1 May");

    private static PassOnSurplus ToTheWeavers(long minor) =>
        new(Lockout, Back, Ribbons, Weavers, Francs(minor), "assembly of 1 May");

    /// <summary>The printers gave 10.00 CHF to the lockout, which has ended.</summary>
    private static World Ended(AidKind kind = AidKind.Gift)
    {
        var world = new World(11).Found(Printers, Builders, Weavers)
            .Open(Printers, Builders).Open(Builders, Printers).Open(Builders, Weavers)
            .CallThePrinters().Pledge(1_000, kind).RestSoundly();
        world.Do(Weavers, new OwnStrikeCommand.DeclareStrike(Ribbons, Facts));
        return world.Do(Builders, new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, "")).RestSoundly();
    }

    private static Int128 Fund(World world) => Balance(world, Builders, Account.StrikeFund(Lockout));

    private static Int128 Balance(World world, SectionId section, Account account) =>
        world.Section(section).Treasury.Book.Balance(account, Chf);

    [Fact]
    public void Strikers_are_paid_from_it_still()
    {
        var world = Ended().Do(Builders, new OwnStrikeCommand.PayStrikePay(Lockout, Francs(400), "what was owed"));
        world.RestSoundly();
        world.Strike(Lockout).Pay.PaidOut[Chf].ShouldBe(400);
    }

    [Fact]
    public void It_goes_back_to_a_section_that_gave()
    {
        var world = Ended().Do(Builders, ToThePrinters(600)).RestSoundly();
        Fund(world).ShouldBe(400);
        Balance(world, Printers, Account.Treasury).ShouldBe(99_600);
        world.Strike(Lockout).FundUses[Chf].Returned.ShouldBe(600);
        world.Ask(Builders, ToThePrinters(1))!.Reason.ShouldBe("PLEDGE_EXISTS");
    }

    [Fact]
    public void Where_there_is_no_way_it_is_in_the_fund_again()
    {
        var world = Ended().Close(Builders, Printers).Do(Builders, ToThePrinters(600)).RestSoundly();
        Fund(world).ShouldBe(1_000);
        world.Strike(Lockout).FundUses.ShouldBeEmpty();
    }

    [Fact]
    public void It_goes_on_to_another_strike_and_its_board_says_what_it_is()
    {
        var world = Ended().Do(Builders, ToTheWeavers(600)).RestSoundly();
        Balance(world, Weavers, Account.StrikeFund(Ribbons)).ShouldBe(600);
        world.Strike(Lockout).FundUses[Chf].PassedOn.ShouldBe(600);
        var aid = world.Strike(Ribbons).Aid.Pieces[new AidKey(Party.Of(Builders), Back)];
        (aid.Kind, aid.Received).ShouldBe((AidKind.Surplus, Francs(600)));
        world.Strike(Ribbons).Aid.Totals[Chf].ShouldBe(new AidTotals(0, 0, 0, Received: 600, Gifts: 0, Loans: 0));
    }

    [Fact]
    public void It_goes_on_to_another_strike_of_the_same_section_in_its_book()
    {
        var world = Ended().Do(Builders, new OwnStrikeCommand.DeclareStrike(Second, Facts));
        world.Do(Builders, ToTheWeavers(600) with { To = Second, Section = Builders }).RestSoundly();
        Balance(world, Builders, Account.StrikeFund(Second)).ShouldBe(600);
        world.Strike(Second).Aid.Totals[Chf].Received.ShouldBe(600);
        world.Strike(Lockout).FundUses[Chf].PassedOn.ShouldBe(600);
    }

    [Fact]
    public void The_section_keeps_it_by_a_decision()
    {
        var world = Ended().Do(Builders, new KeepSurplus(Lockout, Francs(1_000), "assembly of 1 May")).RestSoundly();
        Fund(world).ShouldBe(0);
        Balance(world, Builders, Account.Treasury).ShouldBe(1_000);
        world.Strike(Lockout).FundUses[Chf].Kept.ShouldBe(1_000);
        world.Ask(Builders, new KeepSurplus(Lockout, Francs(1), ""))!.Reason.ShouldBe("MALFORMED");
    }

    [Fact]
    public void Loans_are_repaid_from_it()
    {
        var world = Ended(AidKind.Loan).Do(Builders, new LoanCommand.RepayLoan(
            FirstAid, Back, Francs(300), null, null, "assembly of 1 May", FromFund: Lockout)).RestSoundly();
        Fund(world).ShouldBe(700);
        world.Section(Builders).Loans.Taken[FirstAid].Owed.ShouldBe(Francs(700));
        world.Strike(Lockout).FundUses[Chf].Repaid.ShouldBe(300);
    }

    [Fact]
    public void A_loan_from_outside_that_was_repaid_by_mistake_is_in_the_fund_again()
    {
        var world = Ended().Do(Builders, new LoanCommand.RecordLoan(Council.Id, "Council", Lockout, Francs(500)));
        world.Do(Builders, new LoanCommand.RepayLoan(
            Council, Back, Francs(300), null, null, "assembly of 1 May", FromFund: Lockout)).RestSoundly();
        world.Strike(Lockout).FundUses[Chf].Repaid.ShouldBe(300);
        world.Do(Builders, new ReversalCommand.ReverseEntry(2, "not sent")).RestSoundly();
        Fund(world).ShouldBe(1_000);
        world.Strike(Lockout).FundUses.ShouldBeEmpty();
    }

    [Fact]
    public void A_repayment_that_cannot_be_sent_is_in_the_fund_again()
    {
        var world = Ended(AidKind.Loan).Close(Builders, Printers).Do(Builders, new LoanCommand.RepayLoan(
            FirstAid, Back, Francs(300), null, null, "assembly of 1 May", FromFund: Lockout)).RestSoundly();
        Fund(world).ShouldBe(1_000);
        world.Strike(Lockout).FundUses.ShouldBeEmpty();
        world.Section(Builders).Loans.Taken[FirstAid].Owed.ShouldBe(Francs(1_000));
    }

    [Fact]
    public void While_the_strike_goes_on_its_fund_is_for_strike_pay()
    {
        var open = BuildersOnStrike.After(new OwnStrikeCommand.ReceiveOutsideAid(
            Lockout, First, "A hatter", AidKind.Gift, Francs(1_000), ""));
        open.When(ToThePrinters(1)).ThenRefused("STRIKE_GOES_ON");
        open.When(new KeepSurplus(Lockout, Francs(1), "assembly")).ThenRefused("STRIKE_GOES_ON");
        open.After(new LoanCommand.RecordLoan(Council.Id, "Council", Lockout, Francs(500)))
            .When(new LoanCommand.RepayLoan(Council, Back, Francs(1), null, null, "assembly", FromFund: Lockout))
            .ThenRefused("STRIKE_GOES_ON");

        var ended = open.After(new OwnStrikeCommand.EndStrike(Lockout, Outcome.Lost, ""));
        ended.When(ToThePrinters(1_001)).ThenRefused("FUND_TOO_SMALL");
        ended.When(ToThePrinters(1) with { Strike = Ribbons }).ThenRefused("UNKNOWN_STRIKE");
        ended.When(ToThePrinters(1) with { Donor = Builders }).ThenRefused("OWN_TREASURY");
        ended.When(ToThePrinters(1) with { Authority = "" }).ThenMalformed("authority");
        ended.When(ToTheWeavers(1) with { To = Lockout }).ThenMalformed("to_strike");
        ended.After(ToThePrinters(1)).When(ToThePrinters(1) with { Id = First }).ThenRefused("DONE_JUST_NOW");
        ended.After(ToTheWeavers(1)).When(ToTheWeavers(1) with { Id = First }).ThenRefused("DONE_JUST_NOW");
    }

    [Fact]
    public void A_section_that_keeps_no_such_money_lets_it_go_back()
    {
        var world = Ended().Do(Builders, new OwnTreasuryCommand.Deposit(new Domain.Money.Amount(500, Gbp), ""));
        world.Ask(Builders, ToThePrinters(1) with { Amount = new Domain.Money.Amount(1, Gbp) })!.Reason
            .ShouldBe("FUND_TOO_SMALL");
    }
}
