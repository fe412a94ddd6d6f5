using Solidarity.Domain.Amendments;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Funds;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Strikes.Warnings;

namespace Solidarity.Domain.Strikes;

/// <summary>A strike: what it is about, its call, the aid for it, its warning, its pay and its end.</summary>
/// <param name="Section">Who strikes.</param>
/// <param name="Facts">Null until it is opened.</param>
/// <param name="Note">What was said at its end.</param>
/// <param name="FundUses">What its fund's money went to other than strike pay.</param>
/// <param name="Amendments">What of its <paramref name="Facts"/> was put right, and ends that were taken back.</param>
public sealed record Strike(
    StrikeId Id, SectionId Section, StrikeFacts? Facts, Outcome? Outcome, string Note, StrikeCalls Calls, StrikeAid Aid,
    StrikeWarnings Warnings, StrikePay Pay, ImmutableSortedDictionary<Currency, FundUses> FundUses,
    ImmutableArray<Amendment> Amendments)
{
    /// <summary>What the state comes to at all these limits at once, with the longest names and sums, as JSON.
    /// </summary>
    public const long StateBytesMax = 1L << 30;

    [JsonIgnore]
    public bool Opened => Facts is not null;

    public static Strike Unopened(StrikeId id) => new(
        id, default, Facts: null, Outcome: null, Note: "", StrikeCalls.None, StrikeAid.None, StrikeWarnings.None,
        StrikePay.None, ImmutableSortedDictionary<Currency, FundUses>.Empty, Amendments: []);

    /// <summary>How long the strike can hold on what has arrived; null where no strike pay is set.</summary>
    public Runway? RunwayOn(DateOnly day)
    {
        if (Calls.Terms?.Pay is not { } pay)
            return null;
        var currency = pay.Weekly.Currency;
        var arrived = Aid.Totals.GetValueOrDefault(currency)?.Received ?? 0;
        var gone = Pay.PaidOut.GetValueOrDefault(currency) + (FundUses.GetValueOrDefault(currency)?.All ?? 0);
        var fund = new Total(Int128.Max(0, arrived - gone), currency);
        return Runway.Of(fund, pay, Pay.LastPaid, day);
    }

    /// <summary>Whether all that has arrived, and all that those have promised and sent that the call has reached, is
    /// less than the need, in its currency. Where no sum is named as needed nobody can say that it is covered.
    /// </summary>
    [JsonIgnore]
    public bool IsShort => Calls.Call?.Need is not { } need
        || (Aid.Totals.GetValueOrDefault(need.Currency)?.Covering ?? 0) < need.Minor;

    public static Strike Evolve(Strike state, StrikeEvent @event) => @event switch
    {
        LifecycleEvent e => LifecycleRules.Evolve(state, e),
        CallEvent e => state with { Calls = CallRules.Evolve(state.Calls, e) },
        AidEvent e => state with { Aid = AidEvolution.Evolve(state.Aid, e) },
        WarningEvent e => WarningRules.Evolve(state, e),
        PayEvent e => state with { Pay = StrikePayRules.Evolve(state.Pay, e) },
        FundEvent e => state with { FundUses = FundRules.Evolve(state.FundUses, e) },
        _ => throw new UnreachableException($"strike event {@event.GetType().Name}"),
    };
}
