using Solidarity.Commands.Client;
using Solidarity.Commands.Settings;
using Solidarity.Server;

namespace Solidarity.Cli.Tests.Services;

/// <summary>A real server on a free loopback port, over a real journal in a folder of its own, with a clock that stands
/// still until it is moved. An error in its log fails the test.</summary>
internal sealed class Service : IAsyncDisposable
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder;
    private readonly TempFolder _settings = new();
    private readonly ErrorLog _log;
    private readonly StandingTime _time;
    private SolidarityServer _server;

    private Service(TempFolder folder, SolidarityServer server, ErrorLog log, StandingTime time) =>
        (_folder, _server, _log, _time) = (folder, server, log, time);

    public string Address => _server.Address.GetLeftPart(UriPartial.Authority);

    public string DataFolder => _folder.Path;

    /// <summary>Where the user of this service keeps contexts.</summary>
    public string SettingsFile => Path.Combine(_settings.Path, "config.json");

    /// <param name="keepAlive">When the service gives up silent clients; null: at the usual times.</param>
    /// <param name="day">What day its clock says; null: the usual one.</param>
    /// <param name="data">Its data; null: it has none yet. They go with the service.</param>
    public static async Task<Service> StartAsync(
        KeepAlive? keepAlive = null, DateOnly? day = null, TempFolder? data = null)
    {
        var (folder, log, time) = (
            data ?? new TempFolder(), new ErrorLog(), new StandingTime(day ?? StandingTime.Usual));
        return new Service(folder, await StartAsync(folder, log, time, "http://127.0.0.1:0", keepAlive), log, time);
    }

    /// <summary>Stops, and starts again on the same data at the same address.</summary>
    public async Task RestartAsync()
    {
        var address = Address;
        await _server.DisposeAsync();
        _server = await StartAsync(_folder, _log, _time, address);
    }

    /// <summary>A test that would wait for ever fails instead.</summary>
    public static CancellationToken Deadline() => new CancellationTokenSource(WaitMax).Token;

    /// <summary>Runs one command line to its end, and waits until all that follows from it has happened.</summary>
    public Task<Ran> RunAsync(params string[] args) => QuietAfterAsync(Ran.OfAsync(args, Variables, _time));

    /// <summary>The same as a process of a program that was built and installed. Its clock is the system's.</summary>
    public Task<Ran> RunWithAsync(string program, string[] args) =>
        QuietAfterAsync(Ran.OfProcessAsync(program, args, Variables));

    /// <summary>Lets time go by, and waits until all that was due has happened.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        await _server.QuietAsync(Deadline());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        _settings.Dispose();
        _log.Errors.ShouldBeEmpty();
    }

    private Dictionary<string, string> Variables => new()
    {
        [Choices.ServerVariable] = Address,
        [ContextFile.PathVariable] = SettingsFile,
    };

    private async Task<Ran> QuietAfterAsync(Task<Ran> running)
    {
        var ran = await running;
        await _server.QuietAsync(Deadline());
        return ran;
    }

    private static Task<SolidarityServer> StartAsync(
        TempFolder folder, ErrorLog log, StandingTime time, string listen, KeepAlive? keepAlive = null)
    {
        var options = new ServerOptions
        {
            DataFolder = folder.Path,
            Listen = new Uri(listen),
            Time = time,
            Logs = log,
        };
        if (keepAlive is { } quick)
            options = options with { KeepAliveDelay = quick.Delay, KeepAliveAnswerIn = quick.AnswerIn };
        return SolidarityServer.StartAsync(options, Deadline());
    }
}
