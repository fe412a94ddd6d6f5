using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Domain.Sections;

/// <summary>What happened to a section. The names are the storage format: fields are added, never renamed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Founded), "section.founded.v1")]
[JsonDerivedType(typeof(AffiliationAsked), "section.affiliation-asked.v1")]
[JsonDerivedType(typeof(AffiliationGranted), "section.affiliation-granted.v1")]
[JsonDerivedType(typeof(AffiliationEnded), "section.affiliation-ended.v1")]
[JsonDerivedType(typeof(SuccessionHeard), "section.succession-heard.v1")]
[JsonDerivedType(typeof(SuccessionCalledOff), "section.succession-called-off.v1")]
[JsonDerivedType(typeof(ReassignmentAsked), "section.reassignment-asked.v1")]
[JsonDerivedType(typeof(OfTreasury), "section.of-treasury.v1")]
[JsonDerivedType(typeof(Deposited), "section.deposited.v1")]
[JsonDerivedType(typeof(PaidOut), "section.paid-out.v1")]
[JsonDerivedType(typeof(DuesPaid), "section.dues-paid.v1")]
[JsonDerivedType(typeof(StrikeDeclared), "section.strike-declared.v1")]
[JsonDerivedType(typeof(StrikeIdTaken), "section.strike-id-taken.v1")]
[JsonDerivedType(typeof(CalledForAid), "section.called-for-aid.v1")]
[JsonDerivedType(typeof(StrikeEnded), "section.strike-ended.v1")]
[JsonDerivedType(typeof(StrikePayPaid), "section.strike-pay-paid.v1")]
[JsonDerivedType(typeof(OutsideAidReceived), "section.outside-aid-received.v1")]
[JsonDerivedType(typeof(AidReported), "section.aid-reported.v1")]
[JsonDerivedType(typeof(AidArrived), "section.aid-arrived.v1")]
[JsonDerivedType(typeof(CallHeard), "section.call-heard.v1")]
[JsonDerivedType(typeof(CallClosed), "section.call-closed.v1")]
[JsonDerivedType(typeof(Pledged), "section.pledged.v1")]
[JsonDerivedType(typeof(PledgeDivided), "section.pledge-divided.v1")]
[JsonDerivedType(typeof(PledgeSent), "section.pledge-sent.v1")]
[JsonDerivedType(typeof(PledgeHonoured), "section.pledge-honoured.v1")]
[JsonDerivedType(typeof(PledgeUnsent), "section.pledge-unsent.v1")]
[JsonDerivedType(typeof(PledgeWithdrawn), "section.pledge-withdrawn.v1")]
[JsonDerivedType(typeof(PledgeLapsed), "section.pledge-lapsed.v1")]
[JsonDerivedType(typeof(CallDeclined), "section.call-declined.v1")]
[JsonDerivedType(typeof(CallNarrowed), "section.call-narrowed.v1")]
[JsonDerivedType(typeof(CallCancelled), "section.call-cancelled.v1")]
[JsonDerivedType(typeof(RemindersAsked), "section.reminders-asked.v1")]
[JsonDerivedType(typeof(WarningGiven), "section.warning-given.v1")]
[JsonDerivedType(typeof(CallWidened), "section.call-widened.v1")]
[JsonDerivedType(typeof(CallEnded), "section.call-ended.v1")]
[JsonDerivedType(typeof(Reminded), "section.reminded.v1")]
[JsonDerivedType(typeof(ReminderPutOff), "section.reminder-put-off.v1")]
[JsonDerivedType(typeof(WarningHeard), "section.warning-heard.v1")]
[JsonDerivedType(typeof(CallSeen), "section.call-seen.v1")]
[JsonDerivedType(typeof(RemindersSet), "section.reminders-set.v1")]
[JsonDerivedType(typeof(OpennessSet), "section.openness-set.v1")]
[JsonDerivedType(typeof(SupportOffered), "section.support-offered.v1")]
[JsonDerivedType(typeof(SupportWithdrawn), "section.support-withdrawn.v1")]
[JsonDerivedType(typeof(WarningAcknowledged), "section.warning-acknowledged.v1")]
[JsonDerivedType(typeof(SightingReported), "section.sighting-reported.v1")]
[JsonDerivedType(typeof(TranchesPromised), "section.tranches-promised.v1")]
[JsonDerivedType(typeof(TrancheSent), "section.tranche-sent.v1")]
[JsonDerivedType(typeof(TrancheMissed), "section.tranche-missed.v1")]
[JsonDerivedType(typeof(TranchesEnded), "section.tranches-ended.v1")]
[JsonDerivedType(typeof(LoanTaken), "section.loan-taken.v1")]
[JsonDerivedType(typeof(RepaymentSent), "section.repayment-sent.v1")]
[JsonDerivedType(typeof(RepaymentUnsent), "section.repayment-unsent.v1")]
[JsonDerivedType(typeof(LoanReduced), "section.loan-reduced.v1")]
[JsonDerivedType(typeof(RepaidOutside), "section.repaid-outside.v1")]
[JsonDerivedType(typeof(RepaymentArrived), "section.repayment-arrived.v1")]
[JsonDerivedType(typeof(ClaimReduced), "section.claim-reduced.v1")]
[JsonDerivedType(typeof(RepaymentRedirected), "section.repayment-redirected.v1")]
[JsonDerivedType(typeof(RedirectLearnt), "section.redirect-learnt.v1")]
public abstract record SectionEvent
{
    private SectionEvent() { }

