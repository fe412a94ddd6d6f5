using System.Collections.Concurrent;
using Grpc.Net.Client;
using Solidarity.Cluster.Tests.Proxies;

namespace Solidarity.Cluster.Tests.Services;

/// <summary>One of the silos of a cluster: its folder and its proxy, which stay, and the process, which comes and goes.
/// A process that ends by itself is started again, as a supervisor does with a service. Used from any thread.</summary>
internal sealed class ClusterSilo(string name, string folder, string cluster, StorageProxy proxy) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ConcurrentQueue<Fallen> _fallen = new();
    private SiloProcess? _process;
    private volatile SiloConnection? _connection;

    public string Name => name;

    public string Folder => folder;

    public StorageProxy Proxy => proxy;

    /// <summary>How far its clock goes ahead, from the next start on.</summary>
    public TimeSpan ClockShift { get; set; }

    /// <summary>For clients; null while the process is known not to run.</summary>
    public SiloConnection? Connection => _connection;

    public string Printed => _process?.Printed ?? "";

    /// <summary>Whether a process ended by itself since <see cref="TakeFallen"/> was asked last.</summary>
    public bool HasFallen => !_fallen.IsEmpty;

    /// <summary>The processes that ended by themselves or did not start, since it was asked last.</summary>
    public IEnumerable<Fallen> TakeFallen()
    {
        while (_fallen.TryDequeue(out var process))
            yield return process;
    }

    /// <summary>Starts it where it does not run, on its folder after <paramref name="prepare"/>.</summary>
    /// <returns>Null where it listens; else what it printed when it ended in place of that.</returns>
    public Task<string?> TryStartAsync(Action? prepare = null) => InTurnAsync(async () =>
    {
        if (_process is not null)
            return null;
        prepare?.Invoke();
        return await TryStartNowAsync();
    });

    public Task KillAsync() => InTurnAsync(async () =>
    {
        if (Leave() is not { } process)
            return;
        using (process)
            await process.KillAsync();
    });

    /// <summary>Stands still for so long.</summary>
    public Task PauseAsync(TimeSpan time) => InTurnAsync(async () =>
    {
        if (_process is not { HasExited: false } process)
            return;
        process.Pause();
        try
        {
            await Task.Delay(time);
        }
        finally
        {
            process.Continue();
        }
    });

    /// <summary>Clients send nothing more to it, and are answered what they have sent. On a busy machine the others may
    /// have declared it dead just before; then it ends as one that fell.</summary>
    /// <exception cref="InvalidOperationException">It does not end in time, or not with success.</exception>
    public Task StopAsync() => InTurnAsync(async () =>
    {
        var (process, connection) = (_process, _connection);
        (_process, _connection) = (null, null);
        if (process is null)
            throw new InvalidOperationException($"{name} did not run");
        using (connection)
        using (process)
            switch (await process.StopAsync())
            {
                case 0:
                    return;
                case Fallen.StartAgain:
                    _fallen.Enqueue(Fallen.Of(name, process));
                    return;
                case var code:
                    throw new InvalidOperationException($"{name} ended with {code}:\n{process.Printed}");
            }
    });

    public async ValueTask DisposeAsync()
    {
        await InTurnAsync(() =>
        {
            Leave()?.Dispose();
            return Task.CompletedTask;
        });
        await proxy.DisposeAsync();
    }

    private async Task<string?> TryStartNowAsync()
    {
        var process = await SiloProcess.StartAsync(folder, cluster, proxy.ConnectionString, ClockShift);
        if (process.HasExited)
        {
            using (process)
            {
                _fallen.Enqueue(Fallen.Of(name, process));
                return $"exit code {process.ExitCode}\n{process.Printed}";
            }
        }
        _process = process;
        _connection = new SiloConnection(name, GrpcChannel.ForAddress(process.Address));
        _ = SuperviseAsync(process);
        return null;
    }

    private async Task SuperviseAsync(SiloProcess process)
    {
        await process.Ended;
        await InTurnAsync(async () =>
        {
            // Whoever ends it leaves it first.
            if (_process != process)
                return;
            _fallen.Enqueue(Fallen.Of(name, process));
            Leave()?.Dispose();
            await TryStartNowAsync();
        });
    }

    private SiloProcess? Leave()
    {
        var (process, connection) = (_process, _connection);
        (_process, _connection) = (null, null);
        connection?.Dispose();
        return process;
    }

    private Task<bool> InTurnAsync(Func<Task> act) => InTurnAsync(async () =>
    {
        await act();
        return true;
    });

    private async Task<T> InTurnAsync<T>(Func<Task<T>> act)
    {
        await _gate.WaitAsync();
        try
        {
            return await act();
        }
        finally
        {
            _gate.Release();
        }
    }
}

/// <summary>A silo's process that ended by itself.</summary>
internal sealed record Fallen(string Silo, int ExitCode, string LastWords)
{
    /// <summary>By which a supervisor knows that it may start the silo again.</summary>
    public const int StartAgain = 3;

    public static Fallen Of(string silo, SiloProcess process) => new(silo, process.ExitCode, process.LastWords);

    public override string ToString() => $"{Silo} ended with exit code {ExitCode}: {LastWords}";
}
