using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Reversals;
using static Solidarity.Domain.Sections.Claims.ClaimEvent;

namespace Solidarity.Domain.Sections.Claims;

/// <summary>What happened to claims for strike pay. A payment is strike pay like any other, and names its claim.
/// </summary>
[JsonDerivedType(typeof(ClaimsBegun), "section.claims-begun.v1")]
[JsonDerivedType(typeof(ClaimFiled), "section.claim-filed.v1")]
[JsonDerivedType(typeof(ClaimApproved), "section.claim-approved.v1")]
[JsonDerivedType(typeof(ClaimWithdrawn), "section.claim-withdrawn.v1")]
public abstract record ClaimEvent : SectionEvent
{
    private ClaimEvent() { }

    /// <param name="Version">Of the statutes whose pay rules hold for the strike.</param>
    public sealed record ClaimsBegun(
        StrikeId Strike, StrikeCourse Course, int Version, Amount? Estimate, DateTimeOffset At) : ClaimEvent;

    /// <summary>Replaces the one of the same number.</summary>
    /// <param name="Number">The week of the strike, from 1.</param>
    /// <param name="Course">The strike's, as it was known then: it may have ended.</param>
    /// <param name="Version">Of the statutes whose pay rules it was reckoned by.</param>
    /// <param name="From">The first day of the week.</param>
    /// <param name="Through">The last day that it pays for.</param>
    public sealed record ClaimFiled(
        StrikeId Strike, int Number, StrikeCourse Course, int Version, DateOnly From, DateOnly Through,
        ImmutableArray<ClaimedGroup> Groups, long Strikers, Amount Amount, DateTimeOffset At) : ClaimEvent;

    public sealed record ClaimApproved(StrikeId Strike, int Number, string Authority, DateTimeOffset At) : ClaimEvent;

    public sealed record ClaimWithdrawn(StrikeId Strike, int Number, string Reason, DateTimeOffset At) : ClaimEvent;
}

internal static class ClaimEvolution
{
    public static SectionClaims Evolve(SectionClaims state, ClaimEvent @event) => @event switch
    {
        ClaimsBegun e => new(state.Strikes.Add(e.Strike, new ClaimSeries(
            e.Course, e.Version, e.Estimate, e.At, Claims: [],
            ImmutableSortedDictionary<GroupId, StrikerAccount>.Empty,
            ImmutableSortedDictionary<GroupId, StrikerAccount>.Empty))),
        ClaimFiled e => state.With(e.Strike, series => OnFiled(series, e)),
        ClaimApproved e => state.With(e.Strike, series => series.With(e.Number, claim => claim with
        {
            State = ClaimState.Approved,
            Authority = e.Authority,
        }) with
        {
            Accounts = series.Accounts.SetItems(series.Filed),
            Filed = series.Filed.Clear(),
        }),
        ClaimWithdrawn e => state.With(e.Strike, series => series with
        {
            Claims = series.Claims.RemoveAt(e.Number - 1),
            Filed = series.Filed.Clear(),
        }),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    /// <summary>What other subjects' events do to claims.</summary>
    public static SectionClaims After(SectionClaims state, SectionEvent @event) => @event switch
    {
        OwnStrikeEvent.StrikePayPaid { Claim: { } number } e => state.With(e.Strike, series => series.With(
            number, claim => claim with { State = ClaimState.Paid, Entry = e.Number })),
        // It stands as it was approved, and can be paid again.
        ReversalEvent.EntryReversed { Original: { Claim: { } number, Strike: { } strike } } => state.With(
            strike, series => series.With(
                number, claim => claim with { State = ClaimState.Approved, Entry = null })),
        OwnStrikeEvent.StrikeIdTaken e => new(state.Strikes.Remove(e.Strike)),
        _ => state,
    };

    private static ClaimSeries OnFiled(ClaimSeries series, ClaimFiled e)
    {
        var claim = new WeeklyClaim(e.From, e.Through, e.Version, e.Strikers, e.Amount, ClaimState.Filed, e.At);
        if (e.Number != series.Claims.Length + (series.IsOpen ? 0 : 1))
            throw new InvalidOperationException($"Claim {e.Number} cannot follow {series.Claims.Length} claims.");
        return series with
        {
            Claims = series.IsOpen ? series.Claims.SetItem(e.Number - 1, claim) : series.Claims.Add(claim),
            Filed = e.Groups.ToImmutableSortedDictionary(group => group.Facts.Group, group => group.After),
        };
    }
}
