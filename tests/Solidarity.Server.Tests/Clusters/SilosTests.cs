using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Grains.Clusters;
using Solidarity.Server.Feeds;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Server.Tests.Notices;
using Solidarity.Storage;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Clusters;

/// <summary>Three silos of one cluster over a real Azurite, in this process; every call goes to another silo.</summary>
public sealed class SilosTests(SilosTests.ClusterFixture fixture) : IClassFixture<SilosTests.ClusterFixture>
{
    private const int Silos = 3;
    private const string Bakers = "sections/bakers";
    private const string Tailors = "sections/tailors";
    private const string Weavers = "sections/weavers";

    private readonly TestServer _cluster = fixture.Cluster;

    [NodeFact]
    public async Task A_pledge_goes_its_way_over_all_silos_and_all_replicas_are_equal()
    {
        await _cluster.BeginStoryAsync();
        foreach (var (section, francs) in ((string, long)[])[(Joiners, 40), (Printers, 25)])
        {
            var pledge = _cluster.PledgeOf(section, "p-1", francs);
            pledge.HonourNow = true;
            await _cluster.Pledges.PledgeAsync(pledge);
        }

        var board = await _cluster.BoardAsync();
        board.Money.Single().ReceivedMinorUnits.ShouldBe(65_00);
        (await _cluster.BalanceAsync(Joiners, "treasury")).ShouldBe(60_00);

        // Alarms ring wherever they are at home: the deadline passes, the call is over.
        await _cluster.PassAsync(TimeSpan.FromDays(60));
        var journals = _cluster.Servers.Select(server => server.Services.GetRequiredService<IJournal>()).ToList();
        var entries = await Task.WhenAll(journals.Select(ReadAllAsync));
        entries[0].Count.ShouldBeGreaterThan(30);
        entries[1].ShouldBe(entries[0]);
        entries[2].ShouldBe(entries[0]);
        foreach (var journal in journals)
            (await journal.PendingAsync(0, 10)).ShouldBeEmpty();
    }

    [NodeFact]
    public async Task A_notice_is_sent_by_one_silo_and_shown_by_all()
    {
        await using var hook = await WebhookListener.StartAsync();
        var bodies = Enumerable.Range(0, 9).Select(number => $"sections/told-{number}").ToArray();
        foreach (var body in bodies)
        {
            await _cluster.FoundSectionAsync(body["sections/".Length..]);
            await _cluster.Notices.SetNoticesAsync(new()
            {
                RequestId = _cluster.NewId(),
                Body = body,
                Webhooks = { new V1.NoticeWebhook { Url = hook.Url, Secret = "0123456789abcdef" } },
            });
        }
        await _cluster.QuietAsync();
        var position = 0L;
        foreach (var body in bodies)
            position = (await _cluster.TestAsync(body)).Position;

        foreach (var body in bodies)
            for (var silo = 0; silo < Silos; silo++)
                (await _cluster.ShownAsync(body, position)).Sent.ShouldBe(1);
        var ids = new HashSet<string>();
        while (hook.Count > 0)
            ids.Add((await hook.NextAsync()).Id).ShouldBeTrue();
        ids.Count.ShouldBe(bodies.Length);
    }

    [NodeFact]
    public async Task Bodies_are_at_home_in_all_silos()
    {
        var ids = Enumerable.Range(0, 30).Select(number => $"section-{number}").ToArray();
        foreach (var id in ids)
            await _cluster.FoundSectionAsync(id);
        var awake = _cluster.Servers.Select(server => ids.Count(id => IsAwake(server, id))).ToArray();
        awake.Sum().ShouldBe(ids.Length, "each has one grain");
        awake.ShouldAllBe(count => count > 0);
    }

    [NodeFact]
    public async Task What_is_there_is_found_by_every_silo_at_once()
    {
        for (var number = 0; number < 30; number++)
        {
            // The next call goes to another silo, and must not say that there is no such section.
            await _cluster.FoundSectionAsync($"new-{number}");
            await _cluster.DepositAsync($"sections/new-{number}", 10);
            (await _cluster.BalanceAsync($"sections/new-{number}", "treasury")).ShouldBe(10_00);
        }
        (await Refused.ByCallAsync(() => _cluster.DepositAsync("sections/nobody", 10)))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_BODY");
    }

    [NodeFact]
    public async Task The_same_request_counts_once_whichever_silos_have_it()
    {
        await _cluster.FoundSectionAsync("bakers");
        var deposit = new V1.DepositRequest
        {
            RequestId = _cluster.NewId(),
            Section = Bakers,
            Amount = Francs(10),
            Memo = "collected",
        };
        var replies = await Task.WhenAll(Enumerable.Range(0, 9)
            .Select(_ => _cluster.Sections.DepositAsync(deposit).ResponseAsync));
        replies.Distinct().Count().ShouldBe(1);
        (await _cluster.BalanceAsync(Bakers, "treasury")).ShouldBe(10_00);
    }

