using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Clusters;
using Solidarity.Storage;

namespace Solidarity.Server.Tests.Hosting;

/// <summary>
/// The real server on a free loopback port, over a real journal in a folder of its own, with a real channel to it and a
/// clock that stands still in March 1868; or several such servers of one cluster. An error in its log that the test did
/// not expect fails the test.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);
    private static int _startsOnFolders;
    private readonly TempFolder? _ownFolder;
    private readonly ImmutableArray<SolidarityServer> _servers;
    private readonly ImmutableArray<GrpcChannel> _channels;
    private readonly ErrorLog _log;
    private int _requests;

    private TestServer(
        ImmutableArray<SolidarityServer> servers, ErrorLog log, ManualTime time, TempFolder? ownFolder)
    {
        (_servers, _log, Time, _ownFolder) = (servers, log, time, ownFolder);
        _requests = ownFolder is null ? Interlocked.Increment(ref _startsOnFolders) << 20 : 0;
        _channels = [.. servers.Select(server => GrpcChannel.ForAddress(server.Address))];
        CallInvoker calls = _channels is [var only]
            ? only.CreateCallInvoker()
            : new WanderingCalls([.. _channels.Select(channel => channel.CreateCallInvoker())]);
        Bodies = new(calls);
        Instances = new(calls);
        Trades = new(calls);
        Sections = new(calls);
        Books = new(calls);
        Federations = new(calls);
        Successions = new(calls);
        Corridors = new(calls);
        Strikes = new(calls);
        Calls = new(calls);
        Warnings = new(calls);
        Support = new(calls);
        Graph = new(calls);
        Pledges = new(calls);
        Loans = new(calls);
        Statutes = new(calls);
        Mandates = new(calls);
        Assemblies = new(calls);
        Claims = new(calls);
        Transfers = new(calls);
        Routes = new(calls);
        Messages = new(calls);
        Notices = new(calls);
    }

    public V1.BodiesService.BodiesServiceClient Bodies { get; }

    public V1.InstancesService.InstancesServiceClient Instances { get; }

    public V1.TradesService.TradesServiceClient Trades { get; }

    public V1.SectionsService.SectionsServiceClient Sections { get; }

    public V1.BooksService.BooksServiceClient Books { get; }

    public V1.FederationsService.FederationsServiceClient Federations { get; }

    public V1.SuccessionsService.SuccessionsServiceClient Successions { get; }

    public V1.CorridorsService.CorridorsServiceClient Corridors { get; }

    public V1.StrikesService.StrikesServiceClient Strikes { get; }

    public V1.CallsService.CallsServiceClient Calls { get; }

    public V1.WarningsService.WarningsServiceClient Warnings { get; }

    public V1.SupportService.SupportServiceClient Support { get; }

    public V1.GraphService.GraphServiceClient Graph { get; }

    public V1.PledgesService.PledgesServiceClient Pledges { get; }

    public V1.LoansService.LoansServiceClient Loans { get; }

    public V1.StatutesService.StatutesServiceClient Statutes { get; }

    public V1.MandatesService.MandatesServiceClient Mandates { get; }

    public V1.AssembliesService.AssembliesServiceClient Assemblies { get; }

    public V1.ClaimsService.ClaimsServiceClient Claims { get; }

    public V1.TransfersService.TransfersServiceClient Transfers { get; }

    public V1.RoutesService.RoutesServiceClient Routes { get; }

    public V1.MessagesService.MessagesServiceClient Messages { get; }

    public V1.NoticesService.NoticesServiceClient Notices { get; }

    internal SolidarityServer Server => _servers[0];

    /// <summary>The silos, where it is a cluster.</summary>
    internal ImmutableArray<SolidarityServer> Servers => _servers;

    internal GrpcChannel Channel => _channels[0];

    internal ErrorLog Log => _log;

    internal ManualTime Time { get; }

    /// <summary>A test that would wait for ever fails instead.</summary>
    internal static CancellationToken Deadline() => new CancellationTokenSource(WaitMax).Token;

    /// <param name="folder">Null: a new one, gone with the server.</param>
    /// <param name="rules">What the bodies decide and fold by; null: the ordinary ones.</param>
    /// <param name="change">What is different from an ordinary server.</param>
    internal static async Task<TestServer> StartAsync(
        string? folder = null, BodyRules? rules = null, Func<ServerOptions, ServerOptions>? change = null)
    {
        var own = folder is null ? new TempFolder() : null;
        var time = new ManualTime(new DateTimeOffset(1868, 3, 23, 8, 0, 0, TimeSpan.Zero));
        var log = new ErrorLog();
        var options = new ServerOptions { DataFolder = folder ?? own!.Path, Time = time, Logs = log, Rules = rules };
        var server = await SolidarityServer.StartAsync(change?.Invoke(options) ?? options, Deadline());
        return new TestServer([server], log, time, own);
    }

    /// <summary>Several silos of one cluster. Each call goes to another one than the call before.</summary>
    /// <param name="change">As of <see cref="StartAsync"/>, for each silo.</param>
    internal static async Task<TestServer> StartClusterAsync(
        ClusterSettings cluster, int silos, Func<ServerOptions, ServerOptions>? change = null)
    {
        var folder = new TempFolder();
        var time = new ManualTime(new DateTimeOffset(1868, 3, 23, 8, 0, 0, TimeSpan.Zero));
        var log = new ErrorLog();
        var servers = ImmutableArray.CreateBuilder<SolidarityServer>();
        for (var silo = 0; silo < silos; silo++)
        {
            var options = new ServerOptions
            {
                DataFolder = Path.Combine(folder.Path, $"silo-{silo}"),
                Cluster = cluster,
                Time = time,
                Logs = log,
            };
            servers.Add(await SolidarityServer.StartAsync(change?.Invoke(options) ?? options, Deadline()));
        }
        return new TestServer(servers.DrainToImmutable(), log, time, folder);
    }

    /// <summary>A request id that this server has not had, nor one before it on a folder that was given.</summary>
    public string NewId()
    {
        var number = Interlocked.Increment(ref _requests).ToString("x8", CultureInfo.InvariantCulture);
        return $"{number}-0000-7000-8000-000000000000";
    }

    /// <summary>Until everything that follows from what was asked has happened and can be read.</summary>
    public async Task QuietAsync()
    {
        long position;
        do
        {
            position = Reached();
            foreach (var server in _servers)
            {
                await server.Services.GetRequiredService<IJournal>().SyncAsync(Deadline());
                await server.QuietAsync(Deadline());
            }
        }
        // What one silo did meanwhile may be for another.
        while (_servers.Length > 1 && Reached() != position);
    }

    /// <summary>Lets time go by, and waits until all that was due has happened.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        // What is under way does not take as long as the time that passes now.
        await QuietAsync();
        Time.Advance(time);
        await QuietAsync();
    }

    /// <summary>Lets the pause go by that a feed makes after each message. It has begun when the message is there.
    /// </summary>
    public void PassPause() => Time.Advance(TimeSpan.FromMilliseconds(ServerLimits.FeedPauseMs));

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        foreach (var server in _servers)
            await server.DisposeAsync();
        _ownFolder?.Dispose();
        _log.Errors.ShouldBeEmpty();
    }

    private long Reached() =>
        _servers.Max(server => server.Services.GetRequiredService<IJournal>().Position);
}
