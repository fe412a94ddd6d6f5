namespace Solidarity.Commands.Settings;

/// <summary>
/// Which language people are spoken to in: that of <c>--lang</c>, else of the variable <c>SOLIDARITY_LANG</c>, else of
/// the system (<c>LC_ALL</c>, <c>LC_MESSAGES</c>, <c>LANG</c>: the first that is set), where it is one of ours, else
/// English. It is read before the command line is taken apart, because help and errors speak it, too.
/// </summary>
internal static class LanguageChoice
{
    public const string Option = "--lang";
    public const string Variable = "SOLIDARITY_LANG";

    private static readonly string[] OfTheSystem = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static string Choices { get; } = string.Join(", ", Language.Codes);

    /// <param name="variable">Reads a variable of the environment; null where it is not set.</param>
    /// <param name="wrong">What was asked for and is none of ours; null where there is nothing wrong.</param>
    public static Language Of(string[] args, Func<string, string?> variable, out string? wrong)
    {
        wrong = null;
        var said = Said(args) ?? NotEmpty(variable(Variable));
        if (said is null)
            return OfTheSystem.Select(name => NotEmpty(variable(name))).FirstOrDefault(text => text is not null)
                is { } system && CodeOf(system) is { } code ? Language.Of(code) : Language.English;
        if (CodeOf(said) is { } chosen)
            return Language.Of(chosen);
        wrong = said;
        return Language.English;
    }

    private static string? Said(string[] args)
    {
        for (var at = 0; at < args.Length && args[at] != "--"; at++)
            if (args[at] == Option)
                return at + 1 < args.Length ? args[at + 1] : null;
            else if (args[at].StartsWith($"{Option}=", StringComparison.Ordinal))
                return args[at][(Option.Length + 1)..];
        return null;
    }

    // "fr_CH.UTF-8" is French.
    private static string? CodeOf(string text)
    {
        var code = text.Split('_', '-', '.', '@')[0].ToLowerInvariant();
        return Language.Codes.Contains(code) ? code : null;
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