    [NodeFact]
    public async Task Many_at_once_are_all_written_once()
    {
        await _cluster.FoundSectionAsync("tailors");
        await _cluster.FoundSectionAsync("weavers");
        await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(number => _cluster.DepositAsync(number % 2 == 0 ? Tailors : Weavers, 1)));
        (await _cluster.BalanceAsync(Tailors, "treasury")).ShouldBe(100_00);
        (await _cluster.BalanceAsync(Weavers, "treasury")).ShouldBe(100_00);
    }

    [NodeFact]
    public async Task A_silo_that_stops_hands_over_and_no_call_fails()
    {
        await using var cluster = await fixture.StartAsync(Silos);
        await cluster.FoundSectionAsync("masons");
        var leaving = cluster.Servers[0];
        var staying = cluster.Servers[1..].Select(server =>
            new V1.SectionsService.SectionsServiceClient(Grpc.Net.Client.GrpcChannel.ForAddress(server.Address)));
        var stopped = leaving.DisposeAsync().AsTask();
        var paid = 0;
        while (!stopped.IsCompleted || paid < 20)
        {
            foreach (var silo in staying)
            {
                await silo.DepositAsync(new V1.DepositRequest
                {
                    RequestId = cluster.NewId(),
                    Section = Masons,
                    Amount = Francs(1),
                    Memo = "collected",
                    Again = true,
                });
                paid++;
            }
        }
        await stopped;
        var journal = cluster.Servers[1].Services.GetRequiredService<IJournal>();
        // The last answer may be another silo's, and this one has not read that entry yet.
        await journal.SyncAsync(TestServer.Deadline());
        (await ReadAllAsync(journal)).Count.ShouldBe(paid + 1);
    }

    [NodeFact]
    public async Task A_silo_stops_at_an_event_that_it_does_not_know()
    {
        using var folder = new TempFolder();
        var settings = fixture.NewCluster();
        await using var cluster = await TestServer.StartClusterAsync(settings, silos: 1);
        await cluster.FoundSectionAsync("masons");
        await using (var newer = SqliteJournal.Open(
            folder.Path, new JournalOptions { Log = BlobLog.Open(settings.Storage, settings.Name) }))
        {
            var entry = new NewEntry(
                new CommandId(UInt128.MaxValue), new ContentHash(1), cluster.Time.GetUtcNow(),
                "{\"events\":[{\"event\":\"section.levitated.v1\"}]}"u8.ToArray(), []);
            (await newer.AppendAsync(new Append(new StreamName(Masons), 1, [entry])))
                .ShouldBeOfType<AppendResult.Appended>();
        }

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = cluster.Server.Stopping.Register(stopped.SetResult);
        await stopped.Task.WaitAsync(TestServer.Deadline());
        cluster.Log.TakeErrors().ShouldContain(line => line.Contains("section.levitated.v1"));
        cluster.Server.WhyStopped.ShouldBeOfType<NewerVersionException>().Message.ShouldContain("entry 2 of " + Masons);
        // Started again it says the same, until somebody installs the newer version.
        await Should.ThrowAsync<NewerVersionException>(TestServer.StartClusterAsync(settings, silos: 1));
    }

    [NodeFact]
    public async Task A_position_that_no_silo_has_is_refused_and_nonsense_is_malformed()
    {
        await _cluster.FoundSectionAsync("hatters");
        foreach (var (position, code, reason) in ((string, StatusCode, string)[])
            [("100000", StatusCode.FailedPrecondition, "JOURNAL_BEHIND"),
                ("-1", StatusCode.InvalidArgument, "MALFORMED"), ("soon", StatusCode.InvalidArgument, "MALFORMED")])
        {
            var silo = new V1.BooksService.BooksServiceClient(_cluster.Channel);
            var refused = await Refused.ByAsync(silo.GetBalancesAsync(
                new V1.GetBalancesRequest { Body = "sections/hatters" },
                new Metadata { { PositionGate.Key, position } }));
            refused.ShouldSay(code, reason);
        }
    }

    /// <summary>The cluster of all tests here but those in which a silo stops; each test has sections of its own.
    /// </summary>
    public sealed class ClusterFixture : IAsyncLifetime
    {
        private AzuriteServer? _azurite;

        internal TestServer Cluster { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            if (NodeTools.Missing is not null)
                return;
            _azurite = await AzuriteServer.StartAsync();
            Cluster = await StartAsync(Silos);
        }

        internal ClusterSettings NewCluster() =>
            new(AzuriteServer.NewContainer(), StorageAccount.Parse(_azurite!.ConnectionString));

        internal Task<TestServer> StartAsync(int silos) => TestServer.StartClusterAsync(
            NewCluster(), silos, options => options with { Notices = new() { WebhookHosts = ["127.0.0.1"] } });

        public async Task DisposeAsync()
        {
            if (Cluster is not null)
                await Cluster.DisposeAsync();
            if (_azurite is not null)
                await _azurite.DisposeAsync();
        }
    }

    private static bool IsAwake(SolidarityServer server, string section) => server.Services
        .GetRequiredService<Solidarity.Grains.Streams.AwakeBodies>().Has(new StreamName($"sections/{section}"));

    private static async Task<List<string>> ReadAllAsync(IJournal journal)
    {
        var all = new List<string>();
        while (await journal.ReadAsync(all.Count, 1_000) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(entry => $"{entry.Position} {entry.Stream} {entry.Version} {entry.Command.Value} "
                + $"{entry.Content.Value} {entry.At:O} {Convert.ToHexString(entry.Body.Span)}"));
        }
        return all;
    }
}
