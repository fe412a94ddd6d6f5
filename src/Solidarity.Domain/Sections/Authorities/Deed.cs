using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Claims;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Sections.Tranches;

namespace Solidarity.Domain.Sections.Authorities;

/// <summary>What the section's people want to do, as far as it needs an authority.</summary>
/// <param name="Authority">The text that was given; null where the act has none.</param>
/// <param name="Amount">What it disposes of; null: nothing, or a sum that is not named.</param>
/// <param name="Taken">What it takes from the treasury now.</param>
/// <param name="Strike">What it is for.</param>
/// <param name="Trade">Of that strike.</param>
/// <param name="Under">The mandate that what it carries out was done under: it is used up by it already, and must be in
/// force still.</param>
internal sealed record Deed(
    ActKind Kind, string? Authority, Amount? Amount = null, Amount? Taken = null, StrikeId? Strike = null,
    string Trade = "", MandateId? Under = null)
{
    /// <summary>Null for what needs none: what others ask, alarms, corrections, and what moves and binds nothing.
    /// </summary>
    public static Deed? Of(Section state, SectionCommand command) => command switch
    {
        PledgeCommand.MakePledge c => new(
            KindOf(c.Kind), c.Authority, c.Amount, c.Amount, c.Strike, CalledTrade(state, c.Strike)),
        PledgeCommand.HonourPledge c => OfHonour(state, c),
        TrancheCommand.PromiseTranches c => new(
            KindOf(c.Kind), c.Authority, c.Each with { Minor = c.Each.Minor * c.Count }, c.Each, c.Strike,
            CalledTrade(state, c.Strike)),
        OwnStrikeCommand.PayStrikePay c => new(
            ActKind.StrikePay, c.Authority, c.Amount, Taken: null, c.Strike, OwnTrade(state, c.Strike)),
        ClaimCommand.ApproveClaim c => OfClaim(state, c.Strike, c.Number, c.Authority),
        ClaimCommand.PayClaim c => OfClaim(state, c.Strike, c.Number, c.Authority),
        OwnStrikeCommand.DeclareStrike c => new(
            ActKind.Strikes, c.Authority, Strike: c.Strike, Trade: c.Facts.Trade),
        OwnStrikeCommand.EndStrike c => new(
            ActKind.StrikeEnds, c.Authority, Strike: c.Strike, Trade: OwnTrade(state, c.Strike)),
        OwnTreasuryCommand.PayOut c => new(ActKind.Payouts, c.Authority, c.Amount, c.Amount),
        OwnTreasuryCommand.PayDues c => new(ActKind.Dues, c.Authority, c.Amount, c.Amount),
        LoanCommand.RepayLoan c => new(
            ActKind.Repayments, c.Authority, c.Amount, c.FromFund is null ? c.Amount : null, c.FromFund,
            c.FromFund is { } fund ? OwnTrade(state, fund) : ""),
        SurplusCommand.ReturnSurplus c => OfFund(state, c.Strike, c.Amount, c.Authority),
        SurplusCommand.PassOnSurplus c => OfFund(state, c.Strike, c.Amount, c.Authority),
        SurplusCommand.KeepSurplus c => OfFund(state, c.Strike, c.Amount, c.Authority),
        AffiliationCommand.AskAffiliation c => new(ActKind.Affiliations, c.Authority),
        AffiliationCommand.LeaveFederation c => new(ActKind.Affiliations, c.Authority),
        StatutesCommand.AdoptStatutes c => new(ActKind.Statutes, c.Authority),
        MandateCommand.GrantMandate c => new(ActKind.Mandates, c.Authority),
        MandateCommand.RecallMandate c => new(ActKind.Recalls, c.Authority),
        _ => null,
    };

    private static Deed OfClaim(Section state, StrikeId strike, int number, string authority)
    {
        var claim = state.Claims!.Strikes[strike].Claims[number - 1];
        return new(
            ActKind.StrikePay, authority.Length > 0 ? authority : claim.Authority, claim.Amount, Taken: null, strike,
            OwnTrade(state, strike));
    }

    // It was decided when it was pledged. An authority of its own is needed where that one was a mandate that holds no
    // more.
    private static Deed? OfHonour(Section state, PledgeCommand.HonourPledge command)
    {
        var pledge = state.Promises.Pledges[command.Pledge];
        var parts = PledgeParts.Open(state, command.Pledge);
        var kind = KindOf(pledge.Kind);
        // A decision that the pledge rests on already is not used up by it again.
        if (Authorities.Authority.DecisionOf(command.Authority) is { } decision
            && parts.All(part => state.House?.Holds.GetValueOrDefault(part)?.Decision == decision))
            return null;
        if (command.Authority.Length > 0)
            return new(
                kind, command.Authority, SumOf(state, parts), Taken: null, pledge.Strike,
                CalledTrade(state, pledge.Strike));
        foreach (var part in parts)
            if (state.House?.Holds.GetValueOrDefault(part)?.Mandate is { } mandate)
                return new(kind, $"mandates/{mandate}", Under: mandate);
        return null;
    }

    private static Amount? SumOf(Section state, PledgeId[] parts)
    {
        Amount? sum = null;
        foreach (var part in parts)
            if (state.Promises.Pledges[part].Amount is { } amount)
                sum = sum is { } known ? known with { Minor = known.Minor + amount.Minor } : amount;
        return sum;
    }

    private static Deed OfFund(Section state, StrikeId strike, Amount amount, string authority) =>
        new(ActKind.Surplus, authority, amount, Taken: null, strike, OwnTrade(state, strike));

    private static ActKind KindOf(AidKind kind) => kind == AidKind.Loan ? ActKind.Loans : ActKind.Pledges;

    private static string CalledTrade(Section state, StrikeId strike) =>
        state.Inbox.Calls.TryGetValue(strike, out var call) ? call.Call.Facts.Trade : "";

    private static string OwnTrade(Section state, StrikeId strike) =>
        state.Strikes.Declared.TryGetValue(strike, out var own) ? own.Facts.Trade : "";
}
