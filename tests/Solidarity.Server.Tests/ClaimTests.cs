using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>Claims for strike pay over the wire.</summary>
public sealed class ClaimTests
{
    // 10.00 a week over five days.
    private const string Rules = """
        {"name":"ours","fund":"Ours","note":"","currency":"CHF","rate":{"basis":"sum","per":"week","sumMinor":1000},
        "days":"mon tue wed thu fri"}
        """;

    private static async Task<TestServer> StartAsync(long fund = 1_000)
    {
        var server = await BegunAsync();
        await AdoptAsync(server, new() { Json = Rules });
        await server.Claims.BeginClaimsAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            StartDay = "1868-03-16",
            Estimate = Francs(100),
        });
        await server.Strikes.ReceiveOutsideAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            From = "A hatter",
            Kind = V1.AidKind.Gift,
            Amount = Francs(fund),
        });
        return server;
    }

    private static AsyncUnaryCall<V1.CommandReply> AdoptAsync(TestServer server, V1.StatutesPay pay) =>
        server.Statutes.AdoptStatutesAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Template = "recorded",
            Pay = pay,
            FromDay = "1868-03-23",
            Authority = "assembly",
        });

    private static async Task FileAsync(TestServer server, int number, int count = 10) =>
        await server.Claims.FileClaimAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Number = number,
            Groups =
            {
                new V1.ClaimGroup { Group = "all", Count = count, Months = 12 },
                new V1.ClaimGroup { Group = "back-on-tuesday", Count = 2, Months = 12, UntilDay = "1868-03-16" },
            },
        });

    private static async Task ApproveAsync(TestServer server, int number) => await server.Claims.ApproveClaimAsync(new()
    {
        RequestId = server.NewId(),
        Section = Masons,
        Strike = Strike,
        Number = number,
        Authority = "assembly of 23 March",
    });

    private static V1.PayClaimRequest Pay(TestServer server, int number) => new()
    {
        RequestId = server.NewId(),
        Section = Masons,
        Strike = Strike,
        Number = number,
    };

    private static async Task<V1.ClaimSeries> SeriesAsync(TestServer server) =>
        (await server.Claims.ListWeeklyClaimsAsync(new() { Section = Masons, Strike = Strike })).Series;

    [Fact]
    public async Task A_claim_is_paid_once_however_many_pay_it_at_the_same_time()
    {
        await using var server = await StartAsync();
        await FileAsync(server, 1);
        await ApproveAsync(server, 1);
        var tries = Enumerable.Range(0, 20).Select(_ => TryAsync(server, Pay(server, 1)));
        var reasons = await Task.WhenAll(tries);
        reasons.Count(reason => reason is null).ShouldBe(1);
        reasons.Where(reason => reason is not null).ShouldAllBe(reason => reason == "CLAIM_PAID");
        var series = await SeriesAsync(server);
        (series.Paid.MinorUnits, series.Fund.MinorUnits).ShouldBe((10_400, 100_000 - 10_400));
        series.WeeksHeld.ShouldBe(8);
    }

    [Fact]
    public async Task The_same_request_sent_again_has_the_same_answer()
    {
        await using var server = await StartAsync();
        await FileAsync(server, 1);
        await ApproveAsync(server, 1);
        var pay = Pay(server, 1);
        var first = await server.Claims.PayClaimAsync(pay);
        first.Name.ShouldBe($"{Masons}/entries/2");
        (await server.Claims.PayClaimAsync(pay)).ShouldBe(first);
        (await SeriesAsync(server)).Paid.MinorUnits.ShouldBe(10_400);
    }

    [Fact]
    public async Task A_claim_shows_its_groups_and_why_each_gets_what_it_gets()
    {
        await using var server = await StartAsync();
        await FileAsync(server, 1, count: 99);
        await FileAsync(server, 1);
        var claim = await server.Claims.GetWeeklyClaimAsync(new() { Section = Masons, Strike = Strike, Number = 1 });
        (claim.Strikers, claim.Sum.MinorUnits, claim.State).ShouldBe((12, 10_400, V1.ClaimState.Filed));
        claim.Groups.Select(group => (group.Facts.Group, group.MinorUnits)).ShouldBe(
            [("all", 1_000), ("back-on-tuesday", 200)]);
        foreach (var group in claim.Groups)
            group.Lines.Sum(line => line.MinorUnits).ShouldBe(group.MinorUnits);
        claim.Groups[1].Lines.Select(line => line.Text).ShouldBe(
            ["4 days after 1868-03-16", "1868-03-16: 1 of 5 days at 10.00 CHF a week"]);
        (await Refused.ByAsync(server.Claims.GetWeeklyClaimAsync(
            new() { Section = Masons, Strike = Strike, Number = 1, Viewer = "public" })))
            .Code.ShouldBe(StatusCode.PermissionDenied);
        (await Refused.ByAsync(server.Claims.GetWeeklyClaimAsync(
            new() { Section = Masons, Strike = Strike, Number = 2 }))).Reason.ShouldBe("UNKNOWN_WEEKLY_CLAIM");
    }

    [Fact]
    public async Task A_strikes_runway_counts_what_a_claim_has_paid_for()
    {
        await using var server = await StartAsync();
        await FileAsync(server, 1);
        await ApproveAsync(server, 1);
        await server.Claims.PayClaimAsync(Pay(server, 1));
        await server.QuietAsync();
        var statement = await server.Books.GetStatementAsync(new() { Body = Masons });
        statement.Entries[^1].Memo.ShouldBe("claim 1 (assembly of 23 March)");
        var board = await server.Strikes.GetBoardAsync(new() { Name = Strike, Viewer = Masons });
        board.ToString().ShouldContain("1868-03-22", Case.Sensitive, "the last day of the first week is paid");
    }

    [Fact]
    public async Task Statutes_show_their_pay_rules_and_malformed_ones_are_told()
    {
        await using var server = await StartAsync();
        var statutes = await server.Statutes.GetStatutesAsync(new() { Section = Masons });
        (statutes.Statutes.Pay.Name, statutes.Statutes.Pay.Currency.CurrencyCode).ShouldBe(("ours", "CHF"));
        foreach (var json in (string[])[
            "{", "null", "[]", "{\"name\":\"ours\"}", Rules.Replace("1000", "-1", StringComparison.Ordinal),
            Rules.Replace("\"note\"", "\"tiers\":[null],\"note\"", StringComparison.Ordinal),
            Rules.Replace("\"Ours\"", "null", StringComparison.Ordinal)])
        {
            var refused = await Refused.ByAsync(AdoptAsync(server, new() { Json = json }));
            refused.Code.ShouldBe(StatusCode.InvalidArgument, json);
        }
        (await Refused.ByAsync(AdoptAsync(server, new() { Name = "no-such-fund" }))).Message.ShouldContain("cupe");
        (await Refused.ByAsync(AdoptAsync(server, new() { Name = "cupe" }))).Reason.ShouldBe("CURRENCY_LACKING");
    }

    private static async Task<string?> TryAsync(TestServer server, V1.PayClaimRequest request)
    {
        try
        {
            await server.Claims.PayClaimAsync(request);
            return null;
        }
        catch (RpcException problem)
        {
            return Refused.Of(problem).Reason;
        }
    }
}
