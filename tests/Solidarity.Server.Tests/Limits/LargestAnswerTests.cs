using Google.Protobuf;
using Grpc.Core;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries.Quarantines;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.ToldJournal;

namespace Solidarity.Server.Tests.Limits;

/// <summary>Worlds in which everything is as large as it may be: every answer fits a message, for everybody, and says
/// what it leaves out.</summary>
public sealed class LargestAnswerTests
{
    private const int Strikes = 150;
    private const int Offers = 28_000;
    private const int Aids = 700;
    private static readonly string[] Viewers = ["", "public", "sections/reader", "federations/hall"];
    private static readonly DateTimeOffset At = new(1868, 3, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly SectionId Reader = new("reader");
    private static readonly SectionId Giant = new("giant");
    private static readonly FederationId Hall = new("hall");
    private static readonly StrikeId Full = new("x-000");

    [Fact]
    public async Task Every_board_of_a_world_at_its_limits_fits_a_message()
    {
        using var folder = new TempFolder();
        await TellAsync(folder.Path);
        await using var server = await TestServer.StartAsync(folder.Path);

        foreach (var viewer in Viewers)
        {
            var graph = Sized(await server.Graph.GetGraphAsync(new() { Viewer = viewer }));
            graph.StrikesTotal.ShouldBe(Strikes);
            graph.Strikes.Count.ShouldBe(Strikes);
            Row(graph.Strikes[0]);
            await FirstAsync(server.Graph.WatchGraph(new() { Viewer = viewer }));
            var hall = await server.Federations.GetFederationBoardAsync(
                new() { Name = "federations/hall", Viewer = viewer });
            Sized(hall).Strikes.ShouldNotBeEmpty();
            await FirstAsync(
                server.Federations.WatchFederationBoard(new() { Name = "federations/hall", Viewer = viewer }));
            await PagesAsync(server, viewer);
        }
        await BoardAsync(server);
        await SectionBoardAsync(server);
        Sized(await server.Corridors.GetCarriageAsync(new() { Body = "federations/hall" })).Omitted
            .ShouldContain(left => left.Field == "quarantines" && left.Count == 900);
    }

    [Fact]
    public async Task A_book_of_very_many_accounts_comes_in_pages()
    {
        using var folder = new TempFolder();
        var currencies = Enumerable.Range(1, 2_500).Select(units => Currency.Of("CHF", units)).ToArray();
        await using (var journal = new ToldJournal(folder.Path))
            journal.Found(Reader).Tell(Reader, currencies.Select(
                (currency, i) => Deposited(i + 1, new Amount(7, currency))));
        await using var server = await TestServer.StartAsync(folder.Path);

        var (accounts, token, pages) = (0, "", 0);
        do
        {
            var page = Sized(await server.Books.GetBalancesAsync(
                new() { Body = "sections/reader", PageToken = token }));
            (accounts, token, pages) = (accounts + page.Balances.Count, page.NextPageToken, pages + 1);
        }
        while (token.Length > 0);
        accounts.ShouldBe(2 * currencies.Length);
        pages.ShouldBe(5);
        Sized(await server.Sections.GetSectionBoardAsync(new() { Name = "sections/reader" }));
    }

    private static OwnTreasuryEvent.Deposited Deposited(int number, Amount amount) => new(
        amount, "", number, At, LedgerEntry.Move(amount, Account.Outside, Account.Treasury));

    private static async Task TellAsync(string folder)
    {
        await using var journal = new ToldJournal(folder);
        journal.Tell(Hall, [new FederationEvent.Founded(Hall, "hall", Level.Local, "", "CH", At)]);
        journal.Tell(Hall, Enumerable.Range(0, 1_000).Select(i => new FederationEvent.OfTreasury(
            new QuarantineEvent.Quarantined(new SectionId($"q-{i}"), Long(Texts.MemoCharsMax), At))));
        journal.Found(Reader, Hall).Found(Giant, Hall);
        for (var i = 0; i < Strikes; i++)
            journal.Open(new StrikeId($"x-{i:d3}"), i < 20 ? Reader : Giant, LongFacts);
        journal.Tell(Full, [new CallEvent.CallSent(CallOf(0), [], At)]);
        journal.Tell(Full, Enumerable.Range(0, Offers).Select(i => new AidEvent.SupportNoted(
            KeyOf(i), new Support(SupportKind.Lodging, 1, $"{i:d6}{Long(Support.UnitCharsMax - 6)}", "", false))));
        journal.Tell(Full, Enumerable.Range(0, Aids).Select(i => new AidEvent.AidNoted(
            new AidKey(Party.Named($"{i:d6}{Long(190)}"), new PledgeId($"a-{i}")), AidKind.Gift, AidState.Pledged,
            new Amount(1, Currency.Of("CHF", i + 1)), Counted: true, Long(Texts.MemoCharsMax))));
        journal.Tell(Full, Enumerable.Range(0, 300).Select(i => new AidEvent.TranchesNoted(
            KeyOf(Offers + i), new TranchesAhead(AidKind.Gift, new Amount(1, Chf), 3, At, 7, 0))));
        journal.Tell(Reader, Enumerable.Range(20, 120).Select(i => new InboxEvent.CallHeard(CallOf(i), Hall, At)));
        journal.Tell(Reader, Enumerable.Range(20, 120).Select(i => new InboxEvent.WarningHeard(
            new Warning(new StrikeId($"x-{i:d3}"), Giant, Long(Texts.MemoCharsMax), LongFacts), Hall, At)));
    }

    private static AidKey KeyOf(int i) => new(Party.Of(new SectionId($"s-{i % 280}")), new PledgeId($"o-{i}"));

    private static Call CallOf(int i) => new(
        new StrikeId($"x-{i:d3}"), i < 20 ? Reader : Giant, 1, Level.Local, Long(Texts.MemoCharsMax),
        new Amount(1_000, Chf), LongFacts);

    private static async Task BoardAsync(TestServer server)
    {
        var board = Sized(await server.Strikes.GetBoardAsync(new() { Name = "strikes/x-000" }));
        board.Facts.Employers.Count.ShouldBe(StrikeFacts.EmployersMax);
        board.Facts.Demands.Length.ShouldBe(Texts.MemoCharsMax);
        board.Support.Count.ShouldBe(100);
        board.AidTotal.ShouldBe(Aids);
        Left("support").ShouldBe(Offers - 100);
        Left("aid").ShouldBe(Aids - board.Aid.Count);
        Left("money").ShouldBe(Aids - ServerLimits.BoardMoneyMax);
        Left("tranches").ShouldBe(300 - board.Tranches.Count);
        board.Aid.ShouldAllBe(aid => aid.Note.Length == Texts.MemoCharsMax);
        await FirstAsync(server.Strikes.WatchBoard(new() { Name = "strikes/x-000" }));

        int Left(string field) => board.Omitted.Single(left => left.Field == field).Count;
    }

    private static async Task SectionBoardAsync(TestServer server)
    {
        var board = Sized(await server.Sections.GetSectionBoardAsync(new() { Name = "sections/reader" }));
        (board.CallsTotal, board.Strikes.Count).ShouldBe((120, 20));
        board.Omitted.Single(left => left.Field == "calls").Count.ShouldBe(120 - board.Calls.Count);
        board.Omitted.Single(left => left.Field == "warnings").Count.ShouldBe(120 - board.Warnings.Count);
        board.Calls.Count.ShouldBeGreaterThan(90);
        board.Calls.ShouldAllBe(call => call.Call.Asks.Length == ServerLimits.RowTextCharsMax);
        board.Warnings.ShouldAllBe(warning => warning.Text.EndsWith('…'));
        await FirstAsync(server.Sections.WatchSectionBoard(new() { Name = "sections/reader" }));
    }

    // What rows leave out stands whole in lists that have pages.
    private static async Task PagesAsync(TestServer server, string viewer)
    {
        var boards = await AllAsync(
            async token => await server.Strikes.ListBoardsAsync(
                new() { Viewer = viewer, PageToken = token, PageSize = 1_000, OrderBy = "need desc" }),
            page => (page.Boards, page.NextPageToken));
        boards.Count.ShouldBe(Strikes);
        var strikes = await AllAsync(
            async token => await server.Strikes.ListStrikesAsync(
                new() { Viewer = viewer, PageToken = token, PageSize = 1_000 }),
            page => (page.Strikes, page.NextPageToken));
        strikes.ShouldAllBe(strike => strike.Facts.Employers.Count == StrikeFacts.EmployersMax);
        if (viewer is "" or "sections/reader")
            (await AllAsync(
                async token => await server.Calls.ListInboxAsync(
                    new() { Section = "sections/reader", Viewer = viewer, PageToken = token, PageSize = 1_000 }),
                page => (page.Calls, page.NextPageToken)))
                .ShouldAllBe(call => call.Call.Asks.Length == Texts.MemoCharsMax);
    }

    private static async Task<List<TItem>> AllAsync<TPage, TItem>(
        Func<string, Task<TPage>> ask, Func<TPage, (IEnumerable<TItem> Items, string Token)> read)
        where TPage : IMessage
    {
        var all = new List<TItem>();
        var token = "";
        do
        {
            var (items, next) = read(Sized(await ask(token)));
            all.AddRange(items);
            token = next;
        }
        while (token.Length > 0);
        return all;
    }

    private static void Row(V1.StrikeRow row)
    {
        row.Facts.Employers.Count.ShouldBe(ServerLimits.RowEmployersMax);
        row.Facts.EmployersOmitted.ShouldBe(StrikeFacts.EmployersMax - ServerLimits.RowEmployersMax);
        row.Facts.Demands.Length.ShouldBe(ServerLimits.RowTextCharsMax);
        row.Facts.Demands.ShouldEndWith("…");
        row.Money.Count.ShouldBeLessThanOrEqualTo(ServerLimits.RowMoneyMax);
    }

    private static async Task FirstAsync<T>(AsyncServerStreamingCall<T> call) where T : IMessage
    {
        using (call)
            Sized(await call.NextAsync());
    }

    private static T Sized<T>(T message) where T : IMessage
    {
        message.CalculateSize().ShouldBeLessThanOrEqualTo(ServerLimits.PageBytesMax + 1_024);
        return message;
    }
}
