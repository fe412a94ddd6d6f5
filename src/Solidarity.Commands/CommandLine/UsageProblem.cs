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
            return T($"Say what to do: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}.");
        string[] missing =
        [
            .. command.Arguments.Where(argument => IsMissing(parsed, argument)).Select(argument => argument.Name),
            .. command.Options.Where(option => IsMissing(parsed, option)).Select(Written),
        ];
        return missing.Length > 0
            ? T($"Say also {Listed.And(missing)}.")
            : string.Join(" ", parsed.Errors.Select(Said).Distinct());
    }

    // "--authority TEXT".
    private static string Written(Option option) =>
        option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    // The parser would name types of the platform where a value is none of its option.
    private static string Said(ParseError error)
    {
        if ((error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult) is not { } given)
            return error.Message;
        var type = Nullable.GetUnderlyingType(given.Option.ValueType) ?? given.Option.ValueType;
        return given.Tokens switch
        {
            [] when type != typeof(bool) => T($"Say {Written(given.Option)}."),
            [{ Value: var text }] when type == typeof(bool) =>
                T($"{given.Option.Name} stands alone, without \"{text}\"."),
            [{ Value: var text }] when type == typeof(int) || type == typeof(long) =>
                T($"{given.Option.Name}: \"{text}\" is no whole number that can be read here."),
            _ => error.Message,
        };
    }

    /// <summary>"solidarity pledge SECTION STRIKE [AMOUNT CURRENCY]".</summary>
    public static string FormOf(ParseResult parsed)
    {
        var names = parsed.CommandResult.Command.Arguments.ToLookup(
            argument => argument.Arity.MinimumNumberOfValues > 0, argument => argument.Name);
        string[] optional = names[false].Any() ? [$"[{string.Join(' ', names[false])}]"] : [];
        return string.Join(' ', [PathOf(parsed), .. names[true], .. optional]);
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
        if (!isOption && command.Subcommands.Count == 0)
            return T($"\"{word}\" is one word too many; put quotes around words that belong together.");
        var (problem, known) = isOption
            ? (T($"\"{word}\" is no option of {command.Name}."), command.Options.Select(option => option.Name))
            : (T($"\"{word}\" is no command of {command.Name}."), command.Subcommands.Select(sub => sub.Name));
        return Nearest.To(word, known) is { } near ? T($"{problem} Did you mean {near}?") : problem;
    }

    private static bool IsMissing(ParseResult parsed, Option option) =>
        option.Required && parsed.GetResult(option) is null or { Implicit: true };

    private static bool IsMissing(ParseResult parsed, Argument argument) =>
        argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is null or { Tokens.Count: 0 };
}
