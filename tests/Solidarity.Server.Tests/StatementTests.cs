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
        var statement = await server.Sections.GetStatementAsync(new() { Section = Joiners });

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
        var balances = (await server.Sections.GetBalancesAsync(new() { Section = Joiners })).Balances;
        statement.Entries[^1].Balances.ShouldBeSubsetOf(balances);
    }

    [Fact]
    public async Task A_statement_comes_in_pages_and_resumes_behind_a_position()
    {
        await using var server = await GaveAsync();
        var whole = (await server.Sections.GetStatementAsync(new() { Section = Joiners })).Entries;
        var pages = new List<V1.StatementEntry>();
        var request = new V1.GetStatementRequest { Section = Joiners, PageSize = 1 };
        do
        {
            var page = await server.Sections.GetStatementAsync(request);
            // A pledge that is honoured at once is two movements at one position, which stay together.
            page.Entries.Select(entry => entry.Position).Distinct().ShouldHaveSingleItem();
            pages.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        pages.ShouldBe(whole);

        var later = await server.Sections.GetStatementAsync(
            new() { Section = Joiners, AfterPosition = whole[0].Position });
        later.Entries.ShouldBe(whole.Skip(1));
        request.PageToken = (await server.Sections.GetStatementAsync(request)).NextPageToken;
        request.AfterPosition = 1;
        (await Refused.ByAsync(server.Sections.GetStatementAsync(request)))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "page_token");
    }

    [Fact]
    public async Task What_arrives_stands_in_the_statement_of_the_strikers()
    {
        await using var server = await GaveAsync();
        var entry = (await server.Sections.GetStatementAsync(new() { Section = Masons })).Entries
            .ShouldHaveSingleItem();

        (entry.What, entry.Strike, entry.Memo).ShouldBe(
            ("section.aid-arrived.v1", Strike, "aid p-1 from joiners, by federations/geneva"));
        Balance(entry, "strike-fund:masons-1868").ShouldBe(60_00);
        entry.Time.ToDateTimeOffset().ShouldBe(server.Time.GetUtcNow());
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
