using Grpc.Net.Client;
using Solidarity.Cluster.Tests.Proxies;

namespace Solidarity.Cluster.Tests.Services;

/// <summary>One of the silos of a cluster: its folder and its proxy, which stay, and the process, which comes and goes.
/// </summary>
internal sealed class ClusterSilo(string name, string folder, string cluster, StorageProxy proxy) : IAsyncDisposable
{
    private SiloProcess? _process;
    private volatile SiloConnection? _connection;

    public string Name => name;

    public string Folder => folder;

    public StorageProxy Proxy => proxy;

    /// <summary>How far its clock goes ahead, from the next start on.</summary>
    public TimeSpan ClockShift { get; set; }

    /// <summary>For clients; null while the process is known not to run.</summary>
    public SiloConnection? Connection => _connection;

    public bool IsRunning => _process is not null;

    /// <summary>Whether it has ended though nobody ended it.</summary>
    public bool HasEndedByItself => _process?.HasExited == true;

    public string Printed => _process?.Printed ?? "";

    /// <returns>Null where it listens; else what it printed when it ended in place of that.</returns>
    public async Task<string?> TryStartAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        var process = await SiloProcess.StartAsync(folder, cluster, proxy.ConnectionString, ClockShift);
        if (process.HasExited)
        {
            using (process)
                return $"exit code {process.ExitCode}\n{process.Printed}";
        }
        _process = process;
        _connection = new SiloConnection(name, GrpcChannel.ForAddress(process.Address), begun);
        return null;
    }

    /// <exception cref="InvalidOperationException">It does not start.</exception>
    public async Task StartAsync()
    {
        if (await TryStartAsync() is { } problem)
            throw new InvalidOperationException($"silo {name} did not start: {problem}");
    }

    public async Task KillAsync()
    {
        await _process!.KillAsync();
        Leave();
    }

    public void Pause() => _process!.Pause();

    public void Continue() => _process!.Continue();

    public async Task StopAsync()
    {
        // Clients that still ask it are told that it stops.
        await _process!.StopAsync();
        Leave();
    }

    public async ValueTask DisposeAsync()
    {
        Leave();
        await proxy.DisposeAsync();
    }

    private void Leave()
    {
        var connection = _connection;
        _connection = null;
        connection?.Dispose();
        _process?.Dispose();
        _process = null;
    }
}
