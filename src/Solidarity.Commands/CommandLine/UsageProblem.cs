using System.CommandLine.Parsing;

namespace Solidarity.Commands.CommandLine;

/// <summary>Says what is wrong with a command line that the parser refuses.</summary>
internal static class UsageProblem
{
    public static string Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var unknown, ..])
            return Unknown(unknown, command);
        if (command.Subcommands.Count > 0 && command.Action is null)
            return $"Say what to do: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}.";
        string[] missing =
            [.. command.Arguments.Where(argument => IsMissing(parsed, argument)).Select(argument => argument.Name)];
        return missing.Length > 0
            ? $"Say also {string.Join(" and ", missing)}."
            : string.Join(" ", parsed.Errors.Select(error => error.Message).Distinct());
    }

    /// <summary>"solidarity strikes list".</summary>
    public static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
            names.Insert(0, at.Command.Name);
        return string.Join(" ", names);
    }

    private static string Unknown(string word, Command command)
    {
        var isOption = word.StartsWith('-');
        var (kind, known) = isOption
            ? ("option", command.Options.Select(option => option.Name))
            : ("command", command.Subcommands.Select(sub => sub.Name));
        var guess = Nearest.To(word, known) is { } near ? $" Did you mean {near}?" : "";
        return !isOption && command.Subcommands.Count == 0
            ? $"\"{word}\" is one word too many; put quotes around words that belong together."
            : $"\"{word}\" is no {kind} of {command.Name}.{guess}";
    }

    private static bool IsMissing(ParseResult parsed, Argument argument) =>
        argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is null or { Tokens.Count: 0 };
}
