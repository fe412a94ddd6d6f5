using Grpc.Core;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Feeds;

/// <summary>A client that has seen more than the journal has is told so, wherever its position enters.</summary>
public sealed class ResumingTests
{
    [Fact]
    public async Task A_position_that_the_journal_has_not_reached_is_refused_by_name_wherever_it_enters()
    {
        await using var server = await BegunAsync();
        var reached = (await DepositAsync(server)).Position;
        var beyond = reached + 1;
        using var board = server.Strikes.WatchBoard(new() { Name = Strike, AfterPosition = beyond });
        using var section = server.Sections.WatchSectionBoard(new() { Name = Joiners, AfterPosition = beyond });
        using var federation = server.Federations.WatchFederationBoard(new() { Name = Geneva, AfterPosition = beyond });
        using var graph = server.Graph.WatchGraph(new() { AfterPosition = beyond });
        RequireBehind(await Refused.ByCallAsync(() => board.NextAsync()), beyond, reached);
        RequireBehind(await Refused.ByCallAsync(() => section.NextAsync()), beyond, reached);
        RequireBehind(await Refused.ByCallAsync(() => federation.NextAsync()), beyond, reached);
        RequireBehind(await Refused.ByCallAsync(() => graph.NextAsync()), beyond, reached);
        var statement = server.Books.GetStatementAsync(new() { Body = Joiners, AfterPosition = beyond });
        RequireBehind(await Refused.ByAsync(statement), beyond, reached);

        var warning = server.Log.Warnings.ShouldHaveSingleItem("it is logged once");
        warning.ShouldContain($"gave position {beyond}, and the journal ends at {reached}");
        server.Time.Advance(TimeSpan.FromHours(2));
        await Refused.ByAsync(server.Books.GetStatementAsync(new() { Body = Joiners, AfterPosition = beyond }));
        server.Log.Warnings.Count().ShouldBe(2);
        (await server.Books.GetStatementAsync(new() { Body = Joiners, AfterPosition = reached }))
            .Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_a_statement_or_a_story_that_begins_beyond_the_journal_is_refused_too()
    {
        await using var server = await BegunAsync();
        var pledge = server.PledgeOf(Joiners, "p-1", 30);
        pledge.HonourNow = true;
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        var transfer = (await server.Transfers.ListTransfersAsync(new())).Transfers.ShouldHaveSingleItem().Name;
        var statement = await Refused.ByAsync(server.Books.GetStatementAsync(
            new() { Body = Joiners, PageToken = Token(1_000_000, "statement", Joiners, "0", "", "", "") }));
        statement.ShouldSay(StatusCode.FailedPrecondition, "JOURNAL_BEHIND");
        var story = await Refused.ByAsync(server.Transfers.ListTransferStepsAsync(
            new() { Name = transfer, PageToken = Token(1_000_000, "steps", transfer, "") }));
        story.ShouldSay(StatusCode.FailedPrecondition, "JOURNAL_BEHIND");
    }

    private static string Token(long position, params string[] list) =>
        PageRequest.Read(new Fields(), 0, "", list).TokenFor(position);

    [Fact]
    public async Task What_is_malformed_is_told_first()
    {
        await using var server = await BegunAsync();
        (await Refused.ByAsync(server.Books.GetStatementAsync(new() { Body = "x", AfterPosition = 1_000_000 })))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "body");
    }

    [Fact]
    public async Task A_service_over_an_older_database_does_not_start_and_its_watchers_learn_of_an_accepted_loss()
    {
        using var folder = new TempFolder();
        var database = Path.Combine(folder.Path, "journal.db");
        await FoundAsync(folder, "masons");
        var older = await File.ReadAllBytesAsync(database);
        await FoundAsync(folder, "joiners");
        await File.WriteAllBytesAsync(database, older);

        var refusal = await Should.ThrowAsync<JournalLossException>(() => TestServer.StartAsync(folder.Path));
        refusal.Loss.ShouldBe(new JournalLoss(JournalLossKind.Shorter, 1, 2));
        (await File.ReadAllBytesAsync(database)).ShouldBe(older);

        await using (SqliteJournal.Open(folder.Path, new JournalOptions { AcceptLoss = true }))
        {
        }
        await using var server = await TestServer.StartAsync(folder.Path);
        using var watch = server.Sections.WatchSectionBoard(new() { Name = Joiners, AfterPosition = 2 });
        RequireBehind(await Refused.ByCallAsync(() => watch.NextAsync()), 2, 1);
    }

    private static async Task FoundAsync(TempFolder folder, string section)
    {
        await using var server = await TestServer.StartAsync(folder.Path);
        await server.Sections.FoundSectionAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(),
            SectionId = section,
            DisplayName = section,
            Kind = V1.SectionKind.Trade,
            Trade = section,
            Country = "CH",
            Currencies = { Chf },
        });
        await server.QuietAsync();
    }

    private static async Task<V1.CommandReply> DepositAsync(TestServer server)
    {
        var reply = await server.Sections.DepositAsync(
            new() { RequestId = server.NewId(), Section = Joiners, Amount = Francs(1) });
        await server.QuietAsync();
        return reply;
    }

    private static void RequireBehind(Refused refused, long given, long reached)
    {
        refused.ShouldSay(StatusCode.FailedPrecondition, "JOURNAL_BEHIND");
        refused.Metadata["after_position"].ShouldBe(given.ToString(CultureInfo.InvariantCulture));
        refused.Metadata["journal_position"].ShouldBe(reached.ToString(CultureInfo.InvariantCulture));
    }
}
