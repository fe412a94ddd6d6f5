using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

public sealed class StatementTests
{
    [Fact]
    public async Task A_statement_tells_each_movement_with_the_balances_after_it()
    {
        await using var server = await GaveAsync();
        var statement = await server.Books.GetStatementAsync(new() { Body = Joiners });

        statement.NextPageToken.ShouldBeEmpty();
        statement.Entries.Select(entry => (entry.What, entry.Memo, Balance(entry, "treasury"))).ShouldBe(
        [
            ("section.deposited.v1", "collected", 100_00),
            ("section.pledged.v1", "set aside for pledge p-1: general meeting", 40_00),
            ("treasury.dispatched.v1", statement.Entries[2].Memo, null),
            ("treasury.hop-sent.v1", statement.Entries[3].Memo, null),
        ]);
        statement.Entries[2].Memo.ShouldStartWith("set aside for transfer p-1-");
        statement.Entries[3].Memo.ShouldEndWith("to federations/geneva");
        statement.Entries.Skip(1).Take(2).Select(entry => entry.Strike).ShouldBe([Strike, Strike]);
        foreach (var entry in statement.Entries)
            entry.Postings.Sum(posting => posting.Amount.MinorUnits).ShouldBe(0);
        var balances = (await server.Books.GetBalancesAsync(new() { Body = Joiners })).Balances;
        statement.Entries[^1].Balances.ShouldBeSubsetOf(balances);
    }

    [Fact]
    public async Task A_statement_comes_in_pages_and_resumes_behind_a_position()
    {
        await using var server = await GaveAsync();
        var whole = (await server.Books.GetStatementAsync(new() { Body = Joiners })).Entries;
        var pages = new List<V1.StatementEntry>();
        var request = new V1.GetStatementRequest { Body = Joiners, PageSize = 1 };
        do
        {
            var page = await server.Books.GetStatementAsync(request);
            // A pledge that is honoured at once is two movements at one position, which stay together.
            page.Entries.Select(entry => entry.Position).Distinct().ShouldHaveSingleItem();
            pages.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        pages.ShouldBe(whole);

        var later = await server.Books.GetStatementAsync(
            new() { Body = Joiners, AfterPosition = whole[0].Position });
        later.Entries.ShouldBe(whole.Skip(1));
        request.PageToken = (await server.Books.GetStatementAsync(request)).NextPageToken;
        request.AfterPosition = 1;
        (await Refused.ByAsync(server.Books.GetStatementAsync(request)))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "page_token");
    }

