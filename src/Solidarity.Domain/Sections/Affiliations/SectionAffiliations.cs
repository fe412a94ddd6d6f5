using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;

namespace Solidarity.Domain.Sections.Affiliations;

/// <summary>The federations that a section is in, or has asked to admit it.</summary>
/// <param name="Questions">Which of its questions each affiliation rests on.</param>
/// <param name="QuestionsPut">How many times it has asked any federation to admit it.</param>
/// <param name="Moves">Its part in successions of federations that it is in.</param>
public sealed record SectionAffiliations(
    ImmutableSortedDictionary<FederationId, AffiliationStatus> Federations,
    ImmutableSortedDictionary<FederationId, int> Questions,
    int QuestionsPut,
    Moves Moves)
{
    public const int AffiliationsMax = 100;

    public static readonly SectionAffiliations None = new(
        ImmutableSortedDictionary<FederationId, AffiliationStatus>.Empty,
        ImmutableSortedDictionary<FederationId, int>.Empty, QuestionsPut: 0, Moves.None);

    /// <summary>The federations that the section is a member of.</summary>
    [JsonIgnore]
    public IEnumerable<FederationId> Joined =>
        Federations.Where(affiliation => affiliation.Value == AffiliationStatus.Member).Select(a => a.Key);

    /// <summary>Whether the section is a member of the federation.</summary>
    public bool IsIn(FederationId federation) =>
        Federations.TryGetValue(federation, out var status) && status == AffiliationStatus.Member;

    /// <summary>Whether this is a federation that the section is a member of.</summary>
    internal bool IsNear(Address body) => body.IsFederation && IsIn(body.Federation);

    internal SectionAffiliations Asking(FederationId federation, int question) => this with
    {
        QuestionsPut = question,
        Questions = Questions.SetItem(federation, question),
        Federations = Federations.SetItem(federation, AffiliationStatus.Asked),
    };
}
