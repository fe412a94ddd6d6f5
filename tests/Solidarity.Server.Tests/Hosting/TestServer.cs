using Grpc.Net.Client;
using Solidarity.Domain.Messages;

namespace Solidarity.Server.Tests.Hosting;

/// <summary>
/// The real server on a free loopback port, over a real journal in a folder of its own, with a real channel to it and a
/// clock that stands still in March 1868. An error in its log that the test did not expect fails the test.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);
    private static int _startsOnFolders;
    private readonly TempFolder? _ownFolder;
    private readonly SolidarityServer _server;
    private readonly GrpcChannel _channel;
    private readonly ErrorLog _log;
    private int _requests;

    private TestServer(SolidarityServer server, ErrorLog log, ManualTime time, TempFolder? ownFolder)
    {
        (_server, _log, Time, _ownFolder) = (server, log, time, ownFolder);
        _requests = ownFolder is null ? Interlocked.Increment(ref _startsOnFolders) << 20 : 0;
        _channel = GrpcChannel.ForAddress(server.Address);
        Sections = new(_channel);
        Federations = new(_channel);
        Successions = new(_channel);
        Corridors = new(_channel);
        Strikes = new(_channel);
        Calls = new(_channel);
        Warnings = new(_channel);
        Support = new(_channel);
        Graph = new(_channel);
        Pledges = new(_channel);
        Loans = new(_channel);
        Transfers = new(_channel);
        Routes = new(_channel);
        Messages = new(_channel);
    }

    public V1.SectionsService.SectionsServiceClient Sections { get; }

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

    public V1.TransfersService.TransfersServiceClient Transfers { get; }

    public V1.RoutesService.RoutesServiceClient Routes { get; }

    public V1.MessagesService.MessagesServiceClient Messages { get; }

    internal SolidarityServer Server => _server;

    internal GrpcChannel Channel => _channel;

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
        return new TestServer(server, log, time, own);
    }

    /// <summary>A request id that this server has not had, nor one before it on a folder that was given.</summary>
    public string NewId()
    {
        var number = Interlocked.Increment(ref _requests).ToString("x8", CultureInfo.InvariantCulture);
        return $"{number}-0000-7000-8000-000000000000";
    }

    /// <summary>Until everything that follows from what was asked has happened and can be read.</summary>
    public Task QuietAsync() => _server.QuietAsync(Deadline());

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
        _channel.Dispose();
        await _server.DisposeAsync();
        _ownFolder?.Dispose();
        _log.Errors.ShouldBeEmpty();
    }
}
