using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Strikes.Warnings;
using Solidarity.Domain.Transfers;
using static Solidarity.Domain.Sections.SectionEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a section tells of what happened to it.</summary>
public static class SectionOutbox
{
    public static IEnumerable<Message> Of(SectionEvent @event, Section after) => @event switch
    {
        AffiliationAsked e => [new Message(e.Federation, new MemberCommand.LearnAsked(after.Id, e.Question))],
        AffiliationEnded { Left: true } e => [new Message(e.Federation, new MemberCommand.LearnLeft(after.Id))],
        ReassignmentAsked e =>
            [new Message(e.To, new MemberCommand.LearnAsked(after.Id, e.Question, Leaving: e.From))],
        OfTreasury e => TreasuryOutbox.Of(after.Id, e.Happened),
        DuesPaid e => [new Message(e.Federation, new FederationCommand.LearnDues(after.Id, e.Amount))],
        StrikeDeclared e => [new Message(e.Strike, new LifecycleCommand.Open(after.Id, e.Facts))],
        AffiliationGranted e => OpenCalls(after).Take(Section.CallsPassedOnMax).Select(strike =>
            new Message(strike, new CallCommand.PassCallOn(after.Id, e.Federation))),
        CalledForAid e => [new Message(e.Call.Strike, new CallCommand.SendCall(e.Call, e.Recipients, e.Terms))],
        CallNarrowed e => [new Message(e.Strike, new CallCommand.NarrowCall(after.Id, e.Scope))],
        CallCancelled e => [new Message(e.Strike, new CallCommand.CancelCall(after.Id, e.Reason))],
        RemindersAsked e => [new Message(e.Strike, new CallCommand.RemindSilent(after.Id, Number: 0))],
        WarningGiven e => [new Message(e.Strike, new WarningCommand.SendWarning(after.Id, e.Text, e.Recipients))],
        StrikeEnded e => [new Message(e.Strike, new LifecycleCommand.Close(after.Id, e.Outcome, e.Note))],
        StrikePayPaid e => [new Message(e.Strike, new PayCommand.LearnStrikePay(after.Id, e.Amount, e.Through))],
        OutsideAidReceived e =>
        [
            Aid(e.Strike, e.Aid, e.Kind, AidState.Honoured, e.Amount, e.Note, by: after.Id),
            Money(e.Strike, e.Aid, e.Kind, run: 1, MoneyStage.Received, e.Amount, by: after.Id),
        ],
        AidReported e => [new Message(e.Strike, new AidCommand.LearnAid(
            e.Aid, e.Kind, e.State, e.Amount, Counted: false, e.Note, By: after.Id))],
        AidArrived e =>
        [
            new Message(e.Key.Transfer, new TransferCommand.LearnDelivered(e.Key, e.Passed)),
            Money(e.Delivery.Strike, e.Delivery.Aid, e.Delivery.Kind, e.Delivery.Run, MoneyStage.Received, e.Amount,
                by: after.Id),
            .. AcknowledgementOutbox.AtOnce(e.From, e.Key, e.Owed),
        ],
        Founded or AffiliationEnded or SuccessionHeard or SuccessionCalledOff or Deposited or PaidOut
            or StrikeIdTaken => [],
        _ => OfAnswer(@event, after),
    };

    private static IEnumerable<Message> OfAnswer(SectionEvent @event, Section after) => @event switch
    {
        CallDeclined e =>
            [Aid(e.Strike, Own(after, e.Decline), AidKind.Unspecified, AidState.Declined, null, e.Reason)],
        SupportOffered e => [Support(after, e.Offer)],
        SupportWithdrawn e => [Support(after, e.Offer)],
        WarningAcknowledged e => [new Message(e.Strike, new WarningCommand.LearnAcknowledged(after.Id))],
        SightingReported e =>
            [new Message(e.Strike, new WarningCommand.LearnSighting(Own(after, e.Key), e.Sighting))],
        ReminderPutOff e =>
            [new Message(after.Id, new SectionCommand.RingReminder(e.Strike, e.Number), e.Until)],
        TranchesPromised e => [Tranches(after, e.Pledge)],
        TrancheSent e => Due(after, e.Pledge, e.Number, e.Next),
        TrancheMissed e => Due(after, e.Pledge, e.Number, e.Next),
        TranchesEnded e => [Tranches(after, e.Pledge)],
        CallHeard or CallClosed or CallEnded or CallSeen or CallWidened or Reminded or WarningHeard or RemindersSet
            or OpennessSet => [],
        _ => OfPledge(@event, after),
    };

    private static IEnumerable<Message> OfPledge(SectionEvent @event, Section after) => @event switch
    {
        Pledged e => Promised(after, e),
        PledgeDivided e => e.Parts.Select(part =>
            Aid(after, part.Pledge, AidState.Pledged, after.Pledges[part.Pledge].Authority)),
        PledgeSent e => [Money(after, e.Pledge, MoneyStage.Held, after.Pledges[e.Pledge].Amount!.Value)],
        PledgeUnsent e => [Money(after, e.Pledge, MoneyStage.Unsent, e.Left)],
        PledgeWithdrawn e => [Aid(after, e.Pledge, AidState.Withdrawn, e.Reason)],
        PledgeLapsed e => [Aid(after, e.Pledge, AidState.Lapsed, "")],
        PledgeHonoured => [],
        _ => OfLoan(@event, after),
    };

