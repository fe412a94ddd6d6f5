using Microsoft.Extensions.DependencyInjection;
using Solidarity.Benchmarks.Journal;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Grains.Clusters;
using Solidarity.Grains.Streams;
using Solidarity.Server;
using Solidarity.Storage;
using Solidarity.Views.Worlds;

namespace Solidarity.Benchmarks.Storm;

/// <summary>
/// The whole service on a loopback port, with a strike whose call is in the inbox of many sections, each with money;
/// and clients connected to it.
/// </summary>
internal sealed class StormHost : IAsyncDisposable
{
    private const long DepositMinor = 100_00;
    private const string Striking = "striking";

    private readonly ImmutableArray<SolidarityServer> _servers;
    private readonly DirectoryInfo _folder;
    private readonly int _sections;

    private StormHost(
        ImmutableArray<SolidarityServer> servers, DirectoryInfo folder, int sections, int connections)
    {
        (_servers, _folder, _sections) = (servers, folder, sections);
        Clients = new StormClients([.. servers.Select(server => server.Address)], connections);
    }

    public StormClients Clients { get; }

    public IServiceProvider Services => _servers[0].Services;

    public static Task<StormHost> StartAsync(int sections, int connections) =>
        StartAsync(sections, connections, silos: 1, cluster: null);

    /// <param name="cluster">Which cluster the services are of, all in this process; null: there is one, alone.</param>
    public static async Task<StormHost> StartAsync(int sections, int connections, int silos, ClusterSettings? cluster)
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-storm-");
        var servers = ImmutableArray.CreateBuilder<SolidarityServer>();
        for (var silo = 0; silo < silos; silo++)
            servers.Add(await SolidarityServer.StartAsync(new ServerOptions
            {
                DataFolder = Path.Combine(folder.FullName, $"silo-{silo}"),
                Cluster = cluster,
            }));
        var host = new StormHost(servers.DrainToImmutable(), folder, sections, connections);
        await host.PrepareAsync();
        return host;
    }

    /// <summary>Every section pledges once, at its grain and not over gRPC.</summary>
    /// <param name="inFlight">How many calls are under way.</param>
    public async Task PledgeAtGrainsAsync(int inFlight)
    {
        var next = -1;
        var strike = new StrikeId(Address.Parse(StormClients.Strike).Id);
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            int section;
            while ((section = Interlocked.Increment(ref next)) < _sections)
                await ServiceHost.AskAsync(SectionGrain(section), new PledgeCommand.MakePledge(
                    PledgeId.Of("p-1"), strike, AidKind.Gift, new Amount(StormClients.PledgeMinor, ServiceHost.Chf),
                    StormClients.Authority, HonourNow: false, LapsesAt: null));
        })));
    }

    /// <summary>Until the strike's board has everything that was answered.</summary>
    public async Task QuietAsync()
    {
        long position;
        do
        {
            position = Position;
            foreach (var server in _servers)
            {
                await server.Services.GetRequiredService<IJournal>().SyncAsync();
                await server.QuietAsync();
            }
        }
        // What one did meanwhile may be for another.
        while (Position != position);
    }

    private long Position => _servers.Max(server => server.Services.GetRequiredService<IJournal>().Position);

    /// <summary>Every pledge stands on the board, once.</summary>
    public async Task CheckAsync()
    {
        using var channel = Clients.NewChannel();
        var board = await new V1.StrikesService.StrikesServiceClient(channel)
            .GetBoardAsync(new V1.GetBoardRequest { Name = StormClients.Strike });
        var pledged = board.Money.SingleOrDefault()?.PledgedMinorUnits;
        if (board.Answers.Pledged != _sections || board.AidTotal != _sections
            || pledged != _sections * StormClients.PledgeMinor)
            throw new InvalidOperationException(
                $"{_sections} sections pledged; the board has {board.Answers} and {pledged} in all");
    }

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        foreach (var server in _servers)
            await server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Nothing of this is timed, so it goes straight to the grains.</summary>
    private async Task PrepareAsync()
    {
        var strike = new StrikeId(Address.Parse(StormClients.Strike).Id);
        var facts = new StrikeFacts("masons", "Geneva", "CH", ["the master builders"], "ten hours", 3_000,
            new DateOnly(1868, 3, 23));
        var need = new Amount(_sections * StormClients.PledgeMinor, ServiceHost.Chf);
        var striking = Grain(Striking);
        await ServiceHost.AskAsync(striking, ServiceHost.Founding(0));
        await ServiceHost.AskAsync(striking, new OwnStrikeCommand.DeclareStrike(strike, facts));
        await ServiceHost.AskAsync(
            striking, new OwnCallCommand.CallForAid(strike, Level.International, [], new("money", need)));
        await QuietAsync();
        var call = Services.GetRequiredService<Projector>().Current.Strikes.Find(strike.Value)!.Calls.Call!;
        await Task.WhenAll(Enumerable.Range(0, _sections).Select(section => Task.Run(async () =>
        {
            var grain = SectionGrain(section);
            await ServiceHost.AskAsync(grain, ServiceHost.Founding(section));
            var deposit = new Amount(DepositMinor, ServiceHost.Chf);
            await ServiceHost.AskAsync(grain, new OwnTreasuryCommand.Deposit(deposit, "weekly dues of the members"));
            // As the dispatcher brings it.
            await ServiceHost.AskAsync(grain, new InboxCommand.LearnCall(call, strike));
        })));
        await QuietAsync();
        await Clients.ConnectAsync();
    }

    private ISectionGrain SectionGrain(int section) =>
        Grain(string.Create(CultureInfo.InvariantCulture, $"section-{section}"));

    private ISectionGrain Grain(string id) => Services.GetRequiredService<IGrainFactory>().GetGrain<ISectionGrain>(id);
}
