using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Server.Books;

/// <summary>What a movement of money was for, in words for people, and the strike that it was for.</summary>
internal static class MovementText
{
    public static (string Memo, StrikeId? Strike) Of(SectionEvent @event)
    {
        var (memo, strike) = InWords(@event);
        return (memo.English, strike);
    }

    /// <inheritdoc cref="Of(SectionEvent)"/>
    public static (string Memo, StrikeId? Strike) Of(FederationEvent @event)
    {
        var (memo, strike) = InWords(@event);
        return (memo.English, strike);
    }

    private static (Wording, StrikeId?) InWords(FederationEvent @event) => @event switch
    {
        FederationEvent.DuesReceived e => ($"dues of section {e.Section}", null),
        CollectionEvent.Collected e => (Join($"collection {e.Collection} for {e.To}", e.Note), e.Strike),
        DuesTransferEvent.DuesTransferred e => ($"dues to successor {e.To}", null),
        DuesTransferEvent.CollectionTransferred e => ($"collection {e.Collection} to successor {e.To}", null),
        DuesTransferEvent.DuesTakenOver e => ($"dues of {e.From}, which it succeeds", null),
        DuesTransferEvent.CollectionTakenOver e =>
            (Join($"collection {e.Collection} of {e.From}, which it succeeds", e.Note), e.Strike),
        FederationEvent.OfTreasury e => InWords(e.Happened),
        _ => throw new UnreachableException($"federation event {@event.GetType().Name} books nothing"),
    };

    private static (Wording Memo, StrikeId? Strike) InWords(SectionEvent @event) => @event switch
    {
        OwnTreasuryEvent.Deposited e => (Wording.Verbatim(e.Memo), null),
        OwnTreasuryEvent.PaidOut e => (Under(Wording.Verbatim(e.Memo), e.Authority), null),
        OwnTreasuryEvent.DuesPaid e =>
            (Under(Join($"dues to federation {e.Federation}", e.Memo), e.Authority), null),
        OwnStrikeEvent.StrikePayPaid { Claim: { } claim } e => (Under($"claim {claim}", e.Authority), e.Strike),
        OwnStrikeEvent.StrikePayPaid e => (Under(Wording.Verbatim(e.Memo), e.Authority), e.Strike),
        OwnStrikeEvent.OutsideAidReceived e => (Join($"from {e.Aid.From.Label}", e.Note), e.Strike),
        OwnStrikeEvent.AidArrived e =>
            ($"aid {e.Delivery.Aid.Id} from {e.Delivery.Aid.From.Label}, by {e.From}", e.Delivery.Strike),
        PledgeEvent.Pledged e => (Join($"set aside for pledge {e.Pledge}", e.Authority), e.Strike),
        PledgeEvent.PledgeHonoured e => ($"loan of pledge {e.Pledge}", null),
        OwnStrikeEvent.StrikeIdTaken e => ($"strike {e.Strike} is another section's: what had come for it", e.Strike),
        PledgeEvent.PledgeWithdrawn e => (Join($"pledge {e.Pledge} withdrawn", e.Reason), null),
        PledgeEvent.PledgeLapsed e => ($"pledge {e.Pledge} lapsed", null),
        LoanEvent.LoanTaken e => ($"loan {e.Loan.Id} of {e.Loan.From.Label}", e.Strike),
        LoanEvent.LoanReduced e => ($"repayment {e.Repayment} of loan {e.Loan.Id} of {e.Loan.From.Label}", null),
        LoanEvent.RepaidOutside e => ($"repayment {e.Repayment} of loan {e.Loan.Id} to {e.Loan.From.Label}", null),
        LoanEvent.RepaymentArrived e =>
            ($"repayment {e.Delivery.Repayment} of loan {e.Delivery.Aid} from {e.Delivery.Borrower}", null),
        LoanEvent.ClaimReduced e => ($"loan of pledge {e.Pledge} repaid to another strike", null),
        SurplusEvent.SurplusKept e => (Join($"kept of the fund of strike {e.Strike}", e.Authority), e.Strike),
        SurplusEvent.SurplusMoved e => (Join($"passed on to strike {e.Sum.To}", e.Authority), e.Sum.Strike),
        SurplusEvent.SurplusArrived e => (
            $"returned from the fund of strike {e.Delivery.Strike} of section {e.Delivery.Section}, by {e.From}",
            e.Delivery.Strike),
        ReversalEvent.EntryReversed e => ($"entry {e.Reverses}: {e.Reason}", e.Original.Strike),
        OwnTreasuryEvent.OfTreasury e => InWords(e.Happened),
        _ => throw new UnreachableException($"section event {@event.GetType().Name} books nothing"),
    };

    private static (Wording, StrikeId?) InWords(TreasuryEvent @event) => @event switch
    {
        HopEvent.Dispatched { Delivery: Purpose.ToStrikeFund to } e =>
            ($"set aside for transfer {e.Transfer}", to.Strike),
        HopEvent.Dispatched e => ($"set aside for transfer {e.Transfer}", null),
        HopEvent.HopSent e => ($"transfer {e.Key.Transfer} to {e.Hop.To}", null),
        HopEvent.HopTakenIn e => ($"transfer {e.Key.Transfer} from {e.Hop.From}", null),
        HopEvent.SentBack e => ($"transfer {e.Key.Transfer} back to {e.Hop.From}", null),
        HopEvent.TakenBack e => ($"transfer {e.Key.Transfer} back from {e.Hop.To}", null),
        HopEvent.Recalled e => ($"transfer {e.Transfer} was not delivered", null),
        _ => throw new UnreachableException($"treasury event {@event.GetType().Name} books nothing"),
    };

    private static Wording Under(Wording memo, string? authority) =>
        authority is null ? memo
        : memo.English.Length == 0 ? Wording.Verbatim(authority)
        : $"{memo} ({authority})";

    private static Wording Join(Wording what, string memo) => memo.Length == 0 ? what : $"{what}: {memo}";
}