    [Fact]
    public async Task What_arrives_stands_in_the_statement_of_the_strikers()
    {
        await using var server = await GaveAsync();
        var entry = (await server.Books.GetStatementAsync(new() { Body = Masons })).Entries
            .ShouldHaveSingleItem();

        (entry.What, entry.Strike, entry.Memo).ShouldBe(
            ("section.aid-arrived.v1", Strike, "aid p-1 from joiners, by federations/geneva"));
        Balance(entry, "strike-fund:masons-1868").ShouldBe(60_00);
        entry.Time.ToDateTimeOffset().ShouldBe(server.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_federation_has_a_statement_of_what_passed_through_and_balances_to_it()
    {
        await using var server = await GaveAsync();
        await server.Sections.PayDuesAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Federation = Geneva,
            Amount = Francs(10),
        });
        await server.QuietAsync();
        var statement = (await server.Books.GetStatementAsync(new() { Body = Geneva })).Entries;
        var book = await server.Books.GetBalancesAsync(new() { Body = Geneva });

        statement[0].What.ShouldBe("treasury.hop-taken-in.v1");
        statement[0].Bodies.ShouldBe([Joiners]);
        statement[1].What.ShouldBe("treasury.hop-sent.v1");
        statement[1].Bodies.ShouldBe([Masons]);
        (statement[^1].What, statement[^1].Memo).ShouldBe(("federation.dues-received.v1", "dues of section joiners"));
        statement[^1].Bodies.ShouldBe([Joiners]);
        book.Available.ShouldBeEmpty("it disposes of nothing");
        book.Balances.Select(balance => (balance.Account, balance.Amount.MinorUnits)).ShouldBe(
        [
            ("dues", 10_00), ("from:sections/joiners", -70_00), ("passing", 0), ("to:sections/masons", 60_00),
        ]);
        var refused = await Refused.ByAsync(server.Books.GetStatementAsync(new() { Body = Geneva, Viewer = Joiners }));
        refused.ShouldSay(StatusCode.PermissionDenied, "OWN_BOOK_ONLY");
        (await Refused.ByAsync(server.Books.GetBalancesAsync(new() { Body = "federations/nowhere" })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
    }

    [Fact]
    public async Task A_movement_names_the_decision_that_it_rests_on_and_whom_it_is_for()
    {
        await using var server = await GaveAsync();
        var pledged = (await server.Books.GetStatementAsync(new() { Body = Joiners })).Entries[1];
        (pledged.What, pledged.Authority).ShouldBe(("section.pledged.v1", "general meeting"));
        pledged.Bodies.ShouldBe([Masons]);
        await server.Sections.PayOutAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Amount = Francs(1),
            Memo = "rent",
        });
        await server.Sections.ReverseEntryAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Entry = 2,
            Reason = "typed twice",
        });
        await server.QuietAsync();
        var reversal = (await server.Books.GetStatementAsync(new() { Body = Joiners })).Entries[^1];
        (reversal.Reverses, reversal.ReversesWhat).ShouldBe((2, "section.paid-out.v1"));
    }

    [Fact]
    public async Task Days_cut_a_statement_and_balances_are_those_of_the_end_of_a_day()
    {
        await using var server = await BegunAsync();
        var first = DateOnly.FromDateTime(server.Time.GetUtcNow().UtcDateTime);
        var before = await server.Books.GetBalancesAsync(new() { Body = Joiners });
        server.Time.Advance(TimeSpan.FromDays(2));
        await server.DepositAsync(Joiners, 7);
        await server.QuietAsync();
        var (second, between) = (Day(first.AddDays(2)), Day(first.AddDays(1)));

        (await Days(Day(first), between)).ShouldAllBe(entry => entry.Memo == "collected");
        (await Days(between, "")).ShouldHaveSingleItem().Postings[1].Amount.MinorUnits.ShouldBe(7_00);
        (await Days(second, second)).ShouldHaveSingleItem();
        (await Days("", between)).Count.ShouldBe((await Days("", "")).Count - 1);
        foreach (var day in (string[])[Day(first), between])
            (await server.Books.GetBalancesAsync(new() { Body = Joiners, AtDay = day })).ShouldBe(before);
        (await server.Books.GetBalancesAsync(new() { Body = Joiners, AtDay = Day(first.AddDays(-1)) }))
            .Balances.ShouldBeEmpty();
        (await server.Books.GetBalancesAsync(new() { Body = Joiners, AtDay = second }))
            .ShouldBe(await server.Books.GetBalancesAsync(new() { Body = Joiners }));

        (await Refused.ByAsync(server.Books.GetBalancesAsync(new() { Body = Joiners, AtDay = Day(first.AddDays(3)) })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "at_day");
        (await Refused.ByAsync(server.Books.GetStatementAsync(
            new() { Body = Joiners, FromDay = second, ToDay = between })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "to_day");
        (await Refused.ByAsync(server.Books.GetStatementAsync(new() { Body = Joiners, FromDay = "3.5.1868" })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "from_day");

        async Task<IReadOnlyList<V1.StatementEntry>> Days(string from, string to) => (await server.Books
            .GetStatementAsync(new() { Body = Joiners, FromDay = from, ToDay = to })).Entries;

        static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static async Task<TestServer> GaveAsync()
    {
        var server = await BegunAsync();
        var pledge = server.PledgeOf(Joiners, "p-1", 60);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        return server;
    }

    private static long? Balance(V1.StatementEntry entry, string account) =>
        entry.Balances.SingleOrDefault(balance => balance.Account == account)?.Amount.MinorUnits;
}