    /// <summary>The movement of money that this event books, if it moves any.</summary>
    public virtual LedgerEntry? Booked() => null;

    /// <summary>An event that books an entry.</summary>
    public abstract record Booking(LedgerEntry Entry) : SectionEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    public sealed record Founded(
        SectionId Section, string Name, SectionKind Kind, string Trade, string Locality, string Country, int? Members,
        ImmutableArray<Currency> Currencies, DateTimeOffset At) : SectionEvent;

    /// <param name="Question">Counts the section's questions, so that an answer to one that was taken back is known as
    /// such.</param>
    public sealed record AffiliationAsked(FederationId Federation, int Question) : SectionEvent;

    public sealed record AffiliationGranted(FederationId Federation) : SectionEvent;

    /// <param name="Left">By the section itself; else it was not admitted.</param>
    public sealed record AffiliationEnded(FederationId Federation, bool Left, string Reason) : SectionEvent;

    /// <summary>A federation that the section is in has announced its successors.</summary>
    /// <param name="Proposed">Which of them is proposed to this section; null: none.</param>
    public sealed record SuccessionHeard(
        FederationId Federation, ImmutableArray<FederationId> Successors, FederationId? Proposed, string Authority,
        DateTimeOffset At) : SectionEvent;

    /// <summary>It lives on.</summary>
    public sealed record SuccessionCalledOff(FederationId Federation) : SectionEvent;

    /// <summary>The section moves to a successor, and stays where it is until it is taken in there.</summary>
    public sealed record ReassignmentAsked(FederationId From, FederationId To, int Question, string Authority)
        : SectionEvent;

    public sealed record OfTreasury(TreasuryEvent Happened) : SectionEvent
    {
        public override LedgerEntry? Booked() => Happened.Booked();
    }

    public sealed record Deposited(Amount Amount, string Memo, LedgerEntry Entry) : Booking(Entry);

    public sealed record PaidOut(Amount Amount, string Memo, LedgerEntry Entry) : Booking(Entry);

    public sealed record DuesPaid(FederationId Federation, Amount Amount, string Memo, LedgerEntry Entry)
        : Booking(Entry);

    public sealed record StrikeDeclared(StrikeId Strike, StrikeFacts Facts) : SectionEvent;

    /// <summary>Another section had opened a strike of this id.</summary>
    /// <param name="Entry">Frees what outsiders had brought for it; null where nothing is in the fund.</param>
    public sealed record StrikeIdTaken(StrikeId Strike, LedgerEntry? Entry) : SectionEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    public sealed record CalledForAid(
        Call Call, ImmutableArray<Address> Recipients, DateTimeOffset At, CallTerms? Terms = null) : SectionEvent;

