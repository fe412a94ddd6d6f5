using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Json;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Calls;

/// <summary>What aid was promised as.</summary>
[JsonConverter(typeof(KebabEnumConverter<AidKind>))]
public enum AidKind
{
    Gift,

    /// <summary>To be repaid. Only what is promised as a loan is one.</summary>
    Loan,

    /// <summary>The record does not say. Carries no debt.</summary>
    Unspecified,

    /// <summary>A loan's repayment to the lender; never counted as aid received.</summary>
    Repayment,

    /// <summary>A loan's repayment that its lender let go to another strike.</summary>
    RedirectedRepayment,

    /// <summary>A total in the record that contains other aid; never added to it.</summary>
    Aggregate,

    /// <summary>A letter of support, refusal of strike-breaking: no money.</summary>
    Other,

    /// <summary>What was left in the fund of another strike that had ended.</summary>
    Surplus,
}

/// <summary>How far aid has come. The money behind it (held, in transit, received) is counted apart.</summary>
[JsonConverter(typeof(KebabEnumConverter<AidState>))]
public enum AidState
{
    /// <summary>Asked for; no answer is known.</summary>
    Asked,

    /// <summary>The decision was put off.</summary>
    Deferred,
    Declined,
    Pledged,

    /// <summary>The money was sent.</summary>
    Honoured,
    Withdrawn,

    /// <summary>Pledged too late, or not honoured in time.</summary>
    Lapsed,
}

/// <summary>Who gives: a body of the system, or a giver outside it by the name on record.</summary>
[JsonConverter(typeof(TextJsonConverter<Party>))]
public readonly record struct Party : ITextValue<Party>, IComparable<Party>
{
    private const string NamePrefix = "name:";

    private Party(Address? body, string? name)
    {
        Body = body;
        Name = name;
    }

    public Address? Body { get; }

    public string? Name { get; }

    /// <summary>For people: the id of a section, the whole name of a federation, or the name on record, marked as such.
    /// So nobody outside is taken for a body, whatever they are called.</summary>
    public string Label => Body is not { } body ? InEnglish($"\"{Name}\" (outside giver)")
        : body.IsSection ? body.Id
        : body.ToString();

    public static Party Of(Address body) => new(body, null);

    public static Party Named(string name) => new(null, name);

    /// <summary>The refusal for a name on record that is no name, or that would be taken for a body's; else null.
    /// </summary>
    public static Refusal? CheckName(string field, string? name) => Texts.CheckName(field, name)
        ?? (Address.TryParse(name?.Trim('/').ToLowerInvariant(), out _)
            ? CommonRefusals.Malformed(field, $"\"{name}\" is the name of a body; name the body itself as the giver")
            : null);

    public static Party Parse(string? text) =>
        text is not null && text.StartsWith(NamePrefix, StringComparison.Ordinal)
            ? Named(text[NamePrefix.Length..])
            : Of(Address.Parse(text));

    /// <summary>The order of the texts. Of bodies of one kind that is the order of their ids, which makes no text: a
    /// strike's board is searched by it for each answer.</summary>
    public int CompareTo(Party other) => Body is { } body && other.Body is { } theirs && body.Kind == theirs.Kind
        ? string.CompareOrdinal(body.Id, theirs.Id)
        : string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => Body?.ToString() ?? NamePrefix + Name;
}

/// <summary>Names one piece of aid: a pledge's id is its giver's own, so the giver belongs to the name.</summary>
[JsonConverter(typeof(TextJsonConverter<AidKey>))]
public readonly record struct AidKey(Party From, PledgeId Id) : ITextValue<AidKey>, IComparable<AidKey>
{
    public static AidKey Parse(string? text)
    {
        // A slug has no '#', so the last one is ours whatever stands in a recorded name.
        var mark = text?.LastIndexOf('#') ?? -1;
        return mark < 0
            ? throw new FormatException($"\"{text}\" is not a piece of aid.")
            : new AidKey(Party.Parse(text![..mark]), SlugParsing.Parse<PledgeId>(text[(mark + 1)..]));
    }

    public int CompareTo(AidKey other)
    {
        var byId = Id.CompareTo(other.Id);
        return byId != 0 ? byId : From.CompareTo(other.From);
    }

    public override string ToString() => $"{From}#{Id}";
}
