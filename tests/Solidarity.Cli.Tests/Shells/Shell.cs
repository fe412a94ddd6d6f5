using System.Text;
using Solidarity.Cli.Tests.Services;

namespace Solidarity.Cli.Tests.Shells;

/// <summary>A real shell at a terminal, which has taken in what <c>solidarity completion</c> prints. In it, the command
/// <c>solidarity</c> answers to the key that completes as the program does. Everything else it only repeats.</summary>
internal sealed class Shell : IAsyncDisposable
{
    private const char Tab = '\t';

    // What the program repeats begins so; nothing that is typed has it.
    private const string Got = "GOT<";
    private const string Ready = "ready to type";

    private readonly TempFolder _folder;
    private readonly Process _process;
    private readonly StringBuilder _shown = new();

    private Shell(TempFolder folder, Process process) => (_folder, _process) = (folder, process);

    /// <param name="shell">bash, zsh or fish.</param>
    /// <param name="service">Where ids come from.</param>
    public static async Task<Shell> StartAsync(string shell, Uri service)
    {
        var folder = new TempFolder();
        ShellScript.Write(Path.Combine(folder.Path, "solidarity"), $$"""
            case $1 in
              "[suggest"*) exec dotnet "{{Path.Combine(AppContext.BaseDirectory, "solidarity.dll")}}" "$@" ;;
              *) printf 'GOT'; printf '<%s>' "$@"; echo ;;
            esac
            """);
        var lines = Path.Combine(folder.Path, "completion");
        await File.WriteAllTextAsync(lines, (await Ran.OfAsync("completion", shell)).Output);
        // script gives it a terminal.
        var process = Process.Start(new ProcessStartInfo("script", ["-qfec", CommandOf(shell), "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["PATH"] = $"{folder.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
                ["HOME"] = folder.Path,
                ["TERM"] = "xterm",
                ["SOLIDARITY_SERVER"] = service.ToString(),
                ["SOLIDARITY_CONFIG"] = Path.Combine(folder.Path, "config.json"),
            },
        })!;
        var started = new Shell(folder, process);
        var begin = shell == "zsh" ? "autoload -U compinit; compinit -D; " : "";
        await started.TypeAsync($"{begin}. '{lines}'; echo ready 'to type'\n");
        await started.ShownAsync(Ready);
        return started;
    }

    /// <summary>Types the beginning of a line, the key that completes it, and Enter.</summary>
    /// <returns>The words that the program then got, each in pointed brackets.</returns>
    public async Task<string> CompleteAsync(string line)
    {
        await TypeAsync($"{line}{Tab}\n");
        var after = await ShownAsync(Got);
        while (!after.Contains('\n', StringComparison.Ordinal))
            after += await ReadAsync();
        return $"<{after[..after.IndexOf('\n', StringComparison.Ordinal)].TrimEnd('\r')}";
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(Service.Deadline());
        _process.Dispose();
        _folder.Dispose();
    }

    private static string CommandOf(string shell) => shell switch
    {
        "bash" => "bash --norc --noprofile -i",
        "zsh" => "zsh -f -i",
        "fish" => "fish --no-config -i",
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "no such shell"),
    };

    private async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    // What follows a text that is shown; it counts once.
    private async Task<string> ShownAsync(string text)
    {
        int at;
        while ((at = _shown.ToString().IndexOf(text, StringComparison.Ordinal)) < 0)
            _shown.Append(await ReadAsync());
        var after = _shown.ToString()[(at + text.Length)..];
        _shown.Clear();
        return after;
    }

    private async Task<string> ReadAsync()
    {
        var buffer = new char[1_024];
        var count = await _process.StandardOutput.ReadAsync(buffer, Service.Deadline());
        count.ShouldBeGreaterThan(0, $"The shell ended. It had shown: {_shown}");
        return new string(buffer, 0, count);
    }
}
