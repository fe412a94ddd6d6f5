using System.Runtime.InteropServices;
using Solidarity.Cli.Tests.Deploying;
using Solidarity.Cli.Tests.Services;
using Solidarity.Cli.Tests.Serving;
using Solidarity.Cli.Tests.Shells;
using Solidarity.Cli.Tests.Transcripts;
using Solidarity.Commands.Settings;

namespace Solidarity.Cli.Tests.Installing;

/// <summary>What the scripts of deploy/ build, run as somebody does who has only just installed it.</summary>
public sealed class InstalledTests(NativeBuild native) : IClassFixture<NativeBuild>
{
    private const string PowerShellVersion = "7.6.9";
    private static readonly TimeSpan BuildTimeMax = TimeSpan.FromMinutes(15);

    // The client's own clock counts in it: a process has the system's, and the service of a test another.
    private const string StoryOfToday = "first-hour.txt";

    public static TheoryData<string> Stories =>
    [
        .. ((IEnumerable<object[]>)TranscriptTests.Files).Select(row => (string)row[0])
            .Where(file => file != StoryOfToday),
    ];

    [InstallFact]
    public async Task One_file_serves_and_is_a_client()
    {
        using var folder = new TempFolder();
        await BuildAsync("build-single", folder.Path);
        Directory.GetFiles(folder.Path).Select(Path.GetFileName).ShouldBe(["solidarity"]);
        await WorksAsync(Path.Combine(folder.Path, "solidarity"));
    }

    [InstallFact]
    public async Task What_is_compiled_ahead_serves_and_is_a_client()
    {
        var folder = await native.FolderAsync();
        Directory.GetFiles(folder).Select(Path.GetFileName).Order().ShouldBe(["solidarity", "solidarity-service"]);
        await WorksAsync(Path.Combine(folder, "solidarity"));
    }

    /// <summary>What is compiled ahead has no reflection to speak of, and nothing but running it shows what lacks.
    /// </summary>
    [InstallTheory]
    [MemberData(nameof(Stories))]
    public async Task What_is_compiled_ahead_prints_what_the_transcript_says(string file)
    {
        var program = Path.Combine(await native.FolderAsync(), "solidarity");
        var (actual, expected) =
            await TranscriptTests.TellAsync(file, (service, args) => service.RunWithAsync(program, args));
        foreach (var (line, expectedLine) in actual.Split('\n').Zip(expected.Split('\n')))
            line.ShouldBe(expectedLine);
        actual.Length.ShouldBe(expected.Length);
    }

    [InstallFact]
    public async Task A_client_alone_says_what_it_needs_to_serve()
    {
        using var folder = new TempFolder();
        var program = Path.Combine(folder.Path, "solidarity");
        File.Copy(Path.Combine(await native.FolderAsync(), "solidarity"), program);
        var ran = await Ran.OfProcessAsync(program, ["serve", "--data", "data"], new Dictionary<string, string>());
        ran.ShouldBe(new Ran(2, "",
            $"solidarity: \"serve\" needs the program solidarity-service, which is not in {folder.Path}/. "
            + "deploy/build-native makes both.\n"));

        var service = Path.Combine(folder.Path, "solidarity-service");
        await File.WriteAllTextAsync(service, "is no program");
        ran = await Ran.OfProcessAsync(program, ["serve", "--data", "data"], new Dictionary<string, string>());
        ran.ShouldBe(new Ran(1, "", $"solidarity: {service} cannot be started: Permission denied.\n"));
    }

    [InstallFact]
    public async Task The_tool_is_installed_and_works()
    {
        using var packages = new TempFolder();
        using var folder = new TempFolder();
        await BuildAsync("build-tool", packages.Path);
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
            ["[suggest:0]", ""],
        })
            (await RunAsync(args)).ShouldBe((await Ran.OfAsync(args)).Output);

        using var service = Process.Start(
            StartOf(program, ["serve", "--data", "data", "--listen", "http://127.0.0.1:0"], home.Path, home.Path))!;
        try
        {
            var address = await ServeProcess.AddressAsync(service);
            await RunAsync("--server", address, "init", "section", "Masons of Geneva", "--trade", "masons",
                "--locality", "Geneva", "--country", "CH", "--currency", "CHF", "--deposit", "500", "CHF");
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

    /// <summary>Runs a script of deploy/ that builds into a folder.</summary>
    internal static Task BuildAsync(string script, string folder) =>
        RunAsync(Path.Combine(DeployFiles.Folder.FullName, script), [folder], folder, BuildTimeMax);

    private static Task<string> InstallAsync(string folder, string package, params string[] options) => RunAsync(
        "dotnet", ["tool", "install", package, "--tool-path", folder, .. options], folder, BuildTimeMax);

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
        {
            start.Environment["HOME"] = home;
            // What is chosen there is kept there, and not for other tests.
            start.Environment.Remove(ContextFile.PathVariable);
        }
        return start;
    }

    // What the program prints; it has to end well.
    private static async Task<string> RunAsync(
        string program, string[] args, string folder, TimeSpan timeMax, string? home = null)
    {
        using var giveUp = new CancellationTokenSource(timeMax);
        var ran = await Ran.OfProcessAsync(StartOf(program, args, folder, home), giveUp.Token);
        ran.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', args)}: {ran.Output}{ran.Error}");
        return ran.Output;
    }
}
