using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;

namespace Solidarity.Domain.Sections.Affiliations;

/// <summary>What a section can be asked about federations that it is in, or would be in.</summary>
[JsonDerivedType(typeof(AskAffiliation), "ask-affiliation")]
[JsonDerivedType(typeof(LeaveFederation), "leave-federation")]
[JsonDerivedType(typeof(LearnAffiliation), "learn-affiliation")]
[JsonDerivedType(typeof(Reassign), "reassign")]
[JsonDerivedType(typeof(LearnSuccession), "learn-succession")]
[JsonDerivedType(typeof(LearnSuccessionWithdrawn), "learn-succession-withdrawn")]
public abstract record AffiliationCommand : SectionCommand
{
    private AffiliationCommand() { }

    public sealed record AskAffiliation(FederationId Federation) : AffiliationCommand;

    public sealed record LeaveFederation(FederationId Federation) : AffiliationCommand;

    public sealed record LearnAffiliation(FederationId Federation, int Question, bool Admitted, string Reason)
        : AffiliationCommand;

    /// <summary>Moves from a federation that is to be dissolved to one of its successors.</summary>
    /// <param name="Authority">The assembly's decision that it rests on.</param>
    public sealed record Reassign(FederationId From, FederationId To, string Authority) : AffiliationCommand;

    /// <param name="Proposed">Which successor is proposed to this section; null: none.</param>
    public sealed record LearnSuccession(
        FederationId Federation, ImmutableArray<FederationId> Successors, FederationId? Proposed, string Authority)
        : AffiliationCommand;

    public sealed record LearnSuccessionWithdrawn(FederationId Federation) : AffiliationCommand;
}
