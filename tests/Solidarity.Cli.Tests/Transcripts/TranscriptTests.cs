using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Solidarity.Cli.Tests.Services;

namespace Solidarity.Cli.Tests.Transcripts;

/// <summary>What the command line prints, as a user would read it. Each file tells one story against a service of its
/// own, and so do the console blocks of two pages. <c>{address}</c> and <c>{data}</c> stand for where that service is
/// and where it keeps its data, <c>{settings}</c> for the file of its user's contexts, <c>{version}</c> for the
/// program's, <c>{entries}</c> for a count of entries, <c>{tables}</c> for the folder of CSV files beside the
/// transcripts.</summary>
public sealed partial class TranscriptTests
{
    // Set to 1, the files are written anew with what the commands print. Read the difference before committing it.
    private const string ApproveVariable = "SOLIDARITY_APPROVE";

    private static readonly string Version = typeof(Cli).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static TheoryData<string> Files =>
    [
        .. new DirectoryInfo(Folder()).EnumerateFiles("*.txt")
            .Select(file => file.Name).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_command_line_prints_what_the_transcript_says(string file)
    {
        var (actual, expected) = await TellAsync(file, (service, args) => service.RunAsync(args));
        await ShouldBeAsync(actual, expected, Path.Combine(Folder(), file));
    }

    /// <summary>Runs the commands of a transcript.</summary>
    /// <param name="file">Its name.</param>
    /// <returns>It as it is with what they printed, and as it was.</returns>
    internal static async Task<(string Actual, string Expected)> TellAsync(
        string file, Func<Service, string[], Task<Ran>> run)
    {
        var expected = await File.ReadAllTextAsync(Path.Combine(Folder(), file));
        await using var service = await Service.StartAsync();
        var actual = await Transcript.ReplayAsync(expected, async args =>
        {
            var ran = await run(service, [.. args.Select(word => Known(service, word))]);
            return ran with { Output = Stable(ran.Output), Error = Stable(ran.Error) };
        }, service.PassAsync);
        return (actual, expected);

        // How many messages are answered in one entry is a matter of moments.
        string Stable(string text) => EntriesSoFar().Replace(text, "; entries: {entries}")
            .Replace(service.Address, "{address}", StringComparison.Ordinal)
            .Replace(Version, "{version}", StringComparison.Ordinal)
            .Replace(service.DataFolder, "{data}", StringComparison.Ordinal)
            .Replace(service.SettingsFile, "{settings}", StringComparison.Ordinal)
            .Replace(Path.Combine(Folder(), "tables"), "{tables}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md", 7)]
    [InlineData("src/Solidarity.Cli/README.md", 30)]
    public async Task The_console_blocks_of_a_page_do_what_they_say(string page, int commandsMin)
    {
        var path = Path.Combine(Root(), page);
        var readme = await File.ReadAllTextAsync(path);
        // The front page is typed in our days, on any of them.
        await using var service = await Service.StartAsync(day: page == "README.md" ? new DateOnly(2026, 12, 1) : null);
        var (actual, at, commands) = (new StringBuilder(), 0, 0);
        foreach (Match block in ConsoleBlocks().Matches(readme))
        {
            var said = block.Groups["text"];
            var printed = await Transcript.ReplayAsync(said.Value, async args =>
            {
                commands++;
                var ran = await service.RunAsync(args);
                ran.ExitCode.ShouldBe(0, $"{string.Join(' ', args)}: {ran.Error}");
                return ran;
            }, service.PassAsync);
            actual.Append(readme, at, said.Index - at).Append(printed);
            at = said.Index + said.Length;
        }
        actual.Append(readme, at, readme.Length - at);

        commands.ShouldBeGreaterThanOrEqualTo(commandsMin, "the blocks must be found");
        await ShouldBeAsync(actual.ToString(), readme, path);
    }

    [GeneratedRegex(@"(?<=^service: answers .*); entries: \d+", RegexOptions.Multiline)]
    private static partial Regex EntriesSoFar();

    /// <summary>A word of a transcript as it is for one service.</summary>
    internal static string Known(Service service, string word) => word
        .Replace("{address}", service.Address, StringComparison.Ordinal)
        .Replace("{data}", service.DataFolder, StringComparison.Ordinal)
        .Replace("{settings}", service.SettingsFile, StringComparison.Ordinal)
        .Replace("{tables}", Path.Combine(Folder(), "tables"), StringComparison.Ordinal);

    private static async Task ShouldBeAsync(string actual, string expected, string path)
    {
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
            await File.WriteAllTextAsync(path, actual);
        else
            actual.ShouldBe(expected);
    }

    [GeneratedRegex("^```console\\n(?<text>.*?)^```$",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    internal static partial Regex ConsoleBlocks();

    private static string Folder() => Path.Combine(Root(), "tests", "Solidarity.Cli.Tests", "Transcripts");

    // The source and not a copy beside the test, so that approving changes what is committed.
    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Solidarity.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException(
                $"No folder above {AppContext.BaseDirectory} holds Solidarity.sln, so the transcripts are not found.");
        return folder.FullName;
    }
}
