using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

public sealed class PageTests
{
    [Fact]
    public async Task Pages_together_are_the_list_and_what_comes_in_between_moves_nothing()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var id in (string[])["e", "b", "d", "a", "c"])
            await server.FoundSectionAsync(id);
        var first = await server.Sections.ListSectionsAsync(new() { PageSize = 2 });
        Names(first).ShouldBe(["sections/a", "sections/b"]);
        await server.FoundSectionAsync("a2");
        await server.FoundSectionAsync("cc");

        var second = await server.Sections.ListSectionsAsync(new() { PageSize = 2, PageToken = first.NextPageToken });
        Names(second).ShouldBe(["sections/c", "sections/cc"]);
        var third = await server.Sections.ListSectionsAsync(new() { PageSize = 2, PageToken = second.NextPageToken });
        Names(third).ShouldBe(["sections/d", "sections/e"]);
        third.NextPageToken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_is_filtered_by_country_and_federation()
    {
        await using var server = await TestServer.StartAsync();
        await server.FoundFederationAsync("geneva");
        await server.FoundFederationAsync("paris", V1.Level.Regional, "FR");
        await server.FoundSectionAsync("masons");
        await server.FoundSectionAsync("bronze", "FR");
        await server.JoinAsync("sections/masons", "federations/geneva");
        await server.JoinAsync("federations/paris", "federations/geneva");

        Names(await server.Sections.ListSectionsAsync(new() { Country = "FR" })).ShouldBe(["sections/bronze"]);
        Names(await server.Sections.ListSectionsAsync(new() { Federation = Geneva })).ShouldBe(["sections/masons"]);
        var federations = await server.Federations.ListFederationsAsync(new() { Federation = Geneva, Country = "FR" });
        federations.Federations.ShouldHaveSingleItem().Level.ShouldBe(V1.Level.Regional);
        (await Refused.ByAsync(server.Sections.ListSectionsAsync(new() { Country = "France", Federation = "paris" })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "country", "federation");
    }

    [Fact]
    public async Task A_token_of_another_list_or_of_nobody_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var id in (string[])["a", "b"])
            await server.FoundSectionAsync(id);
        var token = (await server.Sections.ListSectionsAsync(new() { PageSize = 1 })).NextPageToken;

        (string Token, string Country)[] wrong =
            [(token, "CH"), ("x", ""), ("%", ""), (token[..^2], ""), ("A" + token[1..], ""), (new('A', 4_000), "")];
        foreach (var (text, country) in wrong)
            (await Refused.ByAsync(server.Sections.ListSectionsAsync(new() { PageToken = text, Country = country })))
                .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "page_token");
        (await Refused.ByAsync(server.Strikes.ListStrikesAsync(new() { PageToken = token })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "page_token");
        (await Refused.ByAsync(server.Sections.ListSectionsAsync(new() { PageSize = -1 })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "page_size");
        Names(await server.Sections.ListSectionsAsync(new() { PageSize = int.MaxValue })).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Boards_come_by_their_start()
    {
        await using var server = await TestServer.StartAsync();
        await server.FoundSectionAsync("masons");
        await server.DeclareAsync(Masons, "a", "1868-03-23");
        await server.DeclareAsync(Masons, "b", "1867-02-25");
        await server.DeclareAsync(Masons, "c", "1868-03-23");
        await server.QuietAsync();

        var page = await server.Strikes.ListBoardsAsync(new() { PageSize = 2 });
        page.Boards.Select(board => board.Name).ShouldBe(["strikes/b", "strikes/a"]);
        page = await server.Strikes.ListBoardsAsync(new() { PageToken = page.NextPageToken });
        page.Boards.Select(board => board.Name).ShouldBe(["strikes/c"]);
        page.Boards[0].Call.ShouldBeNull();
        page.Boards[0].Answers.ShouldBe(new V1.BoardAnswers());
    }

    [Fact]
    public async Task A_board_has_the_first_aid_and_the_list_has_all_of_it_below_the_limit_of_a_message()
    {
        await using var server = await BegunAsync();
        const int reports = ServerLimits.BoardAidMax + 20;
        var note = new string('ł', 1_000);
        var sent = Enumerable.Range(0, reports).Select(i => server.Strikes.ReportAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            AidId = $"aid-{i:d4}",
            From = new() { RecordedName = new string('ł', 200) },
            Kind = V1.AidKind.Gift,
            State = V1.AidState.Pledged,
            Note = note,
        }).ResponseAsync);
        await Task.WhenAll(sent);

        var board = await server.BoardAsync();
        (board.AidTotal, board.Aid.Count).ShouldBe((reports, ServerLimits.BoardAidMax));
        board.CalculateSize().ShouldBeLessThan(ServerLimits.PageBytesMax);
        var all = new List<V1.BoardAid>();
        var request = new V1.ListAidRequest { Strike = Strike, PageSize = ServerLimits.PageSizeMax };
        do
        {
            var page = await server.Strikes.ListAidAsync(request);
            page.CalculateSize().ShouldBeLessThan(ServerLimits.MessageBytesMax);
            all.AddRange(page.Aid);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        all.Count.ShouldBe(reports);
        all.Take(ServerLimits.BoardAidMax).ShouldBe(board.Aid);
        (await server.Strikes.ListBoardsAsync(new())).Boards.ShouldHaveSingleItem().ShouldBe(board);
    }

    [Fact]
    public async Task Corridors_are_listed_by_either_end_with_what_they_cost()
    {
        await using var server = await TestServer.StartAsync();
        await server.FoundFederationAsync("geneva");
        await server.FoundFederationAsync("london", V1.Level.National, "GB");
        await server.FoundSectionAsync("masons");
        var pounds = new V1.Currency { CurrencyCode = "GBP", UnitsPerMajor = 240 };
        await server.OpenAsync("federations/london", Geneva, pounds, Chf, new()
        {
            Rate = new() { Numerator = 2_520, Denominator = 240 },
            FeeMinorUnits = 3,
            FeePerMyriad = 25,
            CapacityMinorUnits = 24_000,
            PeriodDays = 7,
            DelayHours = 36,
        });
        await server.OpenAsync(Masons, Geneva);

        var corridor = (await server.Corridors.ListCorridorsAsync(new() { Body = "federations/london" })).Corridors
            .ShouldHaveSingleItem();
        (corridor.From, corridor.To, corridor.Status).ShouldBe(
            ("federations/london", Geneva, V1.CorridorStatus.Open));
        (corridor.Given, corridor.RoomMinorUnits, corridor.Terms.FeePerMyriad).ShouldBe((pounds, 24_000, 25));
        var all = (await server.Corridors.ListCorridorsAsync(new() { Body = Geneva })).Corridors;
        all.Select(each => each.From).ShouldBe(["federations/london", Masons]);
        all[1].HasRoomMinorUnits.ShouldBeFalse();

        await server.Corridors.WithdrawAgreementAsync(new()
        {
            RequestId = server.NewId(),
            From = Masons,
            To = Geneva,
            Given = Chf,
        });
        await server.QuietAsync();
        (await server.Corridors.ListCorridorsAsync(new() { Body = Masons })).Corridors.Single().Status
            .ShouldBe(V1.CorridorStatus.Closed);
    }

    private static IEnumerable<string> Names(V1.ListSectionsResponse response) =>
        response.Sections.Select(section => section.Name);
}
