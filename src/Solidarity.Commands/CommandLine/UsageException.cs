namespace Solidarity.Commands.CommandLine;

/// <summary>A command line that cannot be understood, whatever the state of the service.</summary>
internal sealed class UsageException(string reason, Wording message, string? field = null) : Exception(T(message))
{
    public string Reason { get; } = reason;

    /// <summary>The argument or option, as the help calls it, in small letters and without dashes.</summary>
    public string? Field { get; } = field;

    /// <summary>The message has lines of its own.</summary>
    public bool HasLines { get; init; }

    public static UsageException Malformed(string field, Wording problem) =>
        new("MALFORMED", $"{field}: {problem}{(T(problem) is [.., '.' or '?'] ? "" : ".")}", field);

    public static UsageException NotPayable(string field, Wording problem) =>
        new("AMOUNT_NOT_PAYABLE", $"{field}: {problem}.", field);

    /// <summary>What the parser found wrong, and where to read on.</summary>
    public static UsageException Of(ParseResult parsed) =>
        new("USAGE", $"{UsageProblem.Of(parsed)} See: {UsageProblem.PathOf(parsed)} --help");
}
