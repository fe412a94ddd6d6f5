using System.Collections.Immutable;

namespace Solidarity.Replay.Seeds;

// The rows of a seed folder, typed: only what the plan needs; sources, confidences and wordings that it does not carry
// stay in the files. Line is where the row begins in its file. An unknown is null, never zero and never empty text.

internal sealed record CurrencyRow(Currency Currency, string Country);

internal sealed record FederationRow(
    int Line,
    FederationId Id,
    string Name,
    FederationLevel Level,
    string? Locality,
    string Country,
    FederationId? Parent,
    SeedDate? Founded,
    SeedDate? FirstAttested);

/// <summary>A section. A derived one has no row and so no line (0): history tells of its strike, not of it.</summary>
internal sealed record SectionRow(
    int Line,
    SectionId Id,
    string Name,
    SectionKind Kind,
    string? Trade,
    string? Locality,
    string Country,
    Currency Home,
    ImmutableArray<FederationId> Federations,
    long? Members,
    SeedDate? FirstAttested)
{
    public bool IsDerived => Line == 0;
}

/// <summary>A strike or a relief fund. Section is the one that the row names, or the one derived from it.</summary>
internal sealed record StrikeRow(
    int Line,
    StrikeId Id,
    SectionId Section,
    string Trade,
    string Locality,
    string Country,
    SeedDate Start,
    SeedDate? End,
    long? Strikers,
    string? Demand,
    string? Outcome);

internal sealed record CallRow(
    int Line, CallId Id, StrikeId Strike, string IssuerName, FederationId Issuer, SeedDate Date, string? Asks);

internal sealed record AidRow(
    int Line,
    AidId Id,
    StrikeId Strike,
    Giver From,
    SeedDate Date,
    Money? Amount,
    string? AmountAsRecorded,
    AidKind Kind,
    AidStatus Status,
    string Source,
    string? Note);

/// <summary>Who gives: the name as recorded, and the body of that name where the data knows one.</summary>
internal readonly record struct Giver(string Name, BodyId? Body)
{
    public SectionId? Section => Body is { Kind: BodyKind.Section, Slug: var slug } ? new SectionId(slug) : null;

    public FederationId? Federation =>
        Body is { Kind: BodyKind.Federation, Slug: var slug } ? new FederationId(slug) : null;

    public override string ToString() => Body?.ToString() ?? Name;
}

internal sealed record ContributionRow(
    int Line,
    ContributionId Id,
    string Payer,
    SectionId? Section,
    FederationId Federation,
    SeedDate Date,
    Money Amount,
    string? AmountAsRecorded,
    string What);

/// <summary>A way for money. Rate is between smallest units, and 1 where both currencies are the same.</summary>
internal sealed record CorridorRow(int Line, BodyId From, BodyId To, Currency Currency, Currency ToCurrency, Rate Rate);
