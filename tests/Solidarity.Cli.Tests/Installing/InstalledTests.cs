using System.Runtime.InteropServices;
using Solidarity.Cli.Tests.Deploying;
using Solidarity.Cli.Tests.Services;
using Solidarity.Cli.Tests.Serving;
using Solidarity.Cli.Tests.Shells;

namespace Solidarity.Cli.Tests.Installing;

/// <summary>What the scripts of deploy/ build, run as somebody does who has only just installed it.</summary>
public sealed class InstalledTests
{
    private const string PowerShellVersion = "7.6.9";
    private static readonly TimeSpan BuildTimeMax = TimeSpan.FromMinutes(15);

    [InstallFact]
    public async Task One_file_serves_and_is_a_client()
    {
        using var folder = new TempFolder();
        await RunAsync(Script("build-single"), [folder.Path], folder.Path, BuildTimeMax);
        Directory.GetFiles(folder.Path).Select(Path.GetFileName).ShouldBe(["solidarity"]);
        await WorksAsync(Path.Combine(folder.Path, "solidarity"));
    }

    [InstallFact]
    public async Task The_tool_is_installed_and_works()
    {
        using var packages = new TempFolder();
        using var folder = new TempFolder();
        await RunAsync(Script("build-tool"), [packages.Path], folder.Path, BuildTimeMax);
        await InstallAsync(
            folder.Path, $"solidarity.{RuntimeInformation.RuntimeIdentifier}", "--source", packages.Path);
        await WorksAsync(Path.Combine(folder.Path, "solidarity"));
    }

    /// <summary>PowerShell is a .NET tool, so it can be had where the SDK is.</summary>
    [InstallFact]
    public async Task PowerShell_completes()
    {
        using var folder = new TempFolder();
        await InstallAsync(folder.Path, "PowerShell", "--version", PowerShellVersion);
        ShellScript.Write(Path.Combine(folder.Path, "solidarity"),
            $"exec dotnet \"{Path.Combine(AppContext.BaseDirectory, "solidarity.dll")}\" \"$@\"");
        var lines = Path.Combine(folder.Path, "completion.ps1");
        await File.WriteAllTextAsync(lines, (await Ran.OfAsync("completion", "powershell")).Output);
        foreach (var (line, word) in new[]
        {
            ("solidarity sec", "sections"), ("solidarity sections fou", "found"), ("solidarity ", "sections"),
        })
        {
            var found = await RunAsync(Path.Combine(folder.Path, "pwsh"),
            [
                "-NoProfile", "-NonInteractive", "-Command",
                $". '{lines}'; (TabExpansion2 '{line}' {line.Length}).CompletionMatches | % CompletionText",
            ], folder.Path, TimeSpan.FromMinutes(1));
            found.Split('\n').ShouldContain(word, line);
        }
    }

    private static async Task WorksAsync(string program)
    {
        using var home = new TempFolder();
        (await RunAsync("--version")).ShouldStartWith("solidarity ");
        foreach (var args in new[]
        {
            new[] { "--help" }, ["man"], ["completion", "bash"], ["completion", "zsh"], ["completion", "fish"],
            ["completion", "powershell"], ["[suggest:14]", "solidarity sec"],
        })
            (await RunAsync(args)).ShouldBe((await Ran.OfAsync(args)).Output);

        using var service = Process.Start(
            StartOf(program, ["serve", "--data", "data", "--listen", "http://127.0.0.1:0"], home.Path, home.Path))!;
        try
        {
            var address = await ServeProcess.AddressAsync(service);
            await RunAsync("--server", address, "init", "section", "Masons of Geneva", "--trade", "masons",
                "--country", "CH", "--currency", "CHF", "--deposit", "500", "CHF");
            (await RunAsync("--server", address, "balances", "geneva-masons")).ShouldContain("500.00");
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync(Service.Deadline());
        }

        Task<string> RunAsync(params string[] args) =>
            InstalledTests.RunAsync(program, args, home.Path, TimeSpan.FromMinutes(1), home.Path);
    }

    private static Task<string> InstallAsync(string folder, string package, params string[] options) => RunAsync(
        "dotnet", ["tool", "install", package, "--tool-path", folder, .. options], folder, BuildTimeMax);

    private static string Script(string name) => Path.Combine(DeployFiles.Folder.FullName, name);

    // Null: the home of whoever runs the tests, where restored packages are.
    private static ProcessStartInfo StartOf(string program, string[] args, string folder, string? home)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        if (home is not null)
            start.Environment["HOME"] = home;
        return start;
    }

    // What the program prints; it has to end well.
    private static async Task<string> RunAsync(
        string program, string[] args, string folder, TimeSpan timeMax, string? home = null)
    {
        using var process = Process.Start(StartOf(program, args, folder, home))!;
        using var giveUp = new CancellationTokenSource(timeMax);
        var output = process.StandardOutput.ReadToEndAsync(giveUp.Token);
        var error = process.StandardError.ReadToEndAsync(giveUp.Token);
        await process.WaitForExitAsync(giveUp.Token);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', args)}: {await output}{await error}");
        return await output;
    }
}

/// <summary>A fact that builds what is installed. That takes minutes, so without the variable it is skipped and says
/// so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InstallFactAttribute : FactAttribute
{
    private const string Variable = "SOLIDARITY_INSTALL";

    public InstallFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
            Skip = $"Building what is installed takes minutes; set {Variable} to have it done.";
        else if (!OperatingSystem.IsLinux())
            Skip = "The scripts were tried on Linux alone.";
    }
}
