using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Json;

namespace Solidarity.Domain.Sections.Authorities;

/// <summary>The id of a mandate, unique within its section.</summary>
[JsonConverter(typeof(TextJsonConverter<MandateId>))]
public readonly record struct MandateId(string Value) : ISlug<MandateId>, IComparable<MandateId>
{
    public static MandateId Of(string value) => new(value);

    public int CompareTo(MandateId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>The id of a question that an assembly of the section decides, and of the decision.</summary>
[JsonConverter(typeof(TextJsonConverter<QuestionId>))]
public readonly record struct QuestionId(string Value) : ISlug<QuestionId>, IComparable<QuestionId>
{
    public static QuestionId Of(string value) => new(value);

    public int CompareTo(QuestionId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>
/// What an act rests on, read from its text. A text that begins with <c>mandates/ID</c> names a mandate of the section,
/// one that begins with <c>decisions/ID</c> a decision of its assembly; a remark may follow after a blank. Any other
/// text is a reference to where the decision is recorded.
/// </summary>
/// <param name="Mandate">Null where none is named.</param>
/// <param name="Decision">Null where none is named.</param>
/// <param name="Text">As it was given; empty where nothing was.</param>
internal readonly record struct Authority(MandateId? Mandate, QuestionId? Decision, string Text)
{
    private const string Mandates = "mandates/";
    private const string Decisions = "decisions/";

    /// <summary>The mandate that a text names; null where it names none. For texts that were accepted.</summary>
    public static MandateId? MandateOf(string? text) => Read(text, out _).Mandate;

    /// <summary>The decision that a text names; null where it names none. For texts that were accepted.</summary>
    public static QuestionId? DecisionOf(string? text) => Read(text, out _).Decision;

    /// <summary>The text that names a decision.</summary>
    public static string Of(QuestionId decision) => $"{Decisions}{decision}";

    /// <summary>Reads a text.</summary>
    /// <param name="no">The refusal of one that begins as if it named a mandate or a decision, and does not.</param>
    public static Authority Read(string? text, out Refusal? no)
    {
        no = null;
        text ??= "";
        if (text.StartsWith(Mandates, StringComparison.Ordinal))
        {
            if (SlugParsing.TryParse<MandateId>(IdIn(text, Mandates), out var mandate))
                return new Authority(mandate, null, text);
            no = Unreadable(Mandates);
        }
        else if (text.StartsWith(Decisions, StringComparison.Ordinal))
        {
            if (SlugParsing.TryParse<QuestionId>(IdIn(text, Decisions), out var decision))
                return new Authority(null, decision, text);
            no = Unreadable(Decisions);
        }
        return new Authority(null, null, text);
    }

    private static string IdIn(string text, string prefix)
    {
        var rest = text.AsSpan(prefix.Length);
        var end = rest.IndexOfAny(' ', '\n', '\t');
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    private static Refusal Unreadable(string prefix) => CommonRefusals.Malformed(
        "authority", $"begins with {prefix}, so an id must follow: {Slug.Rule}");
}
