using System.Text.RegularExpressions;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Terminals;

namespace Solidarity.Cli.Tests.Transcripts;

/// <summary>What commands say that one can do next works as it is printed.</summary>
public sealed partial class HintTests
{
    private const int HintsMax = 8;

    // These go on until somebody ends them.
    private static readonly string[] Endless = ["watch", "serve"];

    /// <summary>Each transcript, and each page with console blocks.</summary>
    public static TheoryData<string> Stories =>
    [
        .. ((IEnumerable<object[]>)TranscriptTests.Files)
            .Select(row => $"tests/Solidarity.Cli.Tests/Transcripts/{row[0]}"),
        "README.md", "src/Solidarity.Cli/README.md",
    ];

    /// <summary>A story is told again and again: the first time the first hint of each command is run as soon as it is
    /// printed, the second time the second hint. So each meets what the command has left behind, and what a hint does
    /// changes how the story goes on, which makes no difference to the next one.</summary>
    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Every_hint_that_is_printed_works_at_once(string story)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(TranscriptTests.Root(), story));
        if (story.EndsWith(".md", StringComparison.Ordinal))
            text = string.Join('\n', TranscriptTests.ConsoleBlocks().Matches(text).Select(b => b.Groups["text"].Value));
        var failed = new SortedSet<string>(StringComparer.Ordinal);
        for (var which = 0; which < HintsMax; which++)
            if (await TellAsync(text, which, failed) == 0)
                break;
        failed.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_but_a_hint_names_a_command_to_run()
    {
        var folder = Path.Combine(TranscriptTests.Root(), "src", "Solidarity.Commands");
        string[] exempt = ["Hint.cs", "HelpText.cs"];
        var named = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                StringComparison.Ordinal) && !exempt.Contains(Path.GetFileName(file)))
            .SelectMany(file => File.ReadLines(file)
                .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                    && NamesCommand().IsMatch(line))
                .Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"));
        named.ShouldBeEmpty("a hint is what a test finds and runs");
    }

    private static async Task<int> TellAsync(string text, int which, SortedSet<string> failed)
    {
        await using var service = await Service.StartAsync();
        var found = 0;
        await Transcript.ReplayAsync(text, async args =>
        {
            var ran = await service.RunAsync([.. args.Select(word => TranscriptTests.Known(service, word))]);
            // Programs are told nothing of the kind.
            if (!args.Contains("--json") && HintsOf(ran).Skip(which).FirstOrDefault() is { } hint)
            {
                found++;
                if (await ProblemAsync(service, hint) is { } problem)
                    failed.Add($"{string.Join(' ', args)} says \"{hint}\": {problem}");
            }
            return ran;
        }, service.PassAsync);
        return found;
    }

    private static IEnumerable<string> HintsOf(Ran ran) =>
        PrintedHint().Matches($"{ran.Output}\n{ran.Error}").Select(hint => hint.Value.Trim());

    private static async Task<string?> ProblemAsync(Service service, string hint)
    {
        var words = Transcript.Words(PrintedHint().Match(hint).Groups["command"].Value);
        var parsed = Cli.Program.Root(
            new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, Interactive: false), words, out _)
            .Parse(words);
        if (parsed.Errors.Count > 0)
            return parsed.Errors[0].Message;
        if (words.FirstOrDefault(word => Placeholder().IsMatch(word)) is { } open)
            return $"{open} is to be filled in";
        if (words.Intersect(Endless).Any())
            return null;
        var ran = await service.RunAsync(words);
        return ran.ExitCode == 0 ? null : ran.Error.Trim();
    }

    [GeneratedRegex(@"^.*: solidarity (?<command>[a-z].*?)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PrintedHint();

    [GeneratedRegex("^([A-Z]{4,}|DIR|URL|ID)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"([^\"]*[:(\\\"] ?)?solidarity [a-z]", RegexOptions.ExplicitCapture)]
    private static partial Regex NamesCommand();
}
