using Solidarity.Domain.Json;

namespace Solidarity.Domain.Decisions;

/// <summary>How a refusal is answered at the wire.</summary>
[JsonConverter(typeof(KebabEnumConverter<RefusalKind>))]
public enum RefusalKind
{
    /// <summary>A rule says no in the present state.</summary>
    FailedPrecondition,

    /// <summary>The body or thing that is named does not exist.</summary>
    NotFound,

    /// <summary>The id is taken.</summary>
    AlreadyExists,

    /// <summary>This body may not do that.</summary>
    PermissionDenied,

    /// <summary>A named limit is reached.</summary>
    ResourceExhausted,

    /// <summary>The request itself is wrong, whatever the state.</summary>
    InvalidArgument,
}

/// <summary>
/// A rule that said no. <paramref name="Reason"/> is its fixed name in capitals (<c>NOT_ENOUGH_AVAILABLE</c>), for
/// programs; <paramref name="Message"/> says what happened, to what, and what to do, for people.
/// </summary>
public sealed record Refusal(
    RefusalKind Kind, string Reason, string Message, ImmutableSortedDictionary<string, string> Metadata)
{
    public static Refusal Of(
        RefusalKind kind, string reason, Wording message, params ReadOnlySpan<(string Key, object Value)> metadata)
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in metadata)
            facts[key] = (value as Wording)?.English ?? value.ToString() ?? "";
        return new Refusal(kind, reason, message.English, facts.ToImmutable());
    }
}

/// <summary>Refusals that any body may give.</summary>
public static class CommonRefusals
{
    public static Refusal NotFounded(object body) => Refusal.Of(RefusalKind.NotFound, "UNKNOWN_BODY",
        $"{body} does not exist. Found it first, or check the id.", ("body", body));

    /// <param name="strike">It is declared by its section, and not founded.</param>
    public static Refusal NotDeclared(object strike) => Refusal.Of(RefusalKind.NotFound, "UNKNOWN_BODY",
        $"{strike} does not exist. Declare it first, or check the id.", ("body", strike));

    public static Refusal AlreadyFounded(object body) => Refusal.Of(RefusalKind.AlreadyExists, "BODY_EXISTS",
        $"{body} exists already. Choose another id.", ("body", body));

    public static Refusal Malformed(string field, Wording problem) => Refusal.Of(RefusalKind.InvalidArgument,
        "MALFORMED", $"{field}: {problem}", ("field", field));

    public static Refusal LimitReached(string limit, long max, Wording what) => Refusal.Of(
        RefusalKind.ResourceExhausted, "LIMIT_REACHED", $"{what} (limit {limit} = {max}).",
        ("limit", limit), ("max", max));

    /// <param name="problem">What of the entry is too large, with the limit.</param>
    public static Refusal EntryTooLarge(object body, Wording problem) => Refusal.Of(RefusalKind.ResourceExhausted,
        "ENTRY_TOO_LARGE",
        $"What {body} would have to record of this is too large ({problem}). Ask for less at once.", ("body", body));

    public static Refusal RequestIdReused(string requestId) => Refusal.Of(RefusalKind.InvalidArgument,
        "REQUEST_ID_REUSED",
        $"Request id {requestId} was used before with other content. Send a new command under a new request id.",
        ("request_id", requestId));
}
