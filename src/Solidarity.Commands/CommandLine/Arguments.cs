namespace Solidarity.Commands.CommandLine;

/// <summary>The arguments that many commands share. They are read as text; what is wrong with a text is told by the
/// place that knows what it should be.</summary>
internal static class Arguments
{
    public static BodyArgument Section(Wording? description = null) =>
        new("SECTION", NamedKind.Section) { Description = T(description ?? "The section: geneva-masons.") };

    public static BodyArgument Federation(Wording? description = null, string name = "FEDERATION") =>
        new(name, NamedKind.Federation) { Description = T(description ?? "The federation: geneva.") };

    /// <summary>A section or a federation.</summary>
    public static BodyArgument Body(string name, Wording description, bool acts = true) =>
        new(name, NamedKind.Either) { Description = T(description), Acts = acts };

    public static Argument<string> Strike(Wording? description = null) =>
        Text("STRIKE", description ?? "The strike: paris-bronze-1867.");

    public static Argument<string> Text(string name, Wording description) =>
        new(name) { Description = T(description) };

    /// <summary>Lets several symbols that belong together stand in the initializer of a command.</summary>
    public static void Add(this Command command, IEnumerable<Symbol> symbols)
    {
        foreach (var symbol in symbols)
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
    }

    public static Argument<string> Optional(this Argument<string> argument)
    {
        argument.Arity = ArgumentArity.ZeroOrOne;
        return argument;
    }
}
