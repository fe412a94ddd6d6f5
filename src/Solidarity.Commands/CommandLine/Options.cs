namespace Solidarity.Commands.CommandLine;

/// <summary>Options, made in one line each.</summary>
internal static class Options
{
    // What the help calls those that name something on the disk.
    private static readonly string[] Paths = ["DIR", "BACKUP", "FILE"];

    public static Option<string?> Text(string name, string helpName, Wording description)
    {
        var option = new Option<string?>(name) { HelpName = helpName, Description = T(description) };
        if (Paths.Contains(helpName))
            option.Validators.Add(given =>
            {
                if (given.Tokens is [{ Value: var text }] && string.IsNullOrWhiteSpace(text))
                    given.AddError(T($"{name} is empty; say {name} {helpName}."));
            });
        return option;
    }

    public static Option<string?> Required(string name, string helpName, Wording description)
    {
        var option = Text(name, helpName, description);
        option.Required = true;
        return option;
    }

    /// <summary>What a section's act with its money rests on.</summary>
    public static Option<string?> Authority() =>
        Required("--authority", "TEXT", "The decision that it rests on: \"assembly of 3 May\".");

    /// <summary>The same where it is asked for by the section's statutes alone.</summary>
    public static Option<string?> AuthorityOrNone() => Text(
        "--authority", "TEXT",
        "What it rests on, where the statutes ask for it: \"assembly of 3 May\", mandates/winter, decisions/paris.");

    /// <summary>A section or a federation.</summary>
    public static BodyOption<string?> Body(
        string name, Wording description, bool required = false, string helpName = "BODY") =>
        new(name, text => [text!]) { HelpName = helpName, Description = T(description), Required = required };

    /// <summary>The section or federation that acts; it may be left out where that was chosen before.</summary>
    public static BodyOption<string?> Acting(string name, Wording description) =>
        new(name, text => [text!]) { HelpName = "BODY", Description = T(description), Required = true, Acts = true };

    /// <summary>Sections and federations.</summary>
    /// <param name="namesIn">Finds the names in one of the texts; null where the text is one.</param>
    public static BodyOption<string[]> Bodies(
        string name, string helpName, Wording description, Func<string, IEnumerable<string>>? namesIn = null) =>
        new(name, texts => namesIn is null ? texts : texts.SelectMany(namesIn))
        {
            HelpName = helpName,
            Description = T(description),
            AllowMultipleArgumentsPerToken = false,
        };

    /// <summary>An option that may be given several times.</summary>
    public static Option<string[]> Many(string name, string helpName, Wording description) =>
        new(name) { HelpName = helpName, Description = T(description), AllowMultipleArgumentsPerToken = false };

    /// <summary>How much, and of what: <c>--need 5000 CHF</c>.</summary>
    /// <param name="orNone">Whether it may be one word, <c>--need none</c>.</param>
    public static Option<string[]> Sum(string name, Wording description, bool orNone = false) => new(name)
    {
        HelpName = "AMOUNT CURRENCY",
        Description = T(description),
        Arity = new ArgumentArity(orNone ? 1 : 2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<int?> Number(string name, Wording description) =>
        new(name) { HelpName = "N", Description = T(description) };

    public static Option<bool> Flag(string name, Wording description) => new(name) { Description = T(description) };

    /// <summary>Shows what was amended, and when, in place of how it is now.</summary>
    public static Option<bool> History() => Flag("--history", "Show what was amended, and when.");

    /// <summary>What the user calls the option, without dashes: the field of an error.</summary>
    public static string FieldOf(Symbol symbol) => symbol.Name.TrimStart('-').ToLowerInvariant();
}
