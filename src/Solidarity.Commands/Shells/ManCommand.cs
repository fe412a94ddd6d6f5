using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Settings;

namespace Solidarity.Commands.Shells;

/// <summary><c>solidarity man</c>: the manual page, made of the same words as the help. It is written in roff's macros
/// (man(7)).</summary>
internal static class ManCommand
{
    private static readonly (string Name, Wording What)[] Variables =
    [
        (Choices.ServerVariable, "The service to talk to."),
        (Choices.BodyVariable, "Who acts."),
        (Choices.ContextVariable, "The context that holds."),
        (ContextFile.PathVariable, "The file of contexts."),
    ];

    private static readonly (int Code, Wording What)[] Codes =
    [
        (ExitCodes.Ok, "Done."),
        (ExitCodes.Refused, "The service refused, or a check failed."),
        (ExitCodes.Usage, "Wrong usage or malformed input."),
        (ExitCodes.Unreachable, "The service cannot be reached, or cannot serve now."),
        (ExitCodes.Data, "The data folder is in use, damaged or cannot be written. A person is needed."),
        (ExitCodes.Cancelled, "Cancelled."),
    ];

    public static Command Create(Frame frame)
    {
        var command = new Command("man", T("Print the manual page, for: man -l -"));
        command.WithExamples("man | man -l -", "man > /usr/local/share/man/man1/solidarity.1");
        command.SetAction(parsed =>
        {
            var root = parsed.RootCommandResult.Command;
            foreach (var line in Page(root))
                frame.Terminal.Output.WriteLine(line);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static IEnumerable<string> Page(Command root)
    {
        yield return $".TH {Hint.Program.ToUpperInvariant()} 1";
        yield return $".SH {Text(T("NAME"))}";
        yield return $"solidarity \\- {Text(root.Description)}";
        yield return $".SH {Text(T("SYNOPSIS"))}";
        yield return ".B solidarity";
        yield return "COMMAND [WORDS] [OPTIONS]";
        yield return $".SH {Text(T("OPTIONS OF ALL COMMANDS"))}";
        foreach (var line in root.Options.SelectMany(Option))
            yield return line;
        yield return $".SH {Text(T("COMMANDS"))}";
        foreach (var line in root.Subcommands.SelectMany(command => Command(command, "")))
            yield return line;
        yield return $".SH {Text(T("ENVIRONMENT"))}";
        foreach (var (name, what) in Variables)
            foreach (var line in Item(name, T(what)))
                yield return line;
        yield return $".SH {Text(T("EXIT STATUS"))}";
        foreach (var (code, what) in Codes)
            foreach (var line in Item(code.ToString(CultureInfo.InvariantCulture), T(what)))
                yield return line;
    }

    private static IEnumerable<string> Command(Command command, string before)
    {
        var path = $"{before} {command.Name}".TrimStart();
        if (command.Subcommands.Count > 0)
        {
            yield return $".SS {Text(path)}";
            yield return Text(command.Description);
            foreach (var line in command.Subcommands.SelectMany(sub => Command(sub, path)))
                yield return line;
            yield break;
        }
        var words = command.Arguments.Select(argument =>
            argument.Arity.MinimumNumberOfValues > 0 ? argument.Name : $"[{argument.Name}]");
        yield return $".SS {Text(string.Join(' ', [path, .. words]))}";
        yield return Text(command.Description);
        foreach (var line in command.Arguments.SelectMany(argument => Item(argument.Name, argument.Description)))
            yield return line;
        foreach (var line in command.Options.SelectMany(Option))
            yield return line;
        foreach (var example in HelpText.ExamplesOf(command))
        {
            yield return ".PP";
            yield return $".EX\n{Text($"solidarity {example}")}\n.EE";
        }
    }

    private static IEnumerable<string> Option(Option option) => Item(
        $"{option.Name}{(option.HelpName is { } value ? $" {value}" : "")}", option.Description);

    private static IEnumerable<string> Item(string name, string? what) => [".TP", $".B {Text(name)}", Text(what)];

    // A dash of a command, and a line that begins with a control character of roff.
    private static string Text(string? text)
    {
        var escaped = (text ?? "").Replace("\\", "\\e", StringComparison.Ordinal)
            .Replace("-", "\\-", StringComparison.Ordinal);
        return escaped is ['.' or '\'', ..] ? $"\\&{escaped}" : escaped;
    }
}
