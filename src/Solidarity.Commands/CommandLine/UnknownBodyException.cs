namespace Solidarity.Commands.CommandLine;

/// <summary>The service does not know one body that goes by what was written.</summary>
internal sealed class UnknownBodyException(string reason, Wording message, string field, string body)
    : Exception(T(message))
{
    /// <summary>The reason where a body does not exist, as services give it, too.</summary>
    public const string NotThere = "UNKNOWN_BODY";

    /// <summary>The fact that says which one.</summary>
    public const string Body = "body";

    public string Reason { get; } = reason;

    public string Field { get; } = field;

    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string> { [Body] = body };

    /// <summary>Nobody goes by an id that stands alone.</summary>
    public static UnknownBodyException None(string field, string id) => new(NotThere,
        $"{field}: neither a section nor a federation {id} exists. Found it first, or check the id.", field, id);

    public static UnknownBodyException Of(string field, string name) => new(NotThere,
        $"{name} does not exist. Found it first, or check the id.", field, name);

    /// <param name="names">Two: that of a section and that of a federation.</param>
    public static UnknownBodyException Several(string field, string id, string[] names) => new("AMBIGUOUS_BODY",
        $"{field}: \"{id}\" may be {names[0]} or {names[1]}; write the one that is meant.", field, id);
}
