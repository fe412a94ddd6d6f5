using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Solidarity.Commands.Books;
using Solidarity.V1;
using Xunit.Abstractions;

namespace Solidarity.Commands.Tests.Books;

/// <summary>Exports of made-up books, with the most awkward texts and currencies, as the real programs read them.
/// </summary>
public sealed partial class ExportTests(ITestOutputHelper output) : IDisposable
{
    private const string SeedVariable = "SOLIDARITY_TEST_SEED";

    private static readonly Money Franc = new() { CurrencyCode = "CHF", UnitsPerMajor = 100 };
    private static readonly Money OldPound = new() { CurrencyCode = "GBP", UnitsPerMajor = 240 };
    private static readonly Money Yen = new() { CurrencyCode = "JPY", UnitsPerMajor = 1 };
    private static readonly Money Dinar = new() { CurrencyCode = "KWD", UnitsPerMajor = 1_000 };
    private static readonly Money Odd = new() { CurrencyCode = "XTS", UnitsPerMajor = 7 };
    private static readonly Money[] Currencies = [Franc, OldPound, Yen, Dinar, Odd];

    private static readonly string[] Texts =
    [
        "", "collected at the quay", "a; b", "date:2020-01-01, x:y", "[2020-01-01]", "say \"no\" \\", "two\nlines\tand",
        "=1+1", "-5 CHF", "@SUM(A1)", "; date:1999-01-01", "石工組合 | ½", "\\", "* ! (9)", "\"", "  two  spaces  ",
    ];

    private static readonly (string What, string From, string To)[] Kinds =
    [
        ("section.deposited.v1", "outside", "treasury"),
        ("section.paid-out.v1", "treasury", "outside"),
        ("section.dues-paid.v1", "treasury", "to:federations/geneva"),
        ("section.pledged.v1", "treasury", "pledged"),
        ("treasury.dispatched.v1", "pledged", "held"),
        ("treasury.hop-sent.v1", "held", "to:federations/geneva"),
        ("section.aid-arrived.v1", "from:federations/geneva", "strike-fund:masons-1868"),
        ("section.strike-pay-paid.v1", "strike-fund:masons-1868", "outside"),
        ("section.loan-taken.v1", "borrowed", "loans"),
        ("federation.dues-received.v1", "from:sections/masons", "dues"),
        ("federation.collected.v1", "outside", "passing"),
        ("section.of-a-newer-service.v1", "treasury", "something-new:x"),
    ];

    private readonly Bookkeeper _bookkeeper = new();

    public void Dispose() => _bookkeeper.Dispose();

