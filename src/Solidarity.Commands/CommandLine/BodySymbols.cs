namespace Solidarity.Commands.CommandLine;

/// <summary>What kind of body is named.</summary>
internal enum NamedKind
{
    Section,
    Federation,

    /// <summary>A section or a federation: of an id alone, the service says which it is.</summary>
    Either,
}

/// <summary>An argument or option in which sections or federations are named.</summary>
internal interface IBodySymbol
{
    /// <summary>The texts given that may be an id alone, without its kind.</summary>
    IEnumerable<string> Given(ParseResult parsed);
}

/// <summary>An argument that names a body.</summary>
internal sealed class BodyArgument(string name, NamedKind kind) : Argument<string>(name), IBodySymbol
{
    public NamedKind Kind => kind;

    /// <summary>Whether the body named is the one that acts, so that it may be left out where that was chosen before.
    /// Of several in a command the first one is meant.</summary>
    public bool Acts { get; init; } = true;

    public IEnumerable<string> Given(ParseResult parsed) =>
        kind is NamedKind.Either && parsed.GetValue(this) is { } text ? [text] : [];
}

/// <summary>An option that names a section or a federation, or some.</summary>
/// <param name="namesIn">Finds the names in a text.</param>
internal sealed class BodyOption<T>(string name, Func<T, IEnumerable<string>> namesIn) : Option<T>(name), IBodySymbol
{
    /// <inheritdoc cref="BodyArgument.Acts"/>
    public bool Acts { get; init; }

    public IEnumerable<string> Given(ParseResult parsed) =>
        parsed.GetValue(this) is { } given ? namesIn(given) : [];
}
