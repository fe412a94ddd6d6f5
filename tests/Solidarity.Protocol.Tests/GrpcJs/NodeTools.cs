namespace Solidarity.Protocol.Tests.GrpcJs;

/// <summary>Finds and runs node and npm.</summary>
internal static class NodeTools
{
    private static readonly TimeSpan RunTimeMax = TimeSpan.FromMinutes(3);

    /// <summary>Why nothing can be run here; null when both are there.</summary>
    public static string? Missing { get; } = Find("node") is null || Find("npm") is null
        ? "node and npm are not on the PATH, so the independent client @grpc/grpc-js was not run."
        : null;

    private static string? Find(string program)
    {
        var name = OperatingSystem.IsWindows() ? (program == "npm" ? "npm.cmd" : $"{program}.exe") : program;
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program to its end and gives its output.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0, or not in time.</exception>
    public static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(Find(program)!, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(RunTimeMax);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} did not end in {RunTimeMax}: {await output}{await errors}");
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output}{await errors}");
    }
}
