using System.CommandLine.Completions;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Shells;

/// <summary>
/// Says how an unfinished command line may go on: <c>[suggest:POSITION] LINE</c>, as System.CommandLine's own root
/// command has it. Commands and options come from the tree, ids from the service, which has a moment to answer; where
/// it does not, there are none.
/// </summary>
internal sealed class Suggestions(Terminal terminal, GlobalOptions globals)
{
    private const string Begin = "[suggest";

    private readonly ServiceIds _known = new(terminal, globals);

    // By what the help calls a value.
    private static readonly Dictionary<string, Func<string>> Choices = new(StringComparer.Ordinal)
    {
        ["LEVEL"] = EnumText.Choices<Level>,
        ["DETAIL"] = EnumText.Choices<Detail>,
        ["OUTCOME"] = EnumText.Choices<Outcome>,
        ["ANSWER"] = EnumText.Choices<Answer>,
        ["PHASE"] = EnumText.Choices<TransferPhase>,
        ["STATUS"] = EnumText.Choices<DeliveryStatus>,
        ["KIND"] = EnumText.Choices<SupportKind>,
        ["FORM"] = () => GlobalOptions.FormChoices,
        ["SHELL"] = () => CompletionCommand.Choices,
    };

    public static bool AreAskedFor(string[] args) =>
        args is [var first, ..] && first.StartsWith(Begin, StringComparison.Ordinal) && first.EndsWith(']');

    /// <summary>Prints how the line may go on, one word a line.</summary>
    public void Write(Command root, string[] args)
    {
        var line = args.Length > 1 ? args[1] : "";
        var position = int.TryParse(args[0][Begin.Length..].Trim(':', ']'), CultureInfo.InvariantCulture, out var at)
            ? Math.Clamp(at, 0, line.Length)
            : line.Length;
        // The first word is how the program was called.
        var words = line[..position].TrimStart();
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        var rest = space < 0 ? "" : words[(space + 1)..];
        AddSources(root, root.Parse(rest));
        foreach (var label in root.Parse(rest).GetCompletions(rest.Length).Select(item => item.Label).Distinct())
            terminal.Output.WriteLine(Shown.Line(label));
    }

    private void AddSources(Command command, ParseResult parsed)
    {
        foreach (var argument in command.Arguments.OfType<Argument<string>>())
            argument.CompletionSources.Add(_ => Values(argument, argument.Name, parsed));
        foreach (var option in command.Options)
            if (option is IBodySymbol || option.HelpName is { } name && (IsNoun(name) || Choices.ContainsKey(name)))
                option.CompletionSources.Add(_ => Values(option, option.HelpName ?? "", parsed));
        foreach (var sub in command.Subcommands)
            AddSources(sub, parsed);
    }

    private static bool IsNoun(string name) => name is "STRIKE" or "SECTION" or "FEDERATION" or "SUCCESSOR";

    private IEnumerable<CompletionItem> Values(Symbol symbol, string name, ParseResult parsed) =>
        (Choices.TryGetValue(name, out var choices) ? choices().Split(", ") : Ids(symbol, name, parsed))
        .Select(text => new CompletionItem(text));

    private IEnumerable<string> Ids(Symbol symbol, string name, ParseResult parsed)
    {
        var kind = symbol is BodyArgument body ? body.Kind
            : name is "SECTION" ? NamedKind.Section
            : name is "FEDERATION" or "SUCCESSOR" ? NamedKind.Federation
            : NamedKind.Either;
        return name == "STRIKE" ? _known.Strikes(parsed)
            : kind is NamedKind.Either && symbol is not IBodySymbol ? []
            : _known.Bodies(kind, parsed);
    }
}
