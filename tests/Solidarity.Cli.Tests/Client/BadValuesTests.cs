using System.CommandLine;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Settings;
using Solidarity.Commands.Terminals;

namespace Solidarity.Cli.Tests.Client;

/// <summary>Every command with values that are none: what a person reads is about what the person wrote, and never
/// about what the program is made of.</summary>
public sealed class BadValuesTests
{
    // Commands that would go on with some of these values are left after so long.
    private static readonly TimeSpan LeaveAfter = TimeSpan.FromSeconds(2);

    private static readonly string[] Inner =
    [
        "Exception", " at Solidarity.", "System.", "Solidarity.", "Spectre.", "Option '", "expected type",
        "fault of solidarity itself", "\u001b",
    ];

    private static readonly int[] Codes =
        [ExitCodes.Ok, ExitCodes.Refused, ExitCodes.Usage, ExitCodes.Unreachable, ExitCodes.Data, ExitCodes.Cancelled];

    [Fact]
    public async Task No_wrong_value_shows_what_the_program_is_made_of()
    {
        await using var service = await Service.StartAsync();
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "not what it should be");
        var full = Directory.CreateDirectory(Path.Combine(folder.Path, "full")).FullName;
        await File.WriteAllTextAsync(Path.Combine(full, "journal.db"), "no journal");
        string[] bad =
        [
            "", " ", "-1", "99999999999999999999", "1e3", "no such thing", "a\u001b[2Jb", "http://", "sections/",
            "/dev/null/x", file, full,
        ];
        var (wrong, ran) = (new List<string>(), 0);
        foreach (var (path, command) in Leaves(Cli.Program.Root(
            new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, Interactive: false), [], out _), []))
            foreach (var line in Lines(path, command, Path.Combine(folder.Path, "new"), bad))
            {
                ran++;
                var settings = Path.Combine(folder.Path, "settings", $"{ran}");
                if (await ProblemAsync([.. line, "--server", service.Address], settings) is { } problem)
                    wrong.Add($"{string.Join(' ', line)}: {problem}");
            }

        ran.ShouldBeGreaterThan(1_000, "the commands must be found");
        wrong.ShouldBeEmpty();
    }

    // What one line chooses counts for no other.
    private static async Task<string?> ProblemAsync(string[] line, string settings)
    {
        using var leave = new CancellationTokenSource(LeaveAfter);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Cli.Program.RunAsync(
            line, TextReader.Null, output, error, interactive: false, leave.Token,
            variable: name => name == ContextFile.PathVariable ? settings : OwnSettings.Variable(name));
        // Where the tests are is in messages about files.
        var said = $"{output}{error}".Replace(Environment.CurrentDirectory, "", StringComparison.Ordinal);
        // These two find out what is wrong, and it is their result.
        var why = line[0] is "doctor" or "verify" ? said : error.ToString();
        return !Codes.Contains(code) ? $"exit code {code}"
            : Inner.FirstOrDefault(inner => said.Contains(inner, StringComparison.Ordinal)) is { } shown
                ? $"shows \"{shown}\" in: {said}"
            : code is ExitCodes.Ok or ExitCodes.Cancelled || why.Trim().Length > 0
                ? null
            : "says nothing";
    }

    private static IEnumerable<(string[] Path, Command Command)> Leaves(Command command, string[] path) =>
        command.Subcommands.Count == 0
            ? [(path, command)]
            : command.Subcommands.SelectMany(sub => Leaves(sub, [.. path, sub.Name]));

    // A sound line, and then one value of it, or one option more, that is none; what is required is left out once.
    private static IEnumerable<string[]> Lines(string[] path, Command command, string folder, string[] bad)
    {
        string[][] arguments = [.. command.Arguments.Select(argument => new[] { Sound(argument.Name, folder) })];
        var required = command.Options.Where(option => option.Required).ToArray();
        string[][] options = [.. required.Select(option => Given(option, Sound(option.HelpName ?? "", folder)))];
        for (var left = 0; left < arguments.Length + options.Length; left++)
            yield return [.. path, .. Whole([.. arguments, .. options], left, [])];
        foreach (var value in bad)
        {
            for (var at = 0; at < arguments.Length; at++)
                yield return [.. path, .. Whole([.. arguments, .. options], at, ["--", value])];
            foreach (var option in command.Options.Where(option => option.ValueType != typeof(bool)))
                yield return
                [
                    .. path, .. Whole([.. arguments, .. options], arguments.Length + Array.IndexOf(required, option),
                        Given(option, value), isAdded: !option.Required),
                ];
        }
    }

    private static IEnumerable<string> Whole(string[][] parts, int at, string[] instead, bool isAdded = false)
    {
        var isArgument = instead is ["--", _];
        var words = parts.SelectMany((part, i) => i == at && !isAdded ? isArgument ? instead[1..] : instead : part);
        return isAdded ? words.Concat(instead) : words;
    }

    private static string[] Given(Option option, string value) =>
        [option.Name, .. Enumerable.Repeat(value, Math.Max(1, option.Arity.MinimumNumberOfValues))];

    private static string Sound(string name, string folder) => name switch
    {
        "AMOUNT" or "N" or "QUANTITY" => "5",
        "CURRENCY" => "CHF",
        "COUNTRY" or "CODE" => "CH",
        "DAY" or "TIME" => "1868-05-04",
        "DIR" or "BACKUP" or "FOLDER" => folder,
        "BODY" or "FROM" or "TO" or "MEMBER" => "sections/nobody",
        _ => "nobody",
    };
}
