namespace Solidarity.Replay.Seeds;

// Ids as the seed files write them: lower-case slugs, the same that the service gives its bodies.

internal readonly record struct SectionId(string Value)
{
    public override string ToString() => Value;
}

internal readonly record struct FederationId(string Value)
{
    public override string ToString() => Value;
}

internal readonly record struct StrikeId(string Value)
{
    public override string ToString() => Value;
}

internal readonly record struct CallId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The id of a row of aid.csv. The pledge, collection or repayment that it becomes has it too.</summary>
internal readonly record struct AidId(string Value)
{
    public override string ToString() => Value;
}

internal readonly record struct LoanId(string Value)
{
    public override string ToString() => Value;
}

internal readonly record struct ContributionId(string Value)
{
    public override string ToString() => Value;
}

internal enum BodyKind
{
    Section,
    Federation,
}

/// <summary>A section or a federation; written as the service names it: <c>sections/lodi</c>.</summary>
internal readonly record struct BodyId(BodyKind Kind, string Slug)
{
    public static implicit operator BodyId(SectionId id) => new(BodyKind.Section, id.Value);

    public static implicit operator BodyId(FederationId id) => new(BodyKind.Federation, id.Value);

    public override string ToString() => $"{(Kind is BodyKind.Section ? "sections" : "federations")}/{Slug}";
}
