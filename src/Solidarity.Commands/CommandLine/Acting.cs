using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Solidarity.Commands.Settings;

namespace Solidarity.Commands.CommandLine;

/// <summary>
/// Fills in who acts. A command says it by one argument or option (<see cref="BodyArgument.Acts"/>), which may be left
/// out where <c>--as-body</c> says it or it was chosen before. For arguments the number of words decides: those that
/// may be left out at the end stand together (a sum and its currency), so a command takes few numbers of words, and
/// where the words are one short of such a number, it is the acting body that is missing. A line that is whole as it
/// stands is never read otherwise.
/// </summary>
internal sealed class Acting(GlobalOptions globals, Func<string[], ParseResult> parse)
{
    private static readonly Hint SeeHow = new("See how", "use --help");

    /// <summary>Who acts was not on the command line: what was filled in, and where it comes from.</summary>
    public Choice? FilledIn { get; private set; }

    /// <summary>The command line with who acts in its place.</summary>
    /// <exception cref="UsageException">Nobody was chosen who acts, or a body that cannot act here.</exception>
    public ParseResult Complete(string[] args, ParseResult parsed)
    {
        var said = parsed.GetValue(globals.AsBody);
        var command = parsed.CommandResult.Command;
        // Nothing is asked for, or help.
        if (command.Action is null || (parsed.Action is not ParseErrorAction && parsed.Action != command.Action))
            return parsed;
        return command.Arguments.OfType<BodyArgument>().FirstOrDefault(argument => argument.Acts) is { } argument
                ? WithWord(args, parsed, argument, said)
            : command.Options.OfType<BodyOption<string?>>().FirstOrDefault(option => option.Acts) is { } option
                ? WithOption(args, parsed, option, said)
            : said is null
                ? parsed
                : throw UsageException.Malformed("as-body", $"nobody acts in \"{UsageProblem.PathOf(parsed)}\"");
    }

    private ParseResult WithWord(string[] args, ParseResult parsed, BodyArgument argument, string? said)
    {
        var command = parsed.CommandResult.Command;
        var words = parsed.CommandResult.Tokens.Count;
        var mayBeNobody = argument.Arity.MinimumNumberOfValues == 0;
        if (parsed.UnmatchedTokens.Count == 0 && IsWhole(command, words + 1)
            && (mayBeNobody ? words == 0 : !IsWhole(command, words)))
        {
            if (Chosen(said) is not { } acting)
                return mayBeNobody ? parsed : throw NobodyActs(parsed, argument);
            Check(argument, acting);
            var place = PlaceOf(args, parsed, argument);
            return Filled(acting, [.. args[..place], acting.Text, .. args[place..]]);
        }
        return said is null || parsed.GetValue(argument) == said
            ? parsed
            : throw UsageException.Malformed("as-body", $"says who acts, and so does {argument.Name}; leave one out");
    }

    private ParseResult WithOption(string[] args, ParseResult parsed, BodyOption<string?> option, string? said)
    {
        if (parsed.GetResult(option) is not { Tokens.Count: > 0 })
            return Chosen(said) is { } acting
                ? Filled(acting, [.. args, option.Name, acting.Text])
                : throw new UsageException(
                    "USAGE", $"Say {option.Name} {option.HelpName}, or choose once who acts. {SeeHow}");
        return said is null || parsed.GetValue(option) is not { } given || given == said
            ? parsed
            : throw UsageException.Malformed("as-body", $"says who acts, and so does {option.Name}; leave one out");
    }

    private ParseResult Filled(Choice acting, string[] args)
    {
        FilledIn = acting;
        return parse(args);
    }

    private Choice? Chosen(string? said) =>
        said is null ? globals.Choices.Body : new Choice(said, globals.AsBody.Name, IsByVariable: false);

    private static bool IsWhole(Command command, int words)
    {
        var required = command.Arguments.Count(argument => argument.Arity.MinimumNumberOfValues > 0);
        return words == required || words == command.Arguments.Count;
    }

    private static void Check(BodyArgument argument, Choice acting)
    {
        var problem = (argument.Kind, acting.Text.Split('/')[0]) switch
        {
            (NamedKind.Section, "federations") => Wording.Of(
                $"a section acts here, and {acting.By} says {acting.Text}; write {argument.Name} first, "
                + $"or --as-body sections/ID"),
            (NamedKind.Federation, "sections") => Wording.Of(
                $"a federation acts here, and {acting.By} says {acting.Text}; write {argument.Name} first, "
                + $"or --as-body federations/ID"),
            _ => null,
        };
        if (problem is not null)
            throw UsageException.Malformed(Options.FieldOf(argument), problem);
    }

    private static UsageException NobodyActs(ParseResult parsed, BodyArgument argument) => new("USAGE",
        $"Say {UsageProblem.FormOf(parsed)}. {argument.Name} may be left out once it is chosen who acts. {SeeHow}");

    /// <summary>Where among the words the acting body belongs: behind the word before it, else behind the command.
    /// </summary>
    private static int PlaceOf(string[] args, ParseResult parsed, BodyArgument argument)
    {
        var at = parsed.CommandResult.Command.Arguments.IndexOf(argument);
        var before = at == 0
            ? parsed.Tokens.Last(token => token.Type == TokenType.Command)
            : parsed.CommandResult.Tokens[at - 1];
        var word = -1;
        for (var token = 0; ; token++)
        {
            word++;
            if (ReferenceEquals(parsed.Tokens[token], before))
                return word + 1;
            // "--server=URL" is one word of two tokens.
            if (args[word] != parsed.Tokens[token].Value)
                token++;
        }
    }
}
