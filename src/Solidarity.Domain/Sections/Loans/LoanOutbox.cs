using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Transfers;
using static Solidarity.Domain.Messages.SectionOutbox;
using static Solidarity.Domain.Sections.Loans.LoanEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a section tells of debts of its own, and of what is owed to it.</summary>
internal static class LoanOutbox
{
    private const AidKind Redirected = AidKind.RedirectedRepayment;

    public static IEnumerable<Message> Of(LoanEvent @event, Section after) => @event switch
    {
        RepaymentSent e => [.. FromFund(after, e.FromFund, e.Amount, back: false), .. Redirecting(after, e)],
        RepaymentSentAgain e => SentAgain(after, e),
        RepaymentUnsent e =>
            [.. FromFund(after, after.Loans.Repayments[e.Repayment].FromFund, e.Left, back: true), .. Unsent(after, e)],
        RepaymentLapsed e => Withdrawn(after, e.Repayment, e.Reason),
        RepaymentWithdrawn e => Withdrawn(after, e.Repayment, e.Reason),
        LoanReduced e => Reduced(after, e),
        RepaidOutside e =>
            [Repaid(after, e.Loan, e.Repayment, e.Amount), .. FromFund(after, e.FromFund, e.Amount, back: false)],
        RepaymentArrived e =>
        [
            new Message(e.Key.Transfer, new TransferCommand.LearnDelivered(e.Key, e.Passed)),
            .. AcknowledgementOutbox.AtOnce(e.From, e.Key, e.Owed),
        ],
        RepaymentRedirected e => [new Message(after.Promises.Pledges[e.Pledge].To, new LoanCommand.LearnRedirect(
            Own(after, e.Pledge), e.Strike, e.Section, e.Amount))],
        LoanTaken or ClaimReduced or RedirectLearnt => [],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> FromFund(Section after, StrikeId? fund, Amount amount, bool back) =>
        fund is { } strike ? [SurplusOutbox.Used(after, strike, FundUse.Repaid, amount, back)] : [];

    private static IEnumerable<Message> Redirecting(Section after, RepaymentSent e)
    {
        if (e.RedirectTo is not { } strike)
            yield break;
        yield return Aid(strike, Own(after, e.Repayment), Redirected, AidState.Pledged, e.Amount, "",
            unasked: Unasked(after, strike));
        yield return SectionOutbox.Moved(
            strike, Own(after, e.Repayment), Redirected, run: 1, MoneyStage.Held, e.Amount);
    }

    private static IEnumerable<Message> SentAgain(Section after, RepaymentSentAgain e)
    {
        var repayment = after.Loans.Repayments[e.Repayment];
        return
        [
            .. FromFund(after, repayment.FromFund, repayment.Amount, back: false),
            .. Moved(after, e.Repayment, MoneyStage.Held),
        ];
    }

    // To the lender it was never announced.
    private static IEnumerable<Message> Unsent(Section after, RepaymentUnsent e)
    {
        Message[] moved = [.. Moved(after, e.Repayment, MoneyStage.Unsent)];
        return e.AgainAt is { } due
            ? [.. moved, new Message(after.Id, new LoanCommand.SendRepaymentAgain(
                e.Repayment, after.Loans.Repayments[e.Repayment].Runs), due)]
            : [.. moved, .. Withdrawn(after, e.Repayment, e.Reason)];
    }

    private static IEnumerable<Message> Withdrawn(Section after, PledgeId id, string reason)
    {
        var repayment = after.Loans.Repayments[id];
        return repayment.RedirectTo is { } strike
            ? [Aid(strike, Own(after, id), Redirected, AidState.Withdrawn, repayment.Amount, reason,
                unasked: Unasked(after, strike))]
            : [];
    }

    private static IEnumerable<Message> Moved(Section after, PledgeId id, MoneyStage stage)
    {
        var repayment = after.Loans.Repayments[id];
        return repayment.RedirectTo is { } strike
            ? [SectionOutbox.Moved(strike, Own(after, id), Redirected, repayment.Runs, stage, repayment.Amount)]
            : [];
    }

    private static IEnumerable<Message> Reduced(Section after, LoanReduced e)
    {
        if (after.Loans.Repayments[e.Repayment].RedirectTo is null)
            yield return Repaid(after, e.Loan, e.Repayment, e.Amount);
        else if (e.Loan.From.Body is { IsSection: true } lender)
            yield return new Message(lender, new LoanCommand.LearnClaimReduced(e.Loan.Id, e.Amount));
    }

    // The board of the strike that the loan was for shows that it was repaid; it counts as no aid.
    private static Message Repaid(Section after, AidKey loan, PledgeId repayment, Amount amount) =>
        new(after.Loans.Taken[loan].Strike, new AidCommand.LearnAid(
            Own(after, repayment), AidKind.Repayment, AidState.Honoured, amount, Counted: false,
            $"to {loan.From.Label}", By: after.Id));

    // Who pledges answers a call. A repayment may go to a strike that has not asked here.
    private static bool? Unasked(Section after, StrikeId strike) => after.Inbox.Calls.ContainsKey(strike) ? null : true;
}