    private static IEnumerable<Message> OfLoan(SectionEvent @event, Section after) => @event switch
    {
        RepaymentSent { RedirectTo: { } strike } e => [
            Aid(strike, Own(after, e.Repayment), AidKind.RedirectedRepayment, AidState.Pledged, e.Amount, "",
                unasked: Unasked(after, strike)),
            Money(strike, Own(after, e.Repayment), AidKind.RedirectedRepayment, run: 1, MoneyStage.Held, e.Amount)],
        RepaymentUnsent e => Unsent(after, e),
        LoanReduced e => Reduced(after, e),
        RepaidOutside e => [Repaid(after, e.Loan, e.Repayment, e.Amount)],
        RepaymentArrived e =>
        [
            new Message(e.Key.Transfer, new TransferCommand.LearnDelivered(e.Key, e.Passed)),
            .. AcknowledgementOutbox.AtOnce(e.From, e.Key, e.Owed),
        ],
        RepaymentRedirected e => [new Message(after.Pledges[e.Pledge].To, new SectionCommand.LearnRedirect(
            Own(after, e.Pledge), e.Strike, e.Section, e.Amount))],
        LoanTaken or RepaymentSent or ClaimReduced or RedirectLearnt => [],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static IEnumerable<Message> Promised(Section after, Pledged e)
    {
        yield return Aid(e.Strike, Own(after, e.Pledge), e.Kind, AidState.Pledged, e.Amount, e.Authority);
        if (e.LapsesAt is { } due)
            yield return new Message(after.Id, new SectionCommand.LapsePledge(e.Pledge), due);
    }

    // To the lender it was never announced.
    private static IEnumerable<Message> Unsent(Section after, RepaymentUnsent e)
    {
        const AidKind kind = AidKind.RedirectedRepayment;
        var (aid, repayment) = (Own(after, e.Repayment), after.Repayments[e.Repayment]);
        if (repayment.RedirectTo is not { } strike)
            yield break;
        yield return Money(strike, aid, kind, run: 1, MoneyStage.Unsent, repayment.Amount);
        yield return Aid(
            strike, aid, kind, AidState.Withdrawn, repayment.Amount, e.Reason, unasked: Unasked(after, strike));
    }

    private static IEnumerable<Message> Reduced(Section after, LoanReduced e)
    {
        var redirected = after.Repayments[e.Repayment].RedirectTo is not null;
        if (!redirected)
            yield return Repaid(after, e.Loan, e.Repayment, e.Amount);
        else if (e.Loan.From.Body is { IsSection: true } lender)
            yield return new Message(lender, new SectionCommand.LearnClaimReduced(e.Loan.Id, e.Amount));
    }

    // The board of the strike that the loan was for shows that it was repaid; it counts as no aid.
    private static Message Repaid(Section after, AidKey loan, PledgeId repayment, Amount amount) =>
        new(after.Loans[loan].Strike, new AidCommand.LearnAid(
            Own(after, repayment), AidKind.Repayment, AidState.Honoured, amount, Counted: false,
            $"to {loan.From.Label}", By: after.Id));

    // The newest strikes first.
    private static IEnumerable<StrikeId> OpenCalls(Section after) =>
        after.Strikes.Where(s => s.Value is { Call: not null, Outcome: null })
            .OrderByDescending(s => s.Value.Facts.Start).ThenBy(s => s.Key).Select(s => s.Key);

    private static Message Support(Section after, PledgeId id)
    {
        var offer = after.Support[id];
        return new Message(offer.Strike, new AidCommand.LearnSupport(Own(after, id), offer.Support));
    }

    private static IEnumerable<Message> Due(Section after, PledgeId id, int number, DateTimeOffset? next)
    {
        yield return Tranches(after, id);
        if (next is { } due)
            yield return new Message(after.Id, new SectionCommand.PayTranche(id, number + 1), due);
    }

    private static Message Tranches(Section after, PledgeId id)
    {
        var series = after.Tranches[id];
        return new Message(series.Strike, new AidCommand.LearnTranches(Own(after, id), new TranchesAhead(
            series.Kind, series.Each, series.Left, series.NextDue, series.EveryDays, series.Missed)));
    }

    private static AidKey Own(Section section, PledgeId id) => new(Party.Of(section.Id), id);

    private static Message Aid(Section after, PledgeId id, AidState state, string note)
    {
        var pledge = after.Pledges[id];
        return Aid(pledge.Strike, Own(after, id), pledge.Kind, state, pledge.Amount, note);
    }

    private static Message Aid(
        StrikeId strike, AidKey aid, AidKind kind, AidState state, Amount? amount, string note, SectionId? by = null,
        bool? unasked = null) =>
        new(strike, new AidCommand.LearnAid(aid, kind, state, amount, Counted: true, note, by, unasked));

    // Who pledges answers a call. A repayment may go to a strike that has not asked here.
    private static bool? Unasked(Section after, StrikeId strike) => after.Inbox.ContainsKey(strike) ? null : true;

    private static Message Money(Section after, PledgeId id, MoneyStage stage, Amount amount)
    {
        var pledge = after.Pledges[id];
        return Money(pledge.Strike, Own(after, id), pledge.Kind, pledge.Runs, stage, amount);
    }

    private static Message Money(
        StrikeId strike, AidKey aid, AidKind kind, int run, MoneyStage stage, Amount amount, SectionId? by = null) =>
        new(strike, new AidCommand.LearnMoney(aid, kind, run, stage, amount, by));
}
