using Solidarity.Domain.Json;

namespace Solidarity.Domain.Bodies;

/// <summary>The id of a section.</summary>
[JsonConverter(typeof(TextJsonConverter<SectionId>))]
public readonly record struct SectionId(string Value) : ISlug<SectionId>, IComparable<SectionId>
{
    public static SectionId Of(string value) => new(value);

    public int CompareTo(SectionId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>The id of a federation.</summary>
[JsonConverter(typeof(TextJsonConverter<FederationId>))]
public readonly record struct FederationId(string Value) : ISlug<FederationId>, IComparable<FederationId>
{
    public static FederationId Of(string value) => new(value);

    public int CompareTo(FederationId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>The id of a strike; its call for aid has the same id.</summary>
[JsonConverter(typeof(TextJsonConverter<StrikeId>))]
public readonly record struct StrikeId(string Value) : ISlug<StrikeId>, IComparable<StrikeId>
{
    public static StrikeId Of(string value) => new(value);

    public int CompareTo(StrikeId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>The id of a transfer.</summary>
[JsonConverter(typeof(TextJsonConverter<TransferId>))]
public readonly record struct TransferId(string Value) : ISlug<TransferId>, IComparable<TransferId>
{
    public static TransferId Of(string value) => new(value);

    public int CompareTo(TransferId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>The id of a pledge, unique within the section that gives it. A collection passed on by a
/// federation and a repayment carry one too: whatever a strike's board lists as aid.</summary>
[JsonConverter(typeof(TextJsonConverter<PledgeId>))]
public readonly record struct PledgeId(string Value) : ISlug<PledgeId>, IComparable<PledgeId>
{
    public static PledgeId Of(string value) => new(value);

    public int CompareTo(PledgeId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
