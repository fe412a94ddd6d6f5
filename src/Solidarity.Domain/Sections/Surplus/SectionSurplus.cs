using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Surplus;

/// <summary>A sum of an ended strike's fund that was sent on. It is kept, because its id is used up.</summary>
/// <param name="Strike">Whose fund it came from.</param>
/// <param name="To">The other strike; null: it goes back to a section.</param>
public sealed record SurplusSum(StrikeId Strike, SectionId Receiver, StrikeId? To, Amount Amount);

/// <summary>Such a sum and what became of it. While it waits to be sent again it is in the fund, and the section
/// disposes of it.</summary>
/// <param name="State">Pledged while it is on its way or waits, honoured once it arrived, lapsed where it came back and
/// is not sent again by itself, withdrawn where people say so.</param>
/// <param name="Runs">The transfers begun for it; 0 where it was moved in one book.</param>
/// <param name="Transfer">The transfer that carries it now.</param>
/// <param name="Reason">Why it came back, lapsed or was withdrawn.</param>
/// <param name="AgainAt">When it, for which no way was found, is sent again by itself.</param>
public sealed record SentSurplus(
    SurplusSum Sum, string Authority, AidState State, int Runs = 0, TransferId? Transfer = null, string Reason = "",
    DateTimeOffset? AgainAt = null);

/// <summary>What a section has sent on of what was left in the funds of its strikes.</summary>
public sealed record SectionSurplus(ImmutableSortedDictionary<PledgeId, SentSurplus> Sent)
{
    public const int SentMax = 10_000;

    public static readonly SectionSurplus None = new(ImmutableSortedDictionary<PledgeId, SentSurplus>.Empty);

    internal SectionSurplus With(PledgeId id, Func<SentSurplus, SentSurplus> change) =>
        new(Sent.SetItem(id, change(Sent[id])));
}
