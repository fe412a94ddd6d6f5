using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Surplus;

/// <summary>A sum of an ended strike's fund that was sent on. It is kept, because its id is used up.</summary>
/// <param name="Strike">Whose fund it came from.</param>
/// <param name="To">The other strike; null: it goes back to a section.</param>
public sealed record SurplusSum(StrikeId Strike, SectionId Receiver, StrikeId? To, Amount Amount);

/// <summary>What a section has sent on of what was left in the funds of its strikes.</summary>
public sealed record SectionSurplus(ImmutableSortedDictionary<PledgeId, SurplusSum> Sent)
{
    public const int SentMax = 10_000;

    public static readonly SectionSurplus None = new(ImmutableSortedDictionary<PledgeId, SurplusSum>.Empty);
}
