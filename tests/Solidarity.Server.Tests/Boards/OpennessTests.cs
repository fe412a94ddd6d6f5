using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Boards;

/// <summary>Who sees what, on all views: the masons strike, the joiners give, and both are in Geneva's federation.
/// </summary>
public sealed class OpennessTests
{
    private const string Public = "public";

    [Theory]
    [InlineData(Printers)]
    [InlineData(Geneva)]
    [InlineData(Public)]
    public async Task A_section_s_own_book_inbox_and_promises_are_for_itself(string other)
    {
        await using var server = await GivenAsync();
        foreach (var ask in Own(server))
        {
            (await Refused.ByCallAsync(() => ask(other))).ShouldSay(StatusCode.PermissionDenied, "OWN_BOOK_ONLY");
            await ask(Joiners);
            await ask("");
        }
        using var watch = server.Sections.WatchSectionBoard(new() { Name = Joiners, Viewer = other });
        Refused.Of(await Should.ThrowAsync<RpcException>(() => watch.NextAsync()))
            .ShouldSay(StatusCode.PermissionDenied, "OWN_BOOK_ONLY");
        (await Refused.ByCallAsync(() => Own(server).First()(other))).Message.ShouldContain("section joiners");
    }

    [Fact]
    public async Task Lists_that_name_who_answered_a_strike_need_its_books()
    {
        await using var server = await GivenAsync();
        foreach (var ask in Books(server))
        {
            var refused = await Refused.ByCallAsync(() => ask(Joiners));
            refused.ShouldSay(StatusCode.PermissionDenied, "BOOKS_CLOSED");
            refused.Message.ShouldContain("masons, whose openness decides, shows a breakdown to sections/joiners");
            await ask(Masons);
        }
        await server.Calls.ListRelaysAsync(new() { Strike = Strike, Viewer = Joiners });
        (await Refused.ByAsync(server.Calls.ListRelaysAsync(new() { Strike = Strike, Viewer = Public })))
            .ShouldSay(StatusCode.PermissionDenied, "BREAKDOWN_CLOSED");

        await OpenToAsync(server, V1.Detail.Totals, V1.Detail.Books);
        foreach (var ask in Books(server))
        {
            await ask(Joiners);
            (await Refused.ByCallAsync(() => ask(Public))).ShouldSay(StatusCode.PermissionDenied, "BOOKS_CLOSED");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_shows_many_strikes_shows_nothing_of_one_that_shows_nothing(bool opened)
    {
        await using var server = await GivenAsync();
        // A section that has said nothing shows as little as one that has closed its books again.
        if (opened)
            await OpenToAsync(server, V1.Detail.Books, V1.Detail.Books);
        await OpenToAsync(server, V1.Detail.Nothing, V1.Detail.Totals);

        var graph = await server.Graph.GetGraphAsync(new() { Viewer = Public });
        var row = graph.Strikes.ShouldHaveSingleItem();
        (row.Name, row.Detail, row.Coverage, row.Money.Count).ShouldBe((Strike, V1.Detail.Nothing, null, 0));
        row.Answers.ShouldBe(new V1.BoardAnswers());
        (graph.Money.Count, graph.Countries.Count).ShouldBe((0, 0));
        (await server.Graph.ListFlowsAsync(new() { Viewer = Public })).Flows.ShouldBeEmpty();
        var federation = await server.Federations.GetFederationBoardAsync(new() { Name = Geneva, Viewer = Public });
        // What the joiners gave would tell what the masons got.
        federation.Money.ShouldBeEmpty();
        (federation.HiddenSections, federation.SilentSections, federation.SilentInPart).ShouldBe((3, 0, true));
        (await server.Strikes.GetStrikeAsync(new() { Name = Strike, Viewer = Public })).Terms.ShouldBeNull();

        // Its federation is shown totals, and from whom they came is not; the giver sees its own gift.
        var flow = (await server.Graph.ListFlowsAsync(new() { Viewer = Geneva })).Flows.ShouldHaveSingleItem();
        (flow.From, flow.To, flow.ArrivedMinorUnits).ShouldBe((null, Masons, 1_000));
        (await server.Graph.ListFlowsAsync(new() { Viewer = Joiners })).Flows.ShouldHaveSingleItem()
            .From.Body.ShouldBe(Joiners);
        var country = (await server.Graph.GetGraphAsync(new() { Viewer = Geneva })).Countries.ShouldHaveSingleItem();
        (country.FromCountry, country.ToCountry, country.ArrivedMinorUnits).ShouldBe(("others", "CH", 1_000));
        // Whoever runs the service sees all of it.
        (await server.Graph.GetGraphAsync(new())).Money.ShouldHaveSingleItem().ReceivedMinorUnits.ShouldBe(1_000);
    }

    [Fact]
    public async Task Who_is_silent_is_counted_and_named_where_the_books_are_open()
    {
        await using var server = await GivenAsync();
        var asked = new V1.ListSilentSectionsRequest { Federation = Geneva, Viewer = Geneva };
        var silent = await server.Federations.ListSilentSectionsAsync(asked);
        (silent.Sections.Count, silent.Others).ShouldBe((0, 1));
        // A section sees that it is silent itself.
        asked.Viewer = Printers;
        silent = await server.Federations.ListSilentSectionsAsync(asked);
        (silent.Sections.Single().Section, silent.Others).ShouldBe((Printers, 0));
        asked.Viewer = Public;
        silent = await server.Federations.ListSilentSectionsAsync(asked);
        (silent.Sections.Count, silent.Others).ShouldBe((0, 0));
        await OpenToAsync(server, V1.Detail.Books, V1.Detail.Books);
        (await server.Federations.ListSilentSectionsAsync(asked)).Sections.Single().Section.ShouldBe(Printers);
    }

    [Fact]
    public async Task Whoever_watches_is_shown_less_with_the_next_message_once_a_section_shows_less()
    {
        await using var server = await GivenAsync();
        await OpenToAsync(server, V1.Detail.Totals, V1.Detail.Breakdown);
        using var graph = server.Graph.WatchGraph(
            new() { Viewer = Public }, cancellationToken: TestServer.Deadline());
        using var federation = server.Federations.WatchFederationBoard(
            new() { Name = Geneva, Viewer = Public }, cancellationToken: TestServer.Deadline());
        using var board = server.Strikes.WatchBoard(
            new() { Name = Strike, Viewer = Public }, cancellationToken: TestServer.Deadline());
        (await graph.NextAsync()).Graph.Money.ShouldHaveSingleItem();
        (await federation.NextAsync()).Board.Money.ShouldHaveSingleItem().GotMinorUnits.ShouldBe(1_000);
        (await board.NextAsync()).Board.Detail.ShouldBe(V1.Detail.Totals);

        await OpenToAsync(server, V1.Detail.Nothing, V1.Detail.Nothing);
        server.PassPause();
        (await graph.NextAsync()).Graph.ShouldBe(await server.Graph.GetGraphAsync(new() { Viewer = Public }));
        (await federation.NextAsync()).Board.Money.ShouldBeEmpty();
        (await board.NextAsync()).Board.Detail.ShouldBe(V1.Detail.Nothing);
    }

    [Fact]
    public async Task A_transfer_is_shown_to_those_who_have_to_do_with_it()
    {
        await using var server = await GivenAsync();
        var transfer = (await server.Transfers.ListTransfersAsync(new())).Transfers.ShouldHaveSingleItem();
        foreach (var viewer in (string[])[Joiners, Masons, Geneva])
        {
            (await server.Transfers.ListTransfersAsync(new() { Viewer = viewer })).Transfers.ShouldBe([transfer]);
            (await server.Transfers.GetTransferAsync(new() { Name = transfer.Name, Viewer = viewer }))
                .ShouldBe(transfer);
            (await server.Transfers.ListTransferStepsAsync(new() { Name = transfer.Name, Viewer = viewer }))
                .Steps.ShouldNotBeEmpty();
        }
        foreach (var viewer in (string[])[Printers, Public])
        {
            (await server.Transfers.ListTransfersAsync(new() { Viewer = viewer })).Transfers.ShouldBeEmpty();
            (await Refused.ByAsync(server.Transfers.GetTransferAsync(new() { Name = transfer.Name, Viewer = viewer })))
                .ShouldSay(StatusCode.PermissionDenied, "TRANSFER_NOT_SHOWN");
            (await Refused.ByAsync(server.Transfers.ListTransferStepsAsync(
                new() { Name = transfer.Name, Viewer = viewer })))
                .ShouldSay(StatusCode.PermissionDenied, "TRANSFER_NOT_SHOWN");
        }
    }

    [Fact]
    public async Task The_sums_that_pass_a_treasury_are_shown_to_it_alone()
    {
        await using var server = await GivenAsync();
        await server.Corridors.SetPassingLimitAsync(new()
        {
            RequestId = server.NewId(),
            Body = Geneva,
            Currency = new() { CurrencyCode = "CHF" },
            MaxMinorUnits = 1_000_00,
        });
        await server.QuietAsync();
        foreach (var viewer in (string[])["", Geneva])
        {
            (await server.Corridors.GetCarriageAsync(new() { Body = Geneva, Viewer = viewer }))
                .Passing.ShouldHaveSingleItem().MaxMinorUnits.ShouldBe(1_000_00);
            (await server.Federations.GetFederationBoardAsync(new() { Name = Geneva, Viewer = viewer }))
                .Carriage.Passing.ShouldHaveSingleItem();
        }
        foreach (var viewer in (string[])[Joiners, Public])
        {
            (await server.Corridors.GetCarriageAsync(new() { Body = Geneva, Viewer = viewer })).Passing.ShouldBeEmpty();
            (await server.Federations.GetFederationBoardAsync(new() { Name = Geneva, Viewer = viewer }))
                .Carriage.Passing.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Lists_are_shown_as_of_a_time_by_the_openness_of_now()
    {
        await using var server = await BegunAsync();
        var before = server.Time.GetUtcNow().ToTimestamp();
        await server.PassAsync(TimeSpan.FromHours(1));
        await SendAsync(server);
        await server.DeclareAsync(Joiners, "joiners-1868");
        await server.QuietAsync();

        (await server.Graph.ListFlowsAsync(new())).Flows.ShouldHaveSingleItem();
        (await server.Graph.ListFlowsAsync(new() { AsOf = before })).Flows.ShouldBeEmpty();
        (await server.Strikes.ListStrikesAsync(new() { AsOf = before })).Strikes.ShouldHaveSingleItem()
            .Name.ShouldBe(Strike);
        var silent = new V1.ListSilentSectionsRequest { Federation = Geneva, AsOf = before, Viewer = Masons };
        (await server.Federations.ListSilentSectionsAsync(silent)).Sections.Select(call => call.Section)
            .ShouldBe([Joiners, Printers]);
        silent.Viewer = Geneva;
        (await server.Federations.ListSilentSectionsAsync(silent)).Others.ShouldBe(2);

        var then = new V1.GetBoardRequest { Name = Strike, AsOf = before, Viewer = Public };
        (await server.Strikes.GetBoardAsync(then)).Detail.ShouldBe(V1.Detail.Nothing);
        await OpenToAsync(server, V1.Detail.Totals, V1.Detail.Totals);
        (await server.Strikes.GetBoardAsync(then)).Detail.ShouldBe(V1.Detail.Totals);
        await OpenToAsync(server, V1.Detail.Nothing, V1.Detail.Nothing);
        (await server.Strikes.GetBoardAsync(then)).Detail.ShouldBe(V1.Detail.Nothing);
        (await server.Federations.ListSilentSectionsAsync(silent)).Others.ShouldBe(0);
    }

    [Fact]
    public async Task A_viewer_that_is_none_and_a_time_to_come_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var ask in Own(server).Concat(Books(server)).Concat(Shared(server)))
            (await Refused.ByCallAsync(() => ask("nobody"))).Fields.ShouldContain("viewer");
        var later = server.Time.GetUtcNow().AddSeconds(1).ToTimestamp();
        (await Refused.ByAsync(server.Graph.ListFlowsAsync(new() { AsOf = later }))).Fields.ShouldBe(["as_of"]);
        (await Refused.ByAsync(server.Strikes.ListStrikesAsync(new() { AsOf = later }))).Fields.ShouldBe(["as_of"]);
        (await Refused.ByAsync(server.Federations.ListSilentSectionsAsync(new() { Federation = Geneva, AsOf = later })))
            .Fields.ShouldBe(["as_of"]);
    }

    /// <summary>Questions about what is the joiners' own.</summary>
    private static IEnumerable<Func<string, Task>> Own(TestServer server) =>
    [
        async viewer => await server.Books.GetBalancesAsync(new() { Body = Joiners, Viewer = viewer }),
        async viewer => await server.Books.GetStatementAsync(new() { Body = Joiners, Viewer = viewer }),
        async viewer => await server.Sections.GetSectionBoardAsync(new() { Name = Joiners, Viewer = viewer }),
        async viewer => await server.Calls.ListInboxAsync(new() { Section = Joiners, Viewer = viewer }),
        async viewer => await server.Warnings.ListWarningsAsync(new() { Section = Joiners, Viewer = viewer }),
        async viewer => await server.Pledges.ListPledgesAsync(new() { Section = Joiners, Viewer = viewer }),
        async viewer => await server.Pledges.ListTranchesAsync(new() { Section = Joiners, Viewer = viewer }),
        async viewer => await server.Pledges.GetPledgeAsync(new() { Name = $"{Joiners}/pledges/p-1", Viewer = viewer }),
        async viewer => await server.Support.ListSupportAsync(new() { Section = Joiners, Viewer = viewer }),
        async viewer => await server.Loans.ListLoansAsync(new() { OwedBy = Joiners, Viewer = viewer }),
        async viewer => await server.Loans.ListLoansAsync(new() { OwedTo = Joiners, Viewer = viewer }),
    ];

    /// <summary>Questions that the books of the masons' strike answer.</summary>
    private static IEnumerable<Func<string, Task>> Books(TestServer server) =>
    [
        async viewer => await server.Calls.ListDeliveryAsync(new() { Strike = Strike, Viewer = viewer }),
        async viewer => await server.Warnings.ListSightingsAsync(new() { Strike = Strike, Viewer = viewer }),
        async viewer => await server.Support.ListSupportAsync(new() { Strike = Strike, Viewer = viewer }),
        async viewer => await server.Support.ListSupportAsync(
            new() { Section = Printers, Strike = Strike, Viewer = viewer }),
        async viewer => await server.Strikes.ListAidAsync(new() { Strike = Strike, Viewer = viewer }),
    ];

    /// <summary>Questions that are answered to everybody, as far as may be.</summary>
    private static IEnumerable<Func<string, Task>> Shared(TestServer server) =>
    [
        async viewer => await server.Graph.GetGraphAsync(new() { Viewer = viewer }),
        async viewer => await server.Graph.ListFlowsAsync(new() { Viewer = viewer }),
        async viewer => await server.Graph.WatchGraph(new() { Viewer = viewer }).NextAsync(),
        async viewer => await server.Strikes.ListStrikesAsync(new() { Viewer = viewer }),
        async viewer => await server.Strikes.GetStrikeAsync(new() { Name = Strike, Viewer = viewer }),
        async viewer => await server.Calls.ListRelaysAsync(new() { Strike = Strike, Viewer = viewer }),
        async viewer => await server.Federations.GetFederationBoardAsync(new() { Name = Geneva, Viewer = viewer }),
        async viewer => await server.Federations.WatchFederationBoard(new() { Name = Geneva, Viewer = viewer })
            .NextAsync(),
        async viewer => await server.Sections.WatchSectionBoard(new() { Name = Joiners, Viewer = viewer }).NextAsync(),
        async viewer => await server.Federations.ListSilentSectionsAsync(
            new() { Federation = Geneva, Viewer = viewer }),
        async viewer => await server.Federations.ListCollectionsAsync(new() { Federation = Geneva, Viewer = viewer }),
        async viewer => await server.Corridors.ListCorridorsAsync(new() { Viewer = viewer }),
        async viewer => await server.Transfers.ListTransfersAsync(new() { Viewer = viewer }),
        async viewer => await server.Transfers.GetTransferAsync(new() { Name = "transfers/t-1", Viewer = viewer }),
    ];

    private static async Task<TestServer> GivenAsync()
    {
        var server = await BegunAsync();
        await SendAsync(server);
        return server;
    }

    private static async Task SendAsync(TestServer server)
    {
        var pledge = server.PledgeOf(Joiners, "p-1", 10);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
    }

    private static async Task OpenToAsync(TestServer server, V1.Detail everybody, V1.Detail federation)
    {
        await server.Sections.SetOpennessAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Openness = new V1.Openness { Public = everybody, Federation = federation },
        });
        await server.QuietAsync();
    }
}
