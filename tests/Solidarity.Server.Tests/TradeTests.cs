using Grpc.Core;
using Solidarity.Domain.Text;
using Solidarity.Server.Tests.Hosting;

namespace Solidarity.Server.Tests;

/// <summary>Trades come in by any of their names and go out as codes.</summary>
public sealed class TradeTests
{
    private const string Own = """
        code,language,name
        lamp-lighters,en,lamp lighters
        lamp-lighters,de,Laternenanzünder
        bakers,nl,bakkers
        """;

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(
        change: options => options with { Trades = TradeTable.BuiltIn.With(Own) });

    [Fact]
    public async Task A_trade_is_kept_as_its_code_in_sections_and_strikes()
    {
        await using var server = await StartAsync();
        (await FoundAsync(server, "a", "Bäcker")).ShouldBe("bakers");
        (await FoundAsync(server, "b", "BOULANGÈRES")).ShouldBe("bakers");
        (await FoundAsync(server, "c", "bakkers")).ShouldBe("bakers");
        (await FoundAsync(server, "d", "Laternenanzuender")).ShouldBe("lamp-lighters");
        (await FoundAsync(server, "e", "Bell Ringers")).ShouldBe("bell-ringers");
        await server.Sections.AmendSectionAsync(new()
        {
            RequestId = server.NewId(),
            Section = "sections/e",
            Trade = "panaderos",
        });
        (await server.Sections.GetSectionAsync(new() { Name = "sections/e" })).Trade.ShouldBe("bakers");

        await server.Strikes.DeclareStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = "sections/a",
            StrikeId = "s",
            Trade = "Bäckerinnen und Bäcker",
            Country = "CH",
            Start = "1868-03-23",
        });
        await server.QuietAsync();
        (await ListedAsync(server, "fornai")).ShouldBe(["bakers"]);
        (await ListedAsync(server, "Maurer")).ShouldBeEmpty();
        await server.Strikes.AmendStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = "sections/a",
            Strike = "strikes/s",
            Trade = "Maurer",
        });
        await server.QuietAsync();
        (await ListedAsync(server, "Maurer")).ShouldBe(["masons"]);
        (await server.Graph.GetGraphAsync(new() { Trade = "maçons" })).Strikes.ShouldHaveSingleItem();
        (await server.Strikes.ListBoardsAsync(new() { Trade = "MASONS" })).Boards.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_trade_without_words_is_refused()
    {
        await using var server = await StartAsync();
        foreach (var trade in new[] { "", "-", "\u0007", new string('x', 201) })
            (await Refused.ByCallAsync(() => FoundAsync(server, "a", trade)))
                .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "trade");
    }

    [Fact]
    public async Task The_trades_of_the_service_are_listed_in_pages()
    {
        await using var server = await StartAsync();
        var trades = new List<V1.Trade>();
        var token = "";
        do
        {
            var page = await server.Trades.ListTradesAsync(new() { PageSize = 40, PageToken = token });
            page.Trades.Count.ShouldBeLessThanOrEqualTo(40);
            trades.AddRange(page.Trades);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        trades.Select(trade => trade.Code).ShouldBe(TradeTable.BuiltIn.With(Own).All.Select(trade => trade.Code));
        var bakers = trades.Single(trade => trade.Code == "bakers");
        bakers.Names.Select(names => names.Language).ShouldBe(["de", "en", "es", "fr", "it", "nl"]);
        bakers.Names.Single(names => names.Language == "nl").Names.ShouldBe(["bakkers"]);
        bakers.Names.Single(names => names.Language == "fr").Names[0].ShouldBe("boulangers");
    }

    private static async Task<string> FoundAsync(TestServer server, string id, string trade)
    {
        await server.Sections.FoundSectionAsync(new()
        {
            RequestId = server.NewId(),
            SectionId = id,
            DisplayName = "A section",
            Kind = V1.SectionKind.Trade,
            Trade = trade,
            Country = "CH",
            Currencies = { Story.Chf },
        });
        return (await server.Sections.GetSectionAsync(new() { Name = $"sections/{id}" })).Trade;
    }

    private static async Task<string[]> ListedAsync(TestServer server, string trade) =>
    [
        .. (await server.Strikes.ListStrikesAsync(new() { Trade = trade })).Strikes
            .Select(strike => strike.Facts.Trade),
    ];
}
