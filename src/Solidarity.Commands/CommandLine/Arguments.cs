namespace Solidarity.Commands.CommandLine;

/// <summary>The arguments that many commands share. They are read as text; what is wrong with a text is told by the
/// place that knows what it should be.</summary>
internal static class Arguments
{
    public static Argument<string> Section(string description = "The section: geneva-masons.") =>
        Text("SECTION", description);

    public static Argument<string> Federation(string description = "The federation: geneva.") =>
        Text("FEDERATION", description);

    public static Argument<string> Strike(string description = "The strike: paris-bronze-1867.") =>
        Text("STRIKE", description);

    public static Argument<string> Text(string name, string description) => new(name) { Description = description };

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
