using System.Text.RegularExpressions;
using Solidarity.Storage.Tests.Node;

namespace Solidarity.Storage.Tests.Azurite;

/// <summary>Azurite, the emulator of Azure Storage, in a process and a folder of its own on free loopback ports. It
/// ends with the process that started it, also when that one is killed.</summary>
internal sealed partial class AzuriteServer : IAsyncDisposable
{
    /// <summary>Most of it is the loading of its modules: a second or two, and more than ten under load.</summary>
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(60);

    /// <summary>The account that is built into Azurite. Everybody knows its key.</summary>
    private const string Account = "devstoreaccount1";
    private const string AccountKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>A module that sends its process SIGTERM when standard input ends. SIGKILL would not do: Azurite writes
    /// its files every five seconds, and when it closes.</summary>
    private const string StopAtEndOfInput =
        "data:text/javascript,process.stdin.on('end',()=>process.kill(process.pid,'SIGTERM')).resume().unref()";

    private static readonly string PackageFolder = Path.Combine(AppContext.BaseDirectory, "azurite");
    private static readonly Lazy<Task<string>> Installed = new(() => NodeTools.InstallSharedAsync(PackageFolder));

    private readonly string _program;
    private readonly string _folder = Directory.CreateTempSubdirectory("solidarity-azurite-").FullName;
    private Process? _process;
    private Ports _ports = new(0, 0, 0);

    private AzuriteServer(string program) => _program = program;

    /// <summary>For the clients of blobs, queues and tables. It stays the same over a <see cref="StopAsync"/> and a
    /// <see cref="StartAgainAsync"/>.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};"
        + $"BlobEndpoint=http://127.0.0.1:{_ports.Blob}/{Account};"
        + $"QueueEndpoint=http://127.0.0.1:{_ports.Queue}/{Account};"
        + $"TableEndpoint=http://127.0.0.1:{_ports.Table}/{Account};";

    /// <summary>Installs Azurite if that was not done yet, and starts it on an empty folder.</summary>
    /// <exception cref="InvalidOperationException">It cannot be installed, or does not start in time.</exception>
    public static async Task<AzuriteServer> StartAsync()
    {
        var packages = await Installed.Value;
        var server = new AzuriteServer(Path.Combine(packages, "node_modules", "azurite", "dist", "src", "azurite.js"));
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A name for a container that nobody else uses. The container is not made yet.</summary>
    public static string NewContainer() => $"test-{Guid.NewGuid():N}";

    /// <summary>Stops it in order, so that its folder holds all that it has acknowledged.</summary>
    /// <exception cref="InvalidOperationException">It did not end in time; it is killed then.</exception>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        await EndAsync(process);
    }

    /// <summary>Starts it on the same folder and ports after a <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        using var limit = new CancellationTokenSource(StartTimeMax);
        // Somebody may have taken a port in the meantime, most likely for a connection that ends soon.
        while (_process is null)
            (_process, _ports) = await TryStartAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <returns>No process when a port is taken.</returns>
    private async Task<(Process?, Ports)> TryStartAsync(CancellationToken limit)
    {
        var process = Process.Start(new ProcessStartInfo(NodeTools.PathOf("node"), Arguments())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            if (await ReadPortsAsync(process.StandardOutput, limit) is { } ports)
            {
                // Read to the end, so that it never waits for a full pipe.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return (process, ports);
            }
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
            throw new InvalidOperationException($"Azurite did not listen within {StartTimeMax}: {await errors}");
        }

        await EndAsync(process);
        if (!(await errors).Contains("EADDRINUSE", StringComparison.Ordinal))
            throw new InvalidOperationException($"Azurite did not start: {await errors}");
        limit.ThrowIfCancellationRequested();
        return (null, _ports);
    }

    private string[] Arguments() =>
    [
        "--import", StopAtEndOfInput, _program,
        "--blobPort", $"{_ports.Blob}", "--queuePort", $"{_ports.Queue}", "--tablePort", $"{_ports.Table}",
        // The client speaks newer versions of the API than Azurite knows.
        "--location", _folder, "--silent", "--disableTelemetry", "--skipApiVersionCheck",
    ];

    /// <returns>Null when the output ends before the last of the three services listens.</returns>
    private static async Task<Ports?> ReadPortsAsync(StreamReader output, CancellationToken limit)
    {
        var ports = new Dictionary<string, int>();
        while (await output.ReadLineAsync(limit) is { } line)
        {
            if (Listening().Match(line) is not { Success: true } match)
                continue;
            var port = int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
            ports.Add(match.Groups["service"].Value, port);
            if (ports.Count == 3)
                return new(ports["Blob"], ports["Queue"], ports["Table"]);
        }

        return null;
    }

    private static async Task EndAsync(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(StopTimeMax);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw new InvalidOperationException($"Azurite did not end within {StopTimeMax} and was killed.");
            }
        }
    }

    [GeneratedRegex(@"^Azurite (?<service>\w+) service is successfully listening at .*:(?<port>\d+)$")]
    private static partial Regex Listening();

    /// <summary>Zero lets the system choose.</summary>
    private readonly record struct Ports(int Blob, int Queue, int Table);
}
