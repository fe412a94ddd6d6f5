using Solidarity.Domain.Ledger;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Ledger;

public sealed class BookTests
{
    private static readonly LedgerEntry Deposit = LedgerEntry.Move(Francs(100), Account.Outside, Account.Treasury);

    [Fact]
    public void A_balance_is_the_sum_of_what_was_posted()
    {
        var book = Book.Empty.Post(Deposit).Post(Deposit)
            .Post(LedgerEntry.Move(Francs(30), Account.Treasury, Account.Held));
        book.Balance(Account.Treasury, Chf).ShouldBe(170);
        book.Balance(Account.Outside, Chf).ShouldBe(-200);
        book.BalanceOf(Account.Held, Chf).ShouldBe(Francs(30));
        book.Balance(Account.Treasury, Gbp).ShouldBe(0);
    }

    [Fact]
    public void An_entry_must_balance_in_each_currency()
    {
        Posting[] postings = [new(Account.Outside, Chf, -5), new(Account.Treasury, Gbp, 5)];
        Should.Throw<BookException>(() => Book.Empty.Post(new LedgerEntry([.. postings])));
        new LedgerEntry([.. postings]).UnbalancedIn().ShouldBe(Chf);
        Deposit.UnbalancedIn().ShouldBeNull();
    }

    [Fact]
    public void An_entry_has_postings_and_not_too_many()
    {
        Should.Throw<BookException>(() => Book.Empty.Post(new LedgerEntry([])));
        Should.Throw<BookException>(() => Book.Empty.Post(new LedgerEntry(default)));
        var many = Enumerable.Repeat(Deposit.Postings, LedgerEntry.PostingsMax).SelectMany(p => p);
        Should.Throw<BookException>(() => Book.Empty.Post(new LedgerEntry([.. many])));
    }

    [Fact]
    public void What_holds_money_never_goes_below_zero_but_by_the_end_of_an_entry()
    {
        var book = Book.Empty.Post(Deposit);
        Should.Throw<BookException>(() => book.Post(LedgerEntry.Move(Francs(101), Account.Treasury, Account.Held)));
        var through = LedgerEntry.Move(Francs(50), Account.Held, Account.Outside)
            .And(LedgerEntry.Move(Francs(50), Account.Treasury, Account.Held));
        book.Post(through).Balance(Account.Treasury, Chf).ShouldBe(50);
    }

    [Fact]
    public void A_sum_past_64_bits_is_kept()
    {
        var most = LedgerEntry.Move(Francs(long.MaxValue), Account.Outside, Account.Treasury);
        Book.Empty.Post(most).Post(most).Balance(Account.Treasury, Chf).ShouldBe(2 * (Int128)long.MaxValue);
    }
}
