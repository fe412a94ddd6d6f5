using System.Collections.Concurrent;

namespace Solidarity.Cluster.Tests.Services;

/// <summary>
/// A silo: <c>solidarity serve</c> as a process of its own, on a data folder and a storage. It is started, told to
/// stop, killed and paused as a machine may be; what it printed is kept for whoever has to find out why a test failed.
/// </summary>
internal sealed class SiloProcess : IDisposable
{
    private const string ListeningOn = "Listening on ";
    private const int LinesKept = 200;
    private const int LineCharsMax = 600;
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri?> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _output;
    private readonly Task _errors;

    private SiloProcess(Process process)
    {
        _process = process;
        _output = ReadAsync(process.StandardOutput);
        _errors = ReadAsync(process.StandardError);
        Ended = Task.WhenAll(process.WaitForExitAsync(), _output, _errors);
    }

    /// <summary>Where it listens; only once it was started in whole.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public bool HasExited => _process.HasExited;

    /// <summary>What it printed of late.</summary>
    public string Printed => string.Join('\n', _lines);

    /// <summary>The last line that says something of its own.</summary>
    public string LastWords => _lines.LastOrDefault(line => line.Length > 0 && line[0] != ' ') ?? "";

    /// <summary>Completes when it has ended and everything that it printed was read.</summary>
    public Task Ended { get; }

    public int ExitCode => _process.ExitCode;

    /// <summary>Completes when it listens, or has ended by itself, which <see cref="HasExited"/> says.</summary>
    /// <exception cref="InvalidOperationException">It does neither in time.</exception>
    /// <param name="clockShift">How far its clock goes ahead (or behind) of the machine's.</param>
    public static async Task<SiloProcess> StartAsync(
        string folder, string cluster, string storage, TimeSpan clockShift = default)
    {
        // A test run in the background ignores SIGINT, and so would what it starts; env gives signals their meaning.
        var start = new ProcessStartInfo("env",
        [
            "--default-signal=INT,TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "solidarity.dll"),
            "serve", "--data", folder, "--listen", "http://127.0.0.1:0", "--cluster", cluster, "--storage", storage,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (clockShift != default && ShiftedClock.Shim is { } shim)
        {
            start.Environment["LD_PRELOAD"] = shim;
            start.Environment[ShiftedClock.Variable] =
                ((long)clockShift.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
        var silo = new SiloProcess(Process.Start(start)!);
        try
        {
            if (await silo._listening.Task.WaitAsync(StartTimeMax) is { } address)
                silo.Address = address;
            else
                await silo.EndedAsync();
            return silo;
        }
        catch (TimeoutException)
        {
            silo.Dispose();
            throw new InvalidOperationException($"a silo did not listen within {StartTimeMax}:\n{silo.Printed}");
        }
    }

    /// <summary>As when the machine loses its power, but for what the disk has.</summary>
    public async Task KillAsync()
    {
        Signals.Send(_process, Signal.Kill);
        await EndedAsync();
    }

    /// <summary>It stands still, with all connections open, until <see cref="Continue"/>.</summary>
    public void Pause() => Signals.Send(_process, Signal.Stop);

    public void Continue() => Signals.Send(_process, Signal.Cont);

    /// <summary>Stops it in order.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="InvalidOperationException">It does not end in time.</exception>
    public async Task<int> StopAsync()
    {
        Signals.Send(_process, Signal.Term);
        await EndedAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task EndedAsync()
    {
        try
        {
            await Ended.WaitAsync(StopTimeMax);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            throw new InvalidOperationException($"a silo did not end within {StopTimeMax}:\n{Printed}");
        }
    }

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            // Stack traces of what the silo is built on say little and are long.
            if (line.StartsWith("   at System.", StringComparison.Ordinal))
                continue;
            _lines.Enqueue(line.Length > LineCharsMax ? line[..LineCharsMax] : line);
            if (_lines.Count > LinesKept)
                _lines.TryDequeue(out _);
            if (line.StartsWith(ListeningOn, StringComparison.Ordinal))
                _listening.TrySetResult(new Uri(line[ListeningOn.Length..].Split(',')[0]));
        }
        if (from == _process.StandardOutput)
            _listening.TrySetResult(null);
    }
}