    public sealed record CallNarrowed(StrikeId Strike, Level Scope, DateTimeOffset At) : SectionEvent;

    public sealed record CallCancelled(StrikeId Strike, string Reason, DateTimeOffset At) : SectionEvent;

    public sealed record RemindersAsked(StrikeId Strike, DateTimeOffset At) : SectionEvent;

    public sealed record WarningGiven(
        StrikeId Strike, string Text, ImmutableArray<Address> Recipients, DateTimeOffset At) : SectionEvent;

    /// <summary>A strike of this section's has sent its call wider by itself.</summary>
    public sealed record CallWidened(Call Call) : SectionEvent;

    public sealed record StrikeEnded(StrikeId Strike, Outcome Outcome, string Note) : SectionEvent;

    /// <param name="Through">The last day that it pays for.</param>
    public sealed record StrikePayPaid(
        StrikeId Strike, Amount Amount, string Memo, LedgerEntry Entry, DateOnly Through) : Booking(Entry);

    public sealed record OutsideAidReceived(
        StrikeId Strike, AidKey Aid, AidKind Kind, Amount Amount, string Note, LedgerEntry Entry) : Booking(Entry);

    public sealed record AidReported(
        StrikeId Strike, AidKey Aid, AidKind Kind, AidState State, Amount? Amount, string Note) : SectionEvent;

    /// <summary>A transfer delivered aid into the strike's fund.</summary>
    /// <param name="Passed">When it came to each treasury that it went on from by itself, here last.</param>
    /// <param name="Owed">The sender is told of it later, of others together; null: at once.</param>
    public sealed record AidArrived(
        HopKey Key, Address From, Purpose.ToStrikeFund Delivery, Amount Amount, LedgerEntry Entry,
        ImmutableArray<DateTimeOffset> Passed, bool? Owed = null) : Booking(Entry);

    /// <param name="GivesWay">The strike whose call is not kept any more, for want of room; null: none.</param>
    public sealed record CallHeard(Call Call, Address From, DateTimeOffset At, StrikeId? GivesWay = null)
        : SectionEvent;

    /// <summary>A stranger's call that gives way to another one.</summary>
    public sealed record CallClosed(StrikeId Strike) : SectionEvent;

    /// <summary>A call was taken back from this section, or its strike is over.</summary>
    public sealed record CallEnded(StrikeId Strike, int Number, CallEnd How) : SectionEvent;

    public sealed record Reminded(StrikeId Strike, int Number, DateTimeOffset At) : SectionEvent;

    /// <summary>A reminder came in quiet hours.</summary>
    public sealed record ReminderPutOff(StrikeId Strike, int Number, DateTimeOffset Until) : SectionEvent;

    /// <param name="GivesWay">As in <see cref="CallHeard"/>, of a warning.</param>
    public sealed record WarningHeard(Warning Warning, Address From, DateTimeOffset At, StrikeId? GivesWay = null)
        : SectionEvent;

    public sealed record CallSeen(StrikeId Strike, DateTimeOffset At) : SectionEvent;

    public sealed record RemindersSet(ReminderSettings Settings) : SectionEvent;

    public sealed record OpennessSet(Openness Openness) : SectionEvent;

    public sealed record SupportOffered(PledgeId Offer, StrikeId Strike, Support Support) : SectionEvent;

    public sealed record SupportWithdrawn(PledgeId Offer, string Reason) : SectionEvent;

    public sealed record WarningAcknowledged(StrikeId Strike, DateTimeOffset At) : SectionEvent;

    public sealed record SightingReported(PledgeId Key, StrikeId Strike, Sighting Sighting) : SectionEvent;

    public sealed record TranchesPromised(
        PledgeId Pledge, StrikeId Strike, SectionId To, AidKind Kind, Amount Each, int Count, int EveryDays,
        string Authority, DateTimeOffset At) : SectionEvent;

