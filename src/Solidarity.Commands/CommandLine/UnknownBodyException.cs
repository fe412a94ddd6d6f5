namespace Solidarity.Commands.CommandLine;

/// <summary>An id stands alone, and the service does not know one body that goes by it.</summary>
internal sealed class UnknownBodyException(string reason, Wording message, string field) : Exception(T(message))
{
    public string Reason { get; } = reason;

    public string Field { get; } = field;

    public static UnknownBodyException None(string field, string id) => new("UNKNOWN_BODY",
        $"{field}: neither a section nor a federation {id} exists. Found it first, or check the id.", field);

    /// <param name="names">Two: that of a section and that of a federation.</param>
    public static UnknownBodyException Several(string field, string id, string[] names) => new("AMBIGUOUS_BODY",
        $"{field}: \"{id}\" may be {names[0]} or {names[1]}; write the one that is meant.", field);
}
