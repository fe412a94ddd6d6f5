using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Server.Sections;

/// <summary>What a movement of money was for, in words for people, and the strike that it was for.</summary>
internal static class MovementText
{
    public static (string Memo, StrikeId? Strike) Of(SectionEvent @event) => @event switch
    {
        SectionEvent.Deposited e => (e.Memo, null),
        SectionEvent.PaidOut e => (e.Memo, null),
        SectionEvent.DuesPaid e => (Join($"dues to federation {e.Federation}", e.Memo), null),
        SectionEvent.StrikePayPaid e => (e.Memo, e.Strike),
        SectionEvent.OutsideAidReceived e => (Join($"from {e.Aid.From.Label}", e.Note), e.Strike),
        SectionEvent.AidArrived e =>
            ($"aid {e.Delivery.Aid.Id} from {e.Delivery.Aid.From.Label}, by {e.From}", e.Delivery.Strike),
        SectionEvent.Pledged e => (Join($"set aside for pledge {e.Pledge}", e.Authority), e.Strike),
        SectionEvent.PledgeHonoured e => ($"loan of pledge {e.Pledge}", null),
        SectionEvent.StrikeIdTaken e => ($"strike {e.Strike} is another section's: what had come for it", e.Strike),
        SectionEvent.PledgeWithdrawn e => (Join($"pledge {e.Pledge} withdrawn", e.Reason), null),
        SectionEvent.PledgeLapsed e => ($"pledge {e.Pledge} lapsed", null),
        SectionEvent.LoanTaken e => ($"loan {e.Loan.Id} of {e.Loan.From.Label}", e.Strike),
        SectionEvent.LoanReduced e => ($"repayment {e.Repayment} of loan {e.Loan.Id} of {e.Loan.From.Label}", null),
        SectionEvent.RepaidOutside e => ($"repayment {e.Repayment} of loan {e.Loan.Id} to {e.Loan.From.Label}", null),
        SectionEvent.RepaymentArrived e =>
            ($"repayment {e.Delivery.Repayment} of loan {e.Delivery.Aid} from {e.Delivery.Borrower}", null),
        SectionEvent.ClaimReduced e => ($"loan of pledge {e.Pledge} repaid to another strike", null),
        SectionEvent.OfTreasury e => Of(e.Happened),
        _ => throw new UnreachableException($"section event {@event.GetType().Name} books nothing"),
    };

    private static (string, StrikeId?) Of(TreasuryEvent @event) => @event switch
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

    private static string Join(string what, string memo) => memo.Length == 0 ? what : $"{what}: {memo}";
}
