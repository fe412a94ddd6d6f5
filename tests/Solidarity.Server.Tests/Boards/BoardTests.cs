using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Boards;

public sealed class BoardTests
{
    [Fact]
    public async Task A_board_tells_how_the_call_went_and_for_which_time_it_is()
    {
        await using var server = await BegunAsync();
        var board = await server.BoardAsync();
        board.Time.ShouldBe(server.Time.GetUtcNow().ToTimestamp());
        board.Detail.ShouldBe(V1.Detail.Books);
        board.Sendings.ShouldHaveSingleItem().Cause.ShouldBe(V1.SendingCause.ByHand);
        (board.Delivery.Reached, board.Delivery.Silent, board.Delivery.Relays).ShouldBe((2, 2, 1));
        board.Countries.ShouldHaveSingleItem().Name.ShouldBe("CH");
        board.Federations.ShouldHaveSingleItem().Name.ShouldBe("geneva");
        board.Runway.ShouldBeNull();
    }

    [Fact]
    public async Task A_board_is_cut_to_what_its_section_shows()
    {
        await using var server = await BegunAsync();
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 10));
        await server.QuietAsync();

        var shown = await GetAsync(server, "public");
        (shown.Detail, shown.Money.Count, shown.AidTotal).ShouldBe((V1.Detail.Nothing, 0, 0));
        await server.Sections.SetOpennessAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Openness = new() { Public = V1.Detail.Totals, Federation = V1.Detail.Breakdown },
        });
        shown = await GetAsync(server, "public");
        shown.Detail.ShouldBe(V1.Detail.Totals);
        (shown.Aid.Count, shown.Countries.Count, shown.AidTotal).ShouldBe((0, 0, 1));
        shown.Money.ShouldHaveSingleItem().PledgedMinorUnits.ShouldBe(1_000);
        // One giver alone is in no group with a name.
        shown = await GetAsync(server, Joiners);
        shown.Detail.ShouldBe(V1.Detail.Breakdown);
        shown.Countries.ShouldHaveSingleItem().Name.ShouldBe("others");
        shown.Aid.ShouldBeEmpty();
        (await GetAsync(server, Masons)).Aid.ShouldHaveSingleItem();
        (await GetAsync(server, "federations/nobody")).Detail.ShouldBe(V1.Detail.Totals);

        (await server.Strikes.ListBoardsAsync(new() { Viewer = "public" })).Boards
            .ShouldBe([await GetAsync(server, "public")]);
        using var watch = server.Strikes.WatchBoard(
            new() { Name = Strike, Viewer = Joiners }, cancellationToken: TestServer.Deadline());
        (await watch.NextAsync()).Board.ShouldBe(await GetAsync(server, Joiners));
        (await server.Strikes.ListAidAsync(new() { Strike = Strike, Viewer = Masons })).Aid.ShouldHaveSingleItem();
        (await Refused.ByAsync(server.Strikes.ListAidAsync(new() { Strike = Strike, Viewer = Joiners })))
            .ShouldSay(StatusCode.PermissionDenied, "BOOKS_CLOSED");
    }

    [Fact]
    public async Task Boards_are_filtered_and_ordered()
    {
        await using var server = await BegunAsync();
        await server.DeclareAsync(Joiners, "joiners-1868", "1868-03-01");
        await server.QuietAsync();

        (await NamesAsync(server, new())).ShouldBe(["strikes/joiners-1868", Strike]);
        (await NamesAsync(server, new() { OrderBy = "start desc" })).ShouldBe([Strike, "strikes/joiners-1868"]);
        (await NamesAsync(server, new() { OrderBy = "reached desc, start" }))
            .ShouldBe([Strike, "strikes/joiners-1868"]);
        (await NamesAsync(server, new() { Section = Masons })).ShouldBe([Strike]);
        (await NamesAsync(server, new() { Country = "FR" })).ShouldBeEmpty();
        (await NamesAsync(server, new() { Trade = "nobody's" })).ShouldBeEmpty();
        var page = await server.Strikes.ListBoardsAsync(new() { PageSize = 1, OrderBy = "start desc" });
        page.Boards.ShouldHaveSingleItem().Name.ShouldBe(Strike);
        (await NamesAsync(server, new() { PageToken = page.NextPageToken, OrderBy = "start desc" }))
            .ShouldBe(["strikes/joiners-1868"]);
        (await Refused.ByAsync(server.Strikes.ListBoardsAsync(new() { PageToken = page.NextPageToken })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "page_token");
        (await server.Strikes.ListStrikesAsync(new() { OrderBy = "start" })).Strikes.Select(strike => strike.Name)
            .ShouldBe(["strikes/joiners-1868", Strike]);
    }

    [Fact]
    public async Task The_past_is_as_it_was()
    {
        await using var server = await BegunAsync();
        var before = server.Time.GetUtcNow();
        var then = await server.BoardAsync();
        server.Time.Advance(TimeSpan.FromDays(1));
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 10));
        await server.QuietAsync();

        var asked = new V1.GetBoardRequest { Name = Strike, AsOf = before.ToTimestamp() };
        (await server.Strikes.GetBoardAsync(asked)).ShouldBe(then);
        (await server.Strikes.ListBoardsAsync(new() { AsOf = asked.AsOf })).Boards.ShouldBe([then]);
        (await server.Strikes.ListAidAsync(new() { Strike = Strike, AsOf = asked.AsOf })).Aid.ShouldBeEmpty();
        asked.AsOf = server.Time.GetUtcNow().ToTimestamp();
        (await server.Strikes.GetBoardAsync(asked)).ShouldBe(await server.BoardAsync());
        // Before anything was.
        asked.AsOf = before.AddDays(-1).ToTimestamp();
        (await Refused.ByAsync(server.Strikes.GetBoardAsync(asked))).ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
        (await server.Strikes.ListBoardsAsync(new() { AsOf = asked.AsOf })).Boards.ShouldBeEmpty();
        (await server.Graph.GetGraphAsync(new() { AsOf = asked.AsOf })).Strikes.ShouldBeEmpty();
        (await Refused.ByAsync(server.Federations.GetFederationBoardAsync(new() { Name = Geneva, AsOf = asked.AsOf })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
        (await Refused.ByAsync(server.Sections.GetSectionBoardAsync(new() { Name = Masons, AsOf = asked.AsOf })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("Public")]
    [InlineData("strikes/masons-1868")]
    [InlineData("sections/")]
    public async Task A_viewer_is_everybody_or_a_body(string viewer)
    {
        await using var server = await TestServer.StartAsync();
        (await Refused.ByAsync(server.Strikes.GetBoardAsync(new() { Name = Strike, Viewer = viewer })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "viewer");
        (await Refused.ByAsync(server.Strikes.ListBoardsAsync(new() { Viewer = viewer })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "viewer");
        (await Refused.ByAsync(server.Strikes.ListAidAsync(new() { Strike = Strike, Viewer = viewer })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "viewer");
        using var watch = server.Strikes.WatchBoard(new() { Name = Strike, Viewer = viewer });
        Refused.Of(await Should.ThrowAsync<RpcException>(() => watch.NextAsync()))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "viewer");
    }

    [Theory]
    [InlineData("size")]
    [InlineData("start down")]
    [InlineData("start desc desc")]
    [InlineData(",")]
    public async Task An_order_is_of_fields_that_there_are(string order)
    {
        await using var server = await TestServer.StartAsync();
        var refused = await Refused.ByAsync(server.Strikes.ListBoardsAsync(new() { OrderBy = order }));
        refused.Reason.ShouldBe("MALFORMED");
        refused.Fields.Distinct().ShouldBe(["order_by"]);
        refused = await Refused.ByAsync(server.Strikes.ListStrikesAsync(new() { OrderBy = order }));
        refused.Fields.Distinct().ShouldBe(["order_by"]);
        refused = await Refused.ByAsync(server.Graph.ListFlowsAsync(new() { OrderBy = order }));
        refused.Fields.Distinct().ShouldBe(["order_by"]);
    }

    [Fact]
    public async Task Nobody_sees_the_future()
    {
        await using var server = await TestServer.StartAsync();
        var later = server.Time.GetUtcNow().AddSeconds(1).ToTimestamp();
        await ShouldRefuseAsync(server.Strikes.GetBoardAsync(new() { Name = Strike, AsOf = later }), "as_of");
        await ShouldRefuseAsync(server.Strikes.ListBoardsAsync(new() { AsOf = later }), "as_of");
        await ShouldRefuseAsync(server.Strikes.ListAidAsync(new() { Strike = Strike, AsOf = later }), "as_of");
        await ShouldRefuseAsync(
            server.Federations.GetFederationBoardAsync(new() { Name = Geneva, AsOf = later }), "as_of");
        await ShouldRefuseAsync(server.Sections.GetSectionBoardAsync(new() { Name = Masons, AsOf = later }), "as_of");
        await ShouldRefuseAsync(server.Graph.GetGraphAsync(new() { AsOf = later }), "as_of");
        await ShouldRefuseAsync(
            server.Graph.GetGraphAsync(new() { AsOf = new Timestamp { Seconds = long.MaxValue } }), "as_of");
        await ShouldRefuseAsync(server.Graph.GetGraphAsync(new() { Country = "xx" }), "country");
        await ShouldRefuseAsync(server.Graph.ListFlowsAsync(new() { Country = "xx" }), "country");
        await ShouldRefuseAsync(server.Strikes.ListBoardsAsync(new() { Section = "masons" }), "section");
    }

    private static async Task ShouldRefuseAsync<T>(AsyncUnaryCall<T> call, string field) =>
        (await Refused.ByAsync(call)).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", field);

    private static async Task<V1.Board> GetAsync(TestServer server, string viewer) =>
        await server.Strikes.GetBoardAsync(new() { Name = Strike, Viewer = viewer });

    private static async Task<IEnumerable<string>> NamesAsync(TestServer server, V1.ListBoardsRequest request) =>
        (await server.Strikes.ListBoardsAsync(request)).Boards.Select(board => board.Name);
}
