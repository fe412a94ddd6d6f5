namespace Solidarity.Cli.Tests.Replaying;

/// <summary>The command line in a process of its own, so that it can be killed.</summary>
internal sealed class SolidarityProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private SolidarityProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public static SolidarityProcess Start(params string[] args)
    {
        var start = new ProcessStartInfo(DotnetPath())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Cli).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return new SolidarityProcess(Process.Start(start)!);
    }

    /// <summary>SIGKILL: nothing in the process gets a chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for the end, but no longer than <paramref name="patience"/>; true if it came.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan patience)
    {
        using var impatience = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(impatience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _output, await _error);
    }

    public void Dispose() => _process.Dispose();

    private static string DotnetPath() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
