using Solidarity.Cli.Tests.Services;
using Solidarity.Server.Tests.Hosting;

namespace Solidarity.Cli.Tests.Shells;

/// <summary>Completion in real shells: what is typed goes through a terminal and the shell's own machinery.</summary>
public sealed class ShellTests
{
    [ShellFact("bash")]
    public Task Bash_completes() => CompletesAsync("bash");

    [ShellFact("zsh")]
    public Task Zsh_completes() => CompletesAsync("zsh");

    [ShellFact("fish")]
    public Task Fish_completes() => CompletesAsync("fish");

    private static async Task CompletesAsync(string name)
    {
        await using var service = await Service.StartAsync();
        await service.RunAsync("sections", "found", "geneva-masons", "--name", "x", "--trade", "masons",
            "--country", "CH", "--currency", "CHF");
        await using var shell = await Shell.StartAsync(name, new Uri(service.Address));
        (await shell.CompleteAsync("solidarity sec")).ShouldBe("<sections>");
        (await shell.CompleteAsync("solidarity sections fou")).ShouldBe("<sections><found>");
        (await shell.CompleteAsync("solidarity pledge --auth")).ShouldBe("<pledge><--authority>");
        (await shell.CompleteAsync("solidarity deposit gen")).ShouldBe("<deposit><geneva-masons>");
    }
}

/// <summary>A fact that needs a shell, and a terminal for it. A shell that is missing is installed, if that can be
/// done; else the fact is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell) => Skip = IsThere("script")
        ? DebianPackage.Missing(shell, () => IsThere(shell))
        : "This needs a terminal, which the program script makes; it is not installed.";

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
