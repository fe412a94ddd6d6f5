using System.Security.Cryptography;

namespace Solidarity.Storage.Tests.Node;

/// <summary>Finds and runs node and npm, and installs packages with them.</summary>
internal static class NodeTools
{
    private static readonly TimeSpan RunTimeMax = TimeSpan.FromMinutes(5);

    /// <summary>Why nothing can be run here; null when both are there.</summary>
    public static string? Missing { get; } = Find("node") is null || Find("npm") is null
        ? "This needs node and npm, which are not on the PATH."
        : null;

    /// <summary>The full path of a program that <see cref="Missing"/> does not miss.</summary>
    public static string PathOf(string program) =>
        Find(program) ?? throw new InvalidOperationException($"{program} is not on the PATH.");

    /// <summary>Installs what the lock file in this folder names, once for each state of the lock file. npm ci empties
    /// node_modules first, so a broken install does not stay.</summary>
    public static async Task InstallAsync(string folder)
    {
        var wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"));
        var installedMark = Path.Combine(folder, "node_modules", "installed-lock.json");
        if (File.Exists(installedMark) && await File.ReadAllTextAsync(installedMark) == wanted)
            return;
        await RunAsync("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        await File.WriteAllTextAsync(installedMark, wanted);
    }

    /// <summary>Installs what the lock file in this folder names in a folder that all test projects share, because it
    /// is large; whoever comes second waits.</summary>
    /// <returns>The folder that has node_modules.</returns>
    public static Task<string> InstallSharedAsync(string folder) => Task.Factory.StartNew(
        () => InstallShared(folder), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // A mutex belongs to a thread, so all of it is done on one.
    private static string InstallShared(string folder)
    {
        var hash = SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "package-lock.json")));
        var name = $"solidarity-node-{Convert.ToHexString(hash)[..16]}";
        var shared = Path.Combine(Path.GetTempPath(), name);
        using var mutex = new Mutex(initiallyOwned: false, $"Global\\{name}");
        try
        {
            if (!mutex.WaitOne(RunTimeMax))
                throw new InvalidOperationException($"{shared} was being installed for longer than {RunTimeMax}.");
        }
        catch (AbandonedMutexException)
        {
            // Who installed was killed; what it left is looked at anew.
        }
        try
        {
            Directory.CreateDirectory(shared);
            foreach (var file in new[] { "package.json", "package-lock.json" })
                File.Copy(Path.Combine(folder, file), Path.Combine(shared, file), overwrite: true);
            InstallAsync(shared).GetAwaiter().GetResult();
            return shared;
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }

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
            StartInfo = new ProcessStartInfo(PathOf(program), arguments)
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
