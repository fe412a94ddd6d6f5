using Microsoft.Extensions.DependencyInjection;
using Solidarity.Server.Books;
using Solidarity.Server.Feeds;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Storage;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Limits;

/// <summary>What many ask at once is done once.</summary>
public sealed class SharedWorkTests
{
    private const int Strangers = 150;

    [Fact]
    public async Task Viewers_who_see_the_same_share_a_feed_whatever_they_call_themselves()
    {
        await using var server = await BegunAsync();
        var watches = Enumerable.Range(0, Strangers)
            .Select(i => server.Strikes.WatchBoard(new() { Name = Strike, Viewer = $"sections/nobody-{i}" })).ToArray();
        var graphs = Enumerable.Range(0, Strangers)
            .Select(i => server.Graph.WatchGraph(new() { Viewer = $"federations/nobody-{i}" })).ToArray();
        await Task.WhenAll(watches.Select(watch => watch.NextAsync()));
        await Task.WhenAll(graphs.Select(watch => watch.NextAsync()));
        server.Server.Services.GetRequiredService<Feeds<V1.WatchBoardResponse>>().Count.ShouldBe(1);
        server.Server.Services.GetRequiredService<Feeds<V1.WatchGraphResponse>>().Count.ShouldBe(1);
        foreach (var watch in watches)
            watch.Dispose();
        foreach (var watch in graphs)
            watch.Dispose();
    }

    [Fact]
    public async Task Who_comes_to_see_something_else_leaves_those_it_looked_with()
    {
        await using var server = await BegunAsync();
        using var joiners = server.Strikes.WatchBoard(new() { Name = Strike, Viewer = Joiners });
        using var nobody = server.Strikes.WatchBoard(new() { Name = Strike, Viewer = "sections/nobody" });
        await joiners.NextAsync();
        await nobody.NextAsync();
        server.PassPause();
        await server.Sections.SetOpennessAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Openness = new() { Public = V1.Detail.Nothing, Federation = V1.Detail.Books },
        });
        var closed = await nobody.NextAsync(server, message => message.Board.Detail == V1.Detail.Nothing);
        closed.Board.Money.ShouldBeEmpty();
        (await joiners.NextAsync(server, message => message.Board.Detail == V1.Detail.Books)).Board.Detail
            .ShouldBe(V1.Detail.Books);
    }

    [Fact]
    public async Task The_graph_is_shared_until_it_changes()
    {
        await using var server = await BegunAsync();
        await server.QuietAsync();
        var first = await server.Graph.GetGraphAsync(new() { Viewer = "public" });
        var same = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            server.Graph.GetGraphAsync(new() { Viewer = $"sections/nobody-{i}" }).ResponseAsync));
        same.ShouldAllBe(graph => graph.Equals(first));
        await server.DeclareAsync(Joiners, "another");
        await server.QuietAsync();
        (await server.Graph.GetGraphAsync(new() { Viewer = "public" })).StrikesTotal.ShouldBe(first.StrikesTotal + 1);
    }

    [Fact]
    public async Task The_next_page_of_a_statement_does_not_read_the_pages_before_it()
    {
        await using var server = await TestServer.StartAsync();
        await server.FoundSectionAsync("masons");
        const int deposits = 25;
        for (var i = 1; i <= deposits; i++)
            await server.DepositAsync(Masons, i);
        var whole = await server.Books.GetStatementAsync(new() { Body = Masons });
        var (entries, token) = (new List<V1.StatementEntry>(), "");
        var marks = server.Server.Services.GetRequiredService<StatementMarks>();
        do
        {
            var page = await server.Books.GetStatementAsync(
                new() { Body = Masons, PageSize = 10, PageToken = token });
            entries.AddRange(page.Entries);
            token = page.NextPageToken;
            if (token.Length > 0)
                marks.Find(new StreamName(Masons), page.Entries[^1].Position).Version
                    .ShouldBeGreaterThanOrEqualTo(entries.Count);
        }
        while (token.Length > 0);
        entries.ShouldBe(whole.Entries);
    }
}
