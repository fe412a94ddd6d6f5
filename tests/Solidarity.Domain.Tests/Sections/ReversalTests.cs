using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Sections.Reversals.ReversalCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>An entry that was wrong is reversed by one that names it, once, and stays in the book.</summary>
public sealed class ReversalTests
{
    private static readonly Account Fund = Account.StrikeFund(Lockout);
    private static readonly AidKey Loan = new(Party.Named("Council"), new PledgeId("loan"));

    private static Scenario<Section, SectionCommand, SectionEvent> Printers1000 => PrintersWithCall;

    private static Scenario<Section, SectionCommand, SectionEvent> Funded => BuildersOnStrike
        .After(new OwnStrikeCommand.ReceiveOutsideAid(Lockout, First, "A hatter", AidKind.Gift, Francs(1_000), ""));

    [Fact]
    public void The_opposite_is_booked_and_names_the_entry_and_the_reason()
    {
        var deposit = LedgerEntry.Move(Francs(100_000), Account.Outside, Account.Treasury);
        Printers1000.When(new ReverseEntry(1, "counted twice")).Then(new ReversalEvent.EntryReversed(
            2, 1, new PlainEntry(PlainEntryKind.Deposit, Francs(100_000), deposit), "counted twice",
            new LedgerEntry(
                [new(Account.Outside, Chf, 100_000), new(Account.Treasury, Chf, -100_000)])));
        var after = Printers1000.After(new ReverseEntry(1, "counted twice")).State;
        after.Available(Chf).Minor.ShouldBe(0);
        after.Entries.Latest[1].ReversedBy.ShouldBe(2);
    }

    [Fact]
    public void An_entry_is_reversed_once_and_a_reversal_never()
    {
        var reversed = Printers1000.After(new ReverseEntry(1, "counted twice"));
        reversed.When(new ReverseEntry(1, "again")).ThenRefused("ENTRY_REVERSED");
        reversed.When(new ReverseEntry(2, "it was right")).ThenRefused("ENTRY_IS_REVERSAL");
        reversed.When(new ReverseEntry(3, "?")).ThenRefused("UNKNOWN_ENTRY");
        reversed.When(new ReverseEntry(0, "?")).ThenRefused("UNKNOWN_ENTRY");
        Printers1000.When(new ReverseEntry(1, "")).ThenMalformed("reason");
    }

    [Fact]
    public void Not_more_is_taken_back_than_is_available()
    {
        Printers1000.After(Pledge(5_000)).When(new ReverseEntry(1, "counted twice"))
            .ThenRefused("NOT_ENOUGH_AVAILABLE");
        Funded.After(new OwnStrikeCommand.PayStrikePay(Lockout, Francs(1), ""))
            .When(new ReverseEntry(1, "it was for others")).ThenRefused("FUND_TOO_SMALL");
    }

    [Fact]
    public void A_payment_comes_back_where_there_is_room_for_it()
    {
        var paid = Printers1000.After(new OwnTreasuryCommand.PayOut(Francs(400), "rent"));
        paid.After(new ReverseEntry(2, "not ours")).State.Available(Chf).ShouldBe(Francs(100_000));
        const long most = Domain.Money.Amount.MinorMax;
        var full = paid.After(new OwnTreasuryCommand.Deposit(Francs(most), ""))
            .After(new OwnTreasuryCommand.Deposit(Francs(most - 99_600), ""));
        full.When(new ReverseEntry(2, "not ours")).ThenRefused("LIMIT_REACHED");
    }

    [Fact]
    public void Strike_pay_goes_back_into_the_fund_and_the_strike_is_told()
    {
        var paid = Funded.After(new OwnStrikeCommand.PayStrikePay(Lockout, Francs(400), "first week"));
        paid.When(new ReverseEntry(2, "not paid")).ThenTells(
            new Message(Lockout, new PayCommand.LearnStrikePayReversed(Builders, 2)));
        paid.After(new ReverseEntry(2, "not paid")).State.Treasury.Book.Balance(Fund, Chf).ShouldBe(1_000);
    }

    [Fact]
    public void The_strike_counts_only_what_was_paid()
    {
        var week = Today.AddDays(7);
        var strike = Scenarios.Strike(Lockout).After(new LifecycleCommand.Open(Builders, Facts))
            .After(new PayCommand.LearnStrikePay(Builders, Francs(400), Today, Entry: 2))
            .After(new PayCommand.LearnStrikePay(Builders, Francs(500), week, Entry: 3));
        var right = strike.After(new PayCommand.LearnStrikePayReversed(Builders, 3));
        right.State.Pay.LastPaid.ShouldBe(Today);
        right.State.Pay.PaidOut[Chf].ShouldBe(400);
        right.When(new PayCommand.LearnStrikePayReversed(Builders, 3)).ThenNothing();
        strike.When(new PayCommand.LearnStrikePayReversed(Weavers, 3)).ThenNothing();
        right.After(new PayCommand.LearnStrikePayReversed(Builders, 2)).State.Pay.LastPaid.ShouldBeNull();
    }