    /// <summary>A tranche became a pledge of its own, which stands beside it.</summary>
    /// <param name="Next">When the next one is due; null after the last.</param>
    public sealed record TrancheSent(PledgeId Pledge, int Number, DateTimeOffset? Next) : SectionEvent;

    /// <summary>The money for a tranche was not there when it was due.</summary>
    public sealed record TrancheMissed(PledgeId Pledge, int Number, DateTimeOffset? Next) : SectionEvent;

    /// <param name="State">Withdrawn by the section, or lapsed because the strike is over.</param>
    public sealed record TranchesEnded(PledgeId Pledge, AidState State, string Reason) : SectionEvent;

    /// <param name="Entry">Sets the money aside; null where the sum is not named.</param>
    public sealed record Pledged(
        PledgeId Pledge, StrikeId Strike, SectionId To, AidKind Kind, Amount? Amount, string Authority,
        DateTimeOffset? LapsesAt, LedgerEntry? Entry) : SectionEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>The pledge's money goes several ways, each a part of it.</summary>
    /// <param name="Parts">The first is what remains of the pledge itself; all together are what it was.</param>
    public sealed record PledgeDivided(PledgeId Pledge, ImmutableArray<PledgePart> Parts) : SectionEvent;

    /// <summary>The pledge's money was put on its way; the dispatch stands beside it.</summary>
    public sealed record PledgeSent(PledgeId Pledge, TransferId Transfer, int Run) : SectionEvent;

    /// <param name="Delivered">What arrived.</param>
    /// <param name="Entry">The claim, where the pledge was a loan.</param>
    public sealed record PledgeHonoured(PledgeId Pledge, Amount Delivered, LedgerEntry? Entry) : SectionEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>The transfer ended without delivery; the pledge stands as before it.</summary>
    /// <param name="Left">What is left of the pledge's money after fees.</param>
    public sealed record PledgeUnsent(PledgeId Pledge, Amount Left, string Reason) : SectionEvent;

    public sealed record PledgeWithdrawn(PledgeId Pledge, string Reason, LedgerEntry? Entry) : SectionEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    public sealed record PledgeLapsed(PledgeId Pledge, LedgerEntry? Entry) : SectionEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    public sealed record CallDeclined(PledgeId Decline, StrikeId Strike, string Reason) : SectionEvent;

    /// <summary>A debt came onto the books.</summary>
    public sealed record LoanTaken(AidKey Loan, StrikeId Strike, Amount Amount, LedgerEntry Entry) : Booking(Entry);

    public sealed record RepaymentSent(
        PledgeId Repayment, AidKey Loan, Amount Amount, TransferId Transfer, StrikeId? RedirectTo, string Authority)
        : SectionEvent;

    public sealed record RepaymentUnsent(PledgeId Repayment, string Reason) : SectionEvent;

    public sealed record LoanReduced(AidKey Loan, PledgeId Repayment, Amount Amount, LedgerEntry Entry)
        : Booking(Entry);

    /// <summary>A lender outside the system was paid.</summary>
    public sealed record RepaidOutside(
        PledgeId Repayment, AidKey Loan, Amount Amount, string Authority, LedgerEntry Entry) : Booking(Entry);

    /// <param name="Passed">As in <see cref="AidArrived"/>.</param>
    /// <param name="Owed">As in <see cref="AidArrived"/>.</param>
    public sealed record RepaymentArrived(
        HopKey Key, Address From, Purpose.ToLender Delivery, Amount Amount, LedgerEntry Entry,
        ImmutableArray<DateTimeOffset> Passed, bool? Owed = null) : Booking(Entry);

    public sealed record ClaimReduced(PledgeId Pledge, Amount Amount, LedgerEntry Entry) : Booking(Entry);

    public sealed record RepaymentRedirected(PledgeId Pledge, StrikeId Strike, SectionId Section, Amount Amount)
        : SectionEvent;

    public sealed record RedirectLearnt(AidKey Loan, StrikeId Strike, SectionId Section, Amount Amount) : SectionEvent;
}
