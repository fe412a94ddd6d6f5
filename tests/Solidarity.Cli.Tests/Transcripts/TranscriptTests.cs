using System.Text;
using System.Text.RegularExpressions;
using Solidarity.Cli.Tests.Services;

namespace Solidarity.Cli.Tests.Transcripts;

/// <summary>What the command line prints, as a user would read it. Each file tells one story against a service of its
/// own, and so do the console blocks of two pages. <c>{address}</c> and <c>{data}</c> stand for where that service is
/// and where it keeps its data.</summary>
public sealed partial class TranscriptTests
{
    // Set to 1, the files are written anew with what the commands print. Read the difference before committing it.
    private const string ApproveVariable = "SOLIDARITY_APPROVE";

    public static TheoryData<string> Files =>
    [
        .. new DirectoryInfo(Folder()).EnumerateFiles("*.txt")
            .Select(file => file.Name).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_command_line_prints_what_the_transcript_says(string file)
    {
        var path = Path.Combine(Folder(), file);
        var expected = await File.ReadAllTextAsync(path);
        await using var service = await Service.StartAsync();

        var actual = await Transcript.ReplayAsync(expected, async args =>
        {
            var ran = await service.RunAsync([.. args.Select(Known)]);
            return ran with { Output = Stable(ran.Output), Error = Stable(ran.Error) };
        }, service.PassAsync);

        await ShouldBeAsync(actual, expected, path);

        string Known(string word) => word
            .Replace("{address}", service.Address, StringComparison.Ordinal)
            .Replace("{data}", service.DataFolder, StringComparison.Ordinal);
        string Stable(string text) => text
            .Replace(service.Address, "{address}", StringComparison.Ordinal)
            .Replace(service.DataFolder, "{data}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md", 8)]
    [InlineData("src/Solidarity.Cli/README.md", 30)]
    public async Task The_console_blocks_of_a_page_do_what_they_say(string page, int commandsMin)
    {
        var path = Path.Combine(Root(), page);
        var readme = await File.ReadAllTextAsync(path);
        await using var service = await Service.StartAsync();
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
