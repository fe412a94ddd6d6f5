using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Boards;

/// <summary>The boards of federations and sections, and the graph.</summary>
public sealed class BodyBoardTests
{
    [Fact]
    public async Task A_federation_sees_what_its_sections_asked_gave_and_got()
    {
        await using var server = await BegunAsync();
        await SendAsync(server, 10);
        await server.Strikes.ReceiveOutsideAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            From = "a reader",
            Kind = V1.AidKind.Gift,
            Amount = Francs(30),
        });
        await server.QuietAsync();

        var board = await BoardAsync(server);
        (board.Sections, board.StrikesTotal, board.SilentSections).ShouldBe((3, 1, 1));
        var money = board.Money.ShouldHaveSingleItem();
        (money.GaveMinorUnits, money.GotMinorUnits, money.GivenByAllMinorUnits, money.SharePerMille)
            .ShouldBe((1_000, 4_000, 4_000, 250));
        board.Strikes.ShouldHaveSingleItem().Name.ShouldBe(Strike);

        var silent = await server.Federations.ListSilentSectionsAsync(new() { Federation = Geneva });
        silent.Sections.ShouldHaveSingleItem().Section.ShouldBe(Printers);
        (await server.Federations.ListSilentSectionsAsync(new() { Federation = Geneva, Strike = "strikes/other" }))
            .Sections.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_section_sees_open_calls_with_a_share_and_its_promises()
    {
        await using var server = await BegunAsync();
        await server.Calls.CallForAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Scope = V1.Level.Local,
            Need = Francs(100),
        });
        await server.QuietAsync();
        var call = (await SectionAsync(server)).Calls.ShouldHaveSingleItem();
        // Nobody says how many members there are, so the two that were reached give alike.
        call.Share.Share.MinorUnits.ShouldBe(5_000);
        call.Share.Explanation.ShouldContain("2 sections");
        call.Dealings.ShouldBeEmpty();

        await SendAsync(server, 20);
        await server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-2", 30));
        await server.QuietAsync();
        var board = await SectionAsync(server);
        call = board.Calls.ShouldHaveSingleItem();
        call.Answer.ShouldBe(V1.Answer.Pledged);
        call.Share.Share.MinorUnits.ShouldBe(2_500);
        call.Dealings.ShouldHaveSingleItem().GivenMinorUnits.ShouldBe(2_000);
        call.DealingsWithTrade.ShouldHaveSingleItem().GivenMinorUnits.ShouldBe(2_000);
        board.Promises.ShouldHaveSingleItem().Name.ShouldBe($"{Joiners}/pledges/p-2");
        board.Unanswered.ShouldBe(0);
        var money = board.Money.ShouldHaveSingleItem();
        (money.AvailableMinorUnits, money.GaveMinorUnits, money.PledgedMinorUnits).ShouldBe((5_000, 2_000, 3_000));
    }

    [Fact]
    public async Task The_graph_shows_where_money_flows()
    {
        await using var server = await BegunAsync();
        await SendAsync(server, 10);
        var graph = await server.Graph.GetGraphAsync(new());
        graph.Strikes.ShouldHaveSingleItem().Name.ShouldBe(Strike);
        var country = graph.Countries.ShouldHaveSingleItem();
        (country.FromCountry, country.ToCountry, country.ArrivedMinorUnits).ShouldBe(("CH", "CH", 1_000));
        var flow = (await server.Graph.ListFlowsAsync(new() { OrderBy = "arrived desc" })).Flows
            .ShouldHaveSingleItem();
        (flow.From.Body, flow.To, flow.ArrivedMinorUnits, flow.ToTrade).ShouldBe((Joiners, Masons, 1_000, "masons"));
        (await server.Graph.ListFlowsAsync(new() { Trade = "tailors" })).Flows.ShouldBeEmpty();
        (await server.Graph.ListFlowsAsync(new() { Country = "FR" })).Flows.ShouldBeEmpty();
        (await server.Graph.GetGraphAsync(new() { Country = "FR" })).Strikes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_is_watched_from_its_present_state_and_resumed()
    {
        await using var server = await BegunAsync();
        using var federation = server.Federations.WatchFederationBoard(
            new() { Name = Geneva }, cancellationToken: TestServer.Deadline());
        using var section = server.Sections.WatchSectionBoard(
            new() { Name = Joiners }, cancellationToken: TestServer.Deadline());
        using var graph = server.Graph.WatchGraph(new(), cancellationToken: TestServer.Deadline());
        (await federation.NextAsync()).Board.ShouldBe(await BoardAsync(server));
        (await section.NextAsync()).Board.ShouldBe(await SectionAsync(server));
        var first = await graph.NextAsync();
        first.Graph.ShouldBe(await server.Graph.GetGraphAsync(new()));

        await server.Strikes.EndStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Outcome = V1.Outcome.Won,
        });
        await server.QuietAsync();
        server.PassPause();
        using var resumed = server.Graph.WatchGraph(
            new() { AfterPosition = first.Position }, cancellationToken: TestServer.Deadline());
        (await resumed.NextAsync()).Graph.Strikes.ShouldBeEmpty();
        await section.NextAsync(server, next => next.Board.CallsTotal == 0);
    }

    [Fact]
    public async Task What_is_malformed_or_not_there_is_said()
    {
        await using var server = await TestServer.StartAsync();
        (await Refused.ByAsync(server.Federations.GetFederationBoardAsync(new() { Name = Masons })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "name");
        (await Refused.ByAsync(server.Sections.GetSectionBoardAsync(new() { Name = Geneva })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "name");
        (await Refused.ByAsync(server.Federations.ListSilentSectionsAsync(new() { Strike = "x" })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "federation", "strike");
        (await Refused.ByAsync(server.Federations.ListSilentSectionsAsync(new() { Federation = Geneva })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
        (await Refused.ByAsync(server.Federations.GetFederationBoardAsync(new() { Name = Geneva })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
        using var federation = server.Federations.WatchFederationBoard(new() { Name = Geneva, AfterPosition = -1 });
        Refused.Of(await Should.ThrowAsync<RpcException>(() => federation.NextAsync()))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "after_position");
        using var section = server.Sections.WatchSectionBoard(new() { Name = Masons });
        Refused.Of(await Should.ThrowAsync<RpcException>(() => section.NextAsync()))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
        using var graph = server.Graph.WatchGraph(new() { AfterPosition = -9 });
        Refused.Of(await Should.ThrowAsync<RpcException>(() => graph.NextAsync()))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "after_position");
    }

    private static async Task SendAsync(TestServer server, long francs)
    {
        var pledge = server.PledgeOf(Joiners, "p-1", francs);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
    }

    private static async Task<V1.FederationBoard> BoardAsync(TestServer server) =>
        await server.Federations.GetFederationBoardAsync(new() { Name = Geneva });

    private static async Task<V1.SectionBoard> SectionAsync(TestServer server) =>
        await server.Sections.GetSectionBoardAsync(new() { Name = Joiners });
}
