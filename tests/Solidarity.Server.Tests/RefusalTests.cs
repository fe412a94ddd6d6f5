using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

public sealed class RefusalTests
{
    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        await using var server = await BegunAsync();
        await ShouldNotBeFoundAsync(
            server.Sections.GetSectionAsync(new() { Name = "sections/nobody" }), "UNKNOWN_BODY");
        await ShouldNotBeFoundAsync(
            server.Books.GetBalancesAsync(new() { Body = "sections/nobody" }), "UNKNOWN_BODY");
        await ShouldNotBeFoundAsync(
            server.Books.GetStatementAsync(new() { Body = "sections/nobody" }), "UNKNOWN_BODY");
        await ShouldNotBeFoundAsync(
            server.Federations.GetFederationAsync(new() { Name = "federations/nobody" }), "UNKNOWN_BODY");
        await ShouldNotBeFoundAsync(server.Strikes.GetStrikeAsync(new() { Name = "strikes/none" }), "UNKNOWN_BODY");
        await ShouldNotBeFoundAsync(server.Strikes.GetBoardAsync(new() { Name = "strikes/none" }), "UNKNOWN_BODY");
        await ShouldNotBeFoundAsync(server.Strikes.ListAidAsync(new() { Strike = "strikes/none" }), "UNKNOWN_BODY");
        await ShouldNotBeFoundAsync(server.Calls.ListInboxAsync(new() { Section = "sections/nobody" }), "UNKNOWN_BODY");
        await ShouldNotBeFoundAsync(
            server.Transfers.GetTransferAsync(new() { Name = "transfers/none" }), "UNKNOWN_BODY");
        await ShouldNotBeFoundAsync(
            server.Transfers.RetryTransferAsync(new() { RequestId = server.NewId(), Name = "transfers/none" }),
            "UNKNOWN_BODY");
        await ShouldNotBeFoundAsync(
            server.Pledges.GetPledgeAsync(new() { Name = "sections/joiners/pledges/none" }), "UNKNOWN_PLEDGE");
        await ShouldNotBeFoundAsync(
            server.Pledges.HonourPledgeAsync(new()
            {
                RequestId = server.NewId(),
                Name = "sections/joiners/pledges/none",
            }), "UNKNOWN_PLEDGE");
        await ShouldNotBeFoundAsync(
            server.Sections.DepositAsync(new()
            {
                RequestId = server.NewId(),
                Section = "sections/nobody",
                Amount = Francs(1),
            }), "UNKNOWN_BODY");
        var pledge = server.PledgeOf(Joiners, "p-1", 1);
        pledge.Strike = "strikes/none";
        await ShouldNotBeFoundAsync(server.Pledges.PledgeAsync(pledge), "CALL_UNKNOWN");
        await ShouldNotBeFoundAsync(
            server.Corridors.AgreeToCorridorAsync(new()
            {
                RequestId = server.NewId(),
                From = Joiners,
                To = Printers,
                Given = Chf,
            }), "UNKNOWN_CORRIDOR_OFFER");
        using var watch = server.Strikes.WatchBoard(new() { Name = "strikes/none" });
        Refused.Of(await Should.ThrowAsync<RpcException>(() => watch.NextAsync()))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
    }

    [Fact]
    public async Task An_id_is_given_once()
    {
        await using var server = await BegunAsync();
        ShouldExist(Refused.Of(await Should.ThrowAsync<RpcException>(
            () => server.FoundSectionAsync("joiners"))), "BODY_EXISTS");
        ShouldExist(Refused.Of(await Should.ThrowAsync<RpcException>(
            () => server.FoundFederationAsync("geneva"))), "BODY_EXISTS");
        ShouldExist(Refused.Of(await Should.ThrowAsync<RpcException>(
            () => server.DeclareAsync(Masons, "masons-1868"))), "STRIKE_EXISTS");
        var byAnother = Refused.Of(await Should.ThrowAsync<RpcException>(
            () => server.DeclareAsync(Joiners, "masons-1868")));
        byAnother.ShouldSay(StatusCode.AlreadyExists, "STRIKE_EXISTS");
        byAnother.Message.ShouldContain("masons");
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 1));
        ShouldExist(
            await Refused.ByAsync(server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 2))), "PLEDGE_EXISTS");
    }

    [Fact]
    public async Task Nobody_pledges_more_than_they_have_or_in_money_that_they_do_not_keep()
    {
        await using var server = await BegunAsync();
        var tooMuch = await Refused.ByAsync(server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 101)));
        tooMuch.ShouldSay(StatusCode.FailedPrecondition, "NOT_ENOUGH_AVAILABLE");
        tooMuch.Message.ShouldBe("section joiners has 100.00 CHF available; the pledge asks for 101.00 CHF.");
        (tooMuch.Metadata["available"], tooMuch.Metadata["asked"]).ShouldBe(("10000", "10100"));
        var pounds = server.PledgeOf(Joiners, "p-1", 1);
        pounds.Amount = new() { CurrencyCode = "GBP", UnitsPerMajor = 240, MinorUnits = 1 };
        (await Refused.ByAsync(server.Pledges.PledgeAsync(pounds)))
            .ShouldSay(StatusCode.FailedPrecondition, "CURRENCY_LACKING");
        (await Refused.ByAsync(server.Sections.PayOutAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Amount = Francs(101),
        }))).ShouldSay(StatusCode.FailedPrecondition, "NOT_ENOUGH_AVAILABLE");
        (await Refused.ByAsync(server.Strikes.PayStrikePayAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Amount = Francs(1),
        }))).ShouldSay(StatusCode.FailedPrecondition, "FUND_TOO_SMALL");
    }

    [Fact]
    public async Task A_treasury_does_not_overflow()
    {
        await using var server = await BegunAsync();
        // With the 100 francs that it has, the second of the largest sums is too much.
        await Deposit();
        (await Refused.ByAsync(Deposit())).ShouldSay(StatusCode.ResourceExhausted, "LIMIT_REACHED");

        AsyncUnaryCall<V1.CommandReply> Deposit() => server.Sections.DepositAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Amount = new() { CurrencyCode = "CHF", MinorUnits = 1_000_000_000_000_000 },
            Again = true,
        });
    }

    [Fact]
    public async Task A_section_does_not_pledge_to_its_own_strike_nor_to_one_that_is_over()
    {
        await using var server = await BegunAsync();
        await server.DepositAsync(Masons, 10);
        (await Refused.ByAsync(server.Pledges.PledgeAsync(server.PledgeOf(Masons, "p-1", 1))))
            .ShouldSay(StatusCode.FailedPrecondition, "OWN_STRIKE");

        var end = new V1.EndStrikeRequest
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Outcome = V1.Outcome.Won,
        };
        await server.Strikes.EndStrikeAsync(end);
        await server.QuietAsync();
        (await Refused.ByAsync(server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 1))))
            .ShouldSay(StatusCode.FailedPrecondition, "CALL_CLOSED");
        Refused.Of(await Should.ThrowAsync<RpcException>(() => server.CallAsync(Masons, Strike)))
            .ShouldSay(StatusCode.FailedPrecondition, "STRIKE_OVER");
        end.RequestId = server.NewId();
        (await Refused.ByAsync(server.Strikes.EndStrikeAsync(end)))
            .ShouldSay(StatusCode.FailedPrecondition, "STRIKE_OVER");
    }

    [Fact]
    public async Task A_section_answers_a_call_one_way()
    {
        await using var server = await BegunAsync();
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 1));
        (await Refused.ByAsync(server.Calls.DeclineCallAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Strike = Strike,
        }))).ShouldSay(StatusCode.FailedPrecondition, "ALREADY_PLEDGED");
    }

    [Fact]
    public async Task No_body_contains_itself_directly_or_through_its_members()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var id in (string[])["local", "regional", "national"])
            await server.FoundFederationAsync(id);
        await ShouldCloseARingAsync(server, "federations/local", "federations/local");
        await server.JoinAsync("federations/local", "federations/regional");
        await ShouldCloseARingAsync(server, "federations/regional", "federations/local");

        await server.JoinAsync("federations/regional", "federations/national");
        // Two steps up nobody knows of the ring until the federation that is asked looks at who asks.
        await server.Federations.AskAffiliationAsync(new()
        {
            RequestId = server.NewId(),
            Member = "federations/national",
            Federation = "federations/local",
        });
        await server.QuietAsync();
        (await server.Federations.GetFederationAsync(new() { Name = "federations/national" }))
            .Affiliations.ShouldBeEmpty();
        (await Refused.ByAsync(server.Federations.AdmitMemberAsync(new()
        {
            RequestId = server.NewId(),
            Federation = "federations/local",
            Member = "federations/national",
        }))).ShouldSay(StatusCode.FailedPrecondition, "WOULD_CONTAIN_ITSELF");
    }

    [Fact]
    public async Task Only_who_has_asked_is_admitted_and_only_members_leave_and_pay()
    {
        await using var server = await BegunAsync();
        await server.FoundSectionAsync("bakers");
        (await Refused.ByAsync(server.Federations.AdmitMemberAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Geneva,
            Member = "sections/bakers",
        }))).ShouldSay(StatusCode.FailedPrecondition, "HAS_NOT_ASKED");
        (await Refused.ByAsync(server.Sections.LeaveFederationAsync(new()
        {
            RequestId = server.NewId(),
            Member = "sections/bakers",
            Federation = Geneva,
        }))).ShouldSay(StatusCode.FailedPrecondition, "NOT_AFFILIATED");
        (await Refused.ByAsync(server.Sections.PayDuesAsync(new()
        {
            RequestId = server.NewId(),
            Section = "sections/bakers",
            Federation = Geneva,
            Amount = Francs(1),
        }))).ShouldSay(StatusCode.FailedPrecondition, "NOT_AFFILIATED");
        ShouldExist(
            await Refused.ByAsync(server.Sections.AskAffiliationAsync(new()
            {
                RequestId = server.NewId(),
                Member = Joiners,
                Federation = Geneva,
            })), "ALREADY_AFFILIATED");
    }

    private static async Task ShouldCloseARingAsync(TestServer server, string member, string federation) =>
        (await Refused.ByAsync(server.Federations.AskAffiliationAsync(new()
        {
            RequestId = server.NewId(),
            Member = member,
            Federation = federation,
        }))).ShouldSay(StatusCode.FailedPrecondition, "WOULD_CONTAIN_ITSELF");

    private static async Task ShouldNotBeFoundAsync<T>(AsyncUnaryCall<T> call, string reason) =>
        (await Refused.ByAsync(call)).ShouldSay(StatusCode.NotFound, reason);

    private static void ShouldExist(Refused refused, string reason) =>
        refused.ShouldSay(StatusCode.AlreadyExists, reason);
}