    [BookkeeperFact]
    public void The_programs_find_nothing_wrong_in_any_book_and_the_balances_are_the_same()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given)
            ? given
            : Random.Shared.Next();
        output.WriteLine($"{SeedVariable}={seed}");
        for (var run = 0; run < 8; run++)
        {
            var statement = Statement(new Random(seed + run), entries: 5 + (run * 20));
            var book = BookExport.Of("sections/masons", statement, [], default);
            var journal = Written(HledgerText.Write, book);

            _bookkeeper.CheckHledger(journal).ShouldBeEmpty();
            _bookkeeper.CheckBeancount(Written(BeancountText.Write, book)).ShouldBeEmpty();
            _bookkeeper.Balances(journal).ShouldBe(Sums(book), ignoreOrder: true);
        }
    }

    [BookkeeperFact]
    public void A_part_of_a_book_begins_with_what_stood_there()
    {
        var statement = Statement(new Random(1868), entries: 60);
        var day = new DateOnly(1868, 3, 1);
        var before = statement.Where(entry => Day(entry) < day)
            .SelectMany(entry => entry.Postings).GroupBy(posting => (posting.Account, posting.Amount.CurrencyCode))
            .Select(all => new Balance
            {
                Account = all.Key.Account,
                Amount = new Money(all.First().Amount) { MinorUnits = all.Sum(one => one.Amount.MinorUnits) },
            }).ToArray();
        var whole = BookExport.Of("sections/masons", statement, [], default);
        var part = BookExport.Of(
            "sections/masons", statement.Where(entry => Day(entry) >= day), before, day);

        before.ShouldNotBeEmpty();
        var journal = Written(HledgerText.Write, part);
        _bookkeeper.CheckHledger(journal).ShouldBeEmpty();
        _bookkeeper.CheckBeancount(Written(BeancountText.Write, part)).ShouldBeEmpty();
        string[] assets = ["assets:treasury", "assets:strike-funds:masons-1868", "assets:held"];
        var (all, latest) = (_bookkeeper.Balances(Written(HledgerText.Write, whole)), _bookkeeper.Balances(journal));
        foreach (var (at, sum) in all.Where(one => assets.Contains(one.Key.Account)))
            latest.GetValueOrDefault(at, "0").ShouldBe(sum);
    }

    /// <summary>The balances are asserted exactly: one minor unit is noticed, in a posting and in a balance, with and
    /// without decimals.</summary>
    [BookkeeperFact]
    public void One_minor_unit_that_is_wrong_is_found()
    {
        foreach (var currency in Currencies)
        {
            var book = BookExport.Of("sections/masons", [Entry(
                "section.deposited.v1", "outside", "treasury", currency, 12_345, "x", 1, new DateOnly(1868, 1, 2))], [],
                default);
            foreach (var (write, check) in ((Action<TextWriter, BookExport>, Func<string, string>)[])
                [(HledgerText.Write, _bookkeeper.CheckHledger), (BeancountText.Write, _bookkeeper.CheckBeancount)])
            {
                var text = Written(write, book);
                check(text).ShouldBeEmpty();
                var places = LastDigit().Matches(text).Select(match => match.Index).ToArray();
                places.Length.ShouldBe(4, text);
                foreach (var place in places)
                    check(text[..place] + "6" + text[(place + 1)..]).ShouldNotBeEmpty($"{currency} at {place}");
            }
        }
    }

    [Fact]
    public void Sums_are_exact_in_each_currency()
    {
        Commodity.Of(Franc).Sum(-5).ShouldBe("-0.05");
        Commodity.Of(Franc).Sum(1_234_567).ShouldBe("12345.67");
        Commodity.Of(Yen).ShouldBe(new Commodity("JPY", 0));
        Commodity.Of(Yen).Sum(-120).ShouldBe("-120");
        Commodity.Of(Dinar).Sum(1).ShouldBe("0.001");
        Commodity.Of(OldPound).ShouldBe(new Commodity("GBP/240", null));
        Commodity.Of(OldPound).Sum(1_926).ShouldBe("1926");
        Commodity.Of(new Money { CurrencyCode = "CHF", UnitsPerMajor = 1_000 }).Name.ShouldBe("CHF/1000");
        Commodity.Of(Franc).Sum(Int128.MaxValue).ShouldEndWith("8841057.27");
    }

    [Fact]
    public void A_spreadsheet_runs_nothing_of_a_book()
    {
        var entries = Texts.Select((text, at) => Entry(
            "section.paid-out.v1", "treasury", "outside", Franc, 500, text, at + 1, new DateOnly(1868, 1, 2)));
        var csv = Written(BookCsv.Write, BookExport.Of("sections/masons", entries, [], default));

        var lines = csv.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(1 + (2 * Texts.Length), "a line for each posting");
        foreach (var line in lines)
            Formula().IsMatch(line).ShouldBeFalse(line);
        csv.ShouldContain("\"'=1+1\"");
        lines[1].ShouldEndWith("treasury,assets:treasury,CHF,,5.00,-500,-500");
        lines[2].ShouldEndWith("outside,expenses:payments,CHF,5.00,,500,500");
    }

    [Fact]
    public void A_reversal_takes_back_from_the_account_of_what_it_reverses()
    {
        var entry = new StatementEntry
        {
            What = "section.entry-reversed.v1",
            ReversesWhat = "section.strike-pay-paid.v1",
        };
        Chart.Of("outside", entry).ShouldBe("expenses:strike-pay");
        Chart.Of("strike-fund:masons-1868", entry).ShouldBe("assets:strike-funds:masons-1868");
        Chart.OpeningOf("outside").ShouldBe("equity:outside:brought-forward");
    }

    private static StatementEntry[] Statement(Random random, int entries) =>
    [
        .. Enumerable.Range(1, entries).Select(number =>
        {
            var (what, from, to) = Kinds[random.Next(Kinds.Length)];
            var sum = random.Next(3) == 0 ? random.NextInt64(1, 1_000_000_000_000_000) : random.Next(1, 5_000);
            // A clock that is set back now and then.
            var day = new DateOnly(1868, 1, 1).AddDays(Math.Max(0, number - random.Next(3)) * 2);
            return Entry(what, from, to, Currencies[random.Next(Currencies.Length)], sum,
                Texts[random.Next(Texts.Length)], number, day);
        }),
    ];

    private static StatementEntry Entry(
        string what, string from, string to, Money currency, long minor, string text, int number, DateOnly day) => new()
        {
            Position = number,
            Time = day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc).ToTimestamp(),
            What = what,
            Memo = text,
            Authority = text,
            Strike = "strikes/masons-1868",
            Entry = number % 2 * number,
            Bodies = { "sections/joiners", "federations/geneva" },
            Postings =
            {
                new Posting { Account = from, Amount = new Money(currency) { MinorUnits = -minor } },
                new Posting { Account = to, Amount = new Money(currency) { MinorUnits = minor } },
            },
        };

    private static Dictionary<(string, string), string> Sums(BookExport book) => book.Entries
        .SelectMany(entry => entry.Postings).GroupBy(posting => (posting.Account, posting.Commodity))
        .ToDictionary(all => (all.Key.Account, all.Key.Commodity.Name), all =>
        {
            Int128 sum = 0;
            foreach (var posting in all)
                sum += posting.Minor;
            // hledger writes nothing without decimals.
            return sum == 0 ? "0" : all.Key.Commodity.Sum(sum);
        });

    private static DateOnly Day(StatementEntry entry) => DateOnly.FromDateTime(entry.Time.ToDateTime());

    private static string Written(Action<TextWriter, BookExport> write, BookExport book)
    {
        using var writer = new StringWriter();
        write(writer, book);
        return writer.ToString();
    }

    // Of 12345 minor units, however they are written.
    [GeneratedRegex(@"(?<=[0-9.]{4,})5(?= )")]
    private static partial Regex LastDigit();

    // A field that begins as a formula does, and is no number.
    [GeneratedRegex("(?<=^|,)\"?([=+@\t]|-(?![0-9]+(,|$)))", RegexOptions.ExplicitCapture)]
    private static partial Regex Formula();
}
