using Solidarity.Domain.Decisions;

namespace Solidarity.Server.Errors;

/// <summary>What is wrong with a field of a request.</summary>
/// <param name="Field">As the proto file calls it; of a message within, <c>amount.currency_code</c>.</param>
/// <param name="Reason">For programs.</param>
/// <param name="Problem">For people; follows the field's name.</param>
internal sealed record Violation(string Field, string Reason, string Problem)
{
    public const string Malformed = "MALFORMED";

    public static Violation Of(string field, Wording problem) => new(field, Malformed, problem.English);

    /// <summary>The same as the domain's own refusal, for the field that the caller sent.</summary>
    public static Violation Of(string field, Refusal refusal) => new(field, refusal.Reason, WithoutField(refusal));

    // The domain begins its message with the name that it has for the field.
    private static string WithoutField(Refusal refusal)
    {
        var prefix = refusal.Metadata.TryGetValue("field", out var field) ? $"{field}: " : "";
        return prefix.Length > 0 && refusal.Message.StartsWith(prefix, StringComparison.Ordinal)
            ? refusal.Message[prefix.Length..]
            : refusal.Message;
    }
}

/// <summary>A request that is malformed, whatever the state.</summary>
/// <param name="violations">One or more.</param>
/// <param name="leftOut">How many more there are.</param>
internal sealed class MalformedRequestException(IReadOnlyList<Violation> violations, int leftOut = 0)
    : Exception(string.Join("; ", violations.Select(v => $"{v.Field}: {v.Problem}")))
{
    public IReadOnlyList<Violation> Violations { get; } = violations;

    public int LeftOut { get; } = leftOut;
}

/// <summary>A question whose answer is a refusal.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;
}
