using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Tranches;

namespace Solidarity.Domain.Sections.Pledges;

/// <summary>A promise of this section's. <paramref name="Runs"/> counts the transfers begun for it.</summary>
/// <param name="Amount">Null where the sum is not named.</param>
/// <param name="Transfer">The transfer that carries it now.</param>
/// <param name="Delivered">What arrived, once honoured.</param>
/// <param name="Owed">Of a loan: what is still owed to this section.</param>
/// <param name="PartOf">The pledge that this is a part of, because its money went several ways.</param>
/// <param name="AgainAt">When its money, for which no way was found, is sent again by itself.</param>
public sealed record Pledge(
    StrikeId Strike, SectionId To, AidKind Kind, Amount? Amount, string Authority, AidState State, int Runs,
    TransferId? Transfer, Amount? Delivered, Amount? Owed, string Reason, PledgeId? PartOf = null,
    DateTimeOffset? AgainAt = null);

/// <summary>A part of a pledge that is divided.</summary>
public readonly record struct PledgePart(PledgeId Pledge, Amount Amount);

/// <summary>How many things a section has told a strike of, ended ones among them.</summary>
/// <param name="Aid">Pledges, their parts, tranches (those still to come among them), refusals and redirected
/// repayments.</param>
/// <param name="Support">Offers of support.</param>
public sealed record Told(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Aid = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Support = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Sightings = 0)
{
    public static Told Nothing { get; } = new();
}

/// <summary>What a section has promised to the strikes of others, and told them.</summary>
/// <param name="Told">How much it has told each strike.</param>
public sealed record SectionPromises(
    ImmutableSortedDictionary<PledgeId, Pledge> Pledges,
    ImmutableSortedDictionary<PledgeId, TrancheSeries> Tranches,
    ImmutableSortedDictionary<PledgeId, SupportOffer> Support,
    ImmutableSortedSet<PledgeId> Sightings,
    ImmutableSortedDictionary<StrikeId, Told> Told)
{
    public const int PledgesMax = 100_000;
    public const int SightingsMax = 10_000;

    public static readonly SectionPromises None = new(
        ImmutableSortedDictionary<PledgeId, Pledge>.Empty,
        ImmutableSortedDictionary<PledgeId, TrancheSeries>.Empty,
        ImmutableSortedDictionary<PledgeId, SupportOffer>.Empty,
        Sightings: [], ImmutableSortedDictionary<StrikeId, Told>.Empty);

    /// <summary>Whether a pledge to this strike stands or was honoured.</summary>
    public bool HasPledgedTo(StrikeId strike) =>
        Pledges.Values.Any(p => p.Strike == strike && p.State is (AidState.Pledged or AidState.Honoured))
        || Tranches.Values.Any(t => t.Strike == strike && t.Left > 0);

    /// <summary>Whether an offer of other support to this strike stands.</summary>
    public bool HasSupported(StrikeId strike) =>
        Support.Values.Any(offer => offer.Strike == strike && !offer.Support.Withdrawn);

    internal bool HasUsed(PledgeId id) => Pledges.ContainsKey(id) || Tranches.ContainsKey(id)
        || Support.ContainsKey(id) || Sightings.Contains(id) || IsTranche(id);

    /// <summary>Whether the id is that of a tranche of a promise of this section's.</summary>
    internal bool IsTranche(PledgeId id) => TrancheIds.SeriesOf(id) is { } series && Tranches.ContainsKey(series);

    internal SectionPromises With(PledgeId id, Func<Pledge, Pledge> change) =>
        this with { Pledges = Pledges.SetItem(id, change(Pledges[id])) };

    internal SectionPromises With(StrikeId strike, Func<Told, Told> change) =>
        this with { Told = Told.SetItem(strike, change(ToldTo(strike))) };

    /// <summary>With so many more pieces of aid told to a strike; less where it is negative.</summary>
    internal SectionPromises WithAid(StrikeId strike, int more) =>
        more == 0 ? this : With(strike, told => told with { Aid = told.Aid + more });

    internal Told ToldTo(StrikeId strike) => Told.GetValueOrDefault(strike, Sections.Pledges.Told.Nothing);
}
