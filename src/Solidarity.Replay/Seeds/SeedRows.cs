using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Seeds;

// The rows of a seed folder, typed: only what the plan needs; sources, confidences and wordings that it does not carry
// stay in the files. Line is where the row begins in its file. An unknown is null, never zero and never empty text.

internal sealed record CurrencyRow(string Code, Currency Currency, string Country);

internal sealed record FederationRow(
    int Line, FederationId Id, string Name, V1.Level Level, string? Locality, string Country, FederationId? Parent,
    SeedDate? Founded, SeedDate? FirstAttested);

/// <summary>A section. A derived one has no row and so no line (0): history tells of its strike, not of it.</summary>
internal sealed record SectionRow(
    int Line, SectionId Id, string Name, V1.SectionKind Kind, string? Trade, string? Locality, string Country,
    Currency Home, ImmutableArray<FederationId> Federations, long? Members, SeedDate? FirstAttested)
{
    public bool IsDerived => Line == 0;
}

/// <summary>A strike or a relief fund. Section is the one that the row names, or the one derived from it; Public is how
/// much of its strikes it shows to everybody.</summary>
internal sealed record SeedStrikeRow(
    int Line, StrikeId Id, SectionId Section, string Trade, string Locality, string Country, SeedDate Start,
    SeedDate? End, long? Strikers, string? Demand, string? Outcome, V1.Detail Public);

internal sealed record CallRow(
    int Line, CallId Id, StrikeId Strike, string IssuerName, FederationId Issuer, SeedDate Date, string? Asks);

internal sealed record AidRow(
    int Line, AidId Id, StrikeId Strike, SeedGiver From, SeedDate Date, Amount? Amount, string? AmountAsRecorded,
    SeedAidKind Kind, AidStatus Status, string Source, string? Note);

/// <summary>Who gives: the name as recorded, and the body of that name where the data knows one.</summary>
internal readonly record struct SeedGiver(string Name, Address? Body)
{
    public SectionId? Section => Body is { IsSection: true } body ? body.Section : null;

    public FederationId? Federation => Body is { IsFederation: true } body ? body.Federation : null;

    public override string ToString() => Body?.ToString() ?? Name;
}

internal sealed record ContributionRow(
    int Line, ContributionId Id, string Payer, SectionId? Section, FederationId Federation, SeedDate Date,
    Amount Amount, string? AmountAsRecorded, string What);

/// <summary>A way for money. Rate is between smallest units, and 1 where both currencies are the same.</summary>
internal sealed record CorridorRow(
    int Line, Address From, Address To, Currency Currency, Currency ToCurrency, Rate Rate);
