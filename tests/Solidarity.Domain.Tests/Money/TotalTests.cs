using System.Text.Json;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Money;

/// <summary>Invariants 1 and 13: sums of any number of sums are exact, and stop where they are shown.</summary>
public sealed class TotalTests
{
    private static readonly Int128 Large = (Int128)10_000 * Amount.MinorMax * 1_000;

    [Fact]
    public void A_book_takes_more_than_64_bits_and_keeps_it_exactly()
    {
        var book = Book.Empty;
        var most = LedgerEntry.Move(Francs(Amount.MinorMax), Account.From(Romande), Account.Treasury);
        for (var i = 0; i < 9_300; i++)
            book = book.Post(most);
        book.Balance(Account.Treasury, Chf).ShouldBe((Int128)9_300 * Amount.MinorMax);
        book.Balance(Account.From(Romande), Chf).ShouldBe(-(Int128)9_300 * Amount.MinorMax);
        var text = JsonSerializer.Serialize(book, BookJson.OfJournal);
        var read = JsonSerializer.Deserialize(text, BookJson.OfJournal)!;
        JsonSerializer.Serialize(read, BookJson.OfJournal).ShouldBe(text);
        text.ShouldContain("\"treasury\":9300000000000000000}");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, -5)]
    [InlineData(Amount.MinorMax, Amount.MinorMax)]
    [InlineData(Amount.TotalMinorMax, Amount.TotalMinorMax)]
    [InlineData(long.MaxValue, Amount.TotalMinorMax)]
    [InlineData(long.MinValue, -Amount.TotalMinorMax)]
    public void A_total_is_shown_up_to_what_every_reader_of_json_holds(long minor, long shown) =>
        Total.ShownMinor(minor).ShouldBe(shown);

    [Fact]
    public void A_total_beyond_that_says_so()
    {
        new Total(Large, Chf).ToString().ShouldBe("more than 90071992547409.91 CHF");
        new Total(-Large, Chf).ToString().ShouldBe("less than -90071992547409.91 CHF");
        new Total(1_250, Chf).ToString().ShouldBe("12.50 CHF");
    }

    [Fact]
    public void Its_json_is_exact_however_large_it_is()
    {
        var text = JsonSerializer.Serialize(new Total(Large, Gbp));
        text.ShouldBe("""{"minor":10000000000000000000000,"currency":"GBP/240"}""");
        JsonSerializer.Deserialize<Total>(text).ShouldBe(new Total(Large, Gbp));
    }
}