    [Fact]
    public void What_can_be_reversed_the_strike_still_knows()
    {
        StrikePay.LatestMax.ShouldBeGreaterThanOrEqualTo(PlainEntries.LatestMax);
        var strike = Scenarios.Strike(Lockout).After(new LifecycleCommand.Open(Builders, Facts));
        for (var i = 0; i <= StrikePay.LatestMax; i++)
            strike = strike.After(new PayCommand.LearnStrikePay(Builders, Francs(1), Today.AddDays(-i), Entry: i));
        strike.State.Pay.Latest.Count.ShouldBe(StrikePay.LatestMax);
        strike.State.Pay.LastPaid.ShouldBe(Today, "also where that payment can be reversed no more");
        strike.When(new PayCommand.LearnStrikePayReversed(Builders, 0)).ThenNothing();
    }

    [Fact]
    public void Aid_that_did_not_come_is_withdrawn_from_the_board()
    {
        Funded.When(new ReverseEntry(1, "it was for others")).ThenTells(new Message(Lockout, new AidCommand.LearnAid(
            new AidKey(Party.Named("A hatter"), First), AidKind.Gift, AidState.Withdrawn, Francs(1_000), Counted: true,
            "it was for others", Builders)));
        var key = new AidKey(Party.Named("A hatter"), First);
        var strike = Scenarios.Strike(Lockout).After(new LifecycleCommand.Open(Builders, Facts))
            .After(new AidCommand.LearnAid(
                key, AidKind.Gift, AidState.Honoured, Francs(1_000), Counted: true, "", Builders))
            .After(new AidCommand.LearnMoney(key, AidKind.Gift, 1, MoneyStage.Received, Francs(1_000), Builders));
        var after = strike.After(new AidCommand.LearnAid(
            key, AidKind.Gift, AidState.Withdrawn, Francs(1_000), Counted: true, "wrong", Builders)).State;
        after.Aid.Totals.ShouldBeEmpty();
        after.Aid.Pieces[key].Received.ShouldBeNull();
        after.Aid.Pieces[key].State.ShouldBe(AidState.Withdrawn);
        after.Aid.Answers.ShouldBe(new AnswerCounts(0, 0, Declined: 0, Unanswered: 1));
    }

    [Fact]
    public void A_recorded_loan_is_reversed_before_it_is_repaid_or_after_its_repayments_are()
    {
        var owing = BuildersOnStrike.After(new OwnTreasuryCommand.Deposit(Francs(1_000), ""))
            .After(new LoanCommand.RecordLoan(Loan.Id, "Council", Lockout, Francs(300)));
        owing.After(new ReverseEntry(2, "it was a gift")).State.Loans.Taken.ShouldBeEmpty();

        var repaid = owing.After(new LoanCommand.RepayLoan(Loan, First, Francs(100), null, null, "assembly"));
        repaid.When(new ReverseEntry(2, "it was a gift")).ThenRefused("LOAN_BEING_REPAID");
        repaid.When(new ReverseEntry(3, "not paid")).ThenTells(new Message(Lockout, new AidCommand.LearnAid(
            new AidKey(Party.Of(Builders), First), AidKind.Repayment, AidState.Withdrawn, Francs(100), Counted: false,
            "not paid", By: Builders)));
        var unpaid = repaid.After(new ReverseEntry(3, "not paid"));
        unpaid.State.Loans.Taken[Loan].Owed.ShouldBe(Francs(300));
        unpaid.State.Available(Chf).ShouldBe(Francs(1_000));
        var without = unpaid.After(new ReverseEntry(2, "it was a gift")).State.Treasury.Book;
        without.Balance(Account.Borrowed, Chf).ShouldBe(0);
        without.Balance(Account.Loans, Chf).ShouldBe(0);
    }

    [Fact]
    public void Older_entries_are_named_as_such()
    {
        var section = Printers1000;
        for (var i = 0; i < PlainEntries.LatestMax; i++)
            section = section.After(new OwnTreasuryCommand.Deposit(Francs(1), "", Again: true));
        section.State.Entries.Latest.Count.ShouldBe(PlainEntries.LatestMax);
        section.When(new ReverseEntry(1, "late")).ThenRefused("ENTRY_TOO_OLD");
        // The oldest one makes room for its own reversal.
        var after = section.After(new ReverseEntry(2, "late")).State;
        after.Entries.Latest.ShouldNotContainKey(2);
        after.Entries.Count.ShouldBe(PlainEntries.LatestMax + 2);
    }

    [Fact]
    public void What_is_no_opposite_does_not_fold()
    {
        var deposit = Printers1000.State.Entries.Latest[1];
        var forged = new ReversalEvent.EntryReversed(2, 1, deposit, "forged", LedgerEntry.Move(
            Francs(99_999), Account.Treasury, Account.Outside));
        Should.Throw<InvalidOperationException>(() => Printers1000.Given(forged));
        var skipped = forged with { Number = 3, Entry = deposit.Entry.Opposite };
        Should.Throw<InvalidOperationException>(() => Printers1000.Given(skipped));
    }

    [Fact]
    public void Money_that_came_with_its_loan_is_no_plain_entry() =>
        BuildersOnStrike.Given(LoanRulesTaken()).State.Entries.Count.ShouldBe(0);

    private static LoanEvent.LoanTaken LoanRulesTaken() => new(
        FirstAid, Lockout, Francs(5), Number: null, At: null,
        LedgerEntry.Move(Francs(5), Account.Borrowed, Account.Loans));
}
