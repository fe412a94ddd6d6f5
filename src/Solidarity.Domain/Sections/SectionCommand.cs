using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;

namespace Solidarity.Domain.Sections;

/// <summary>What a section can be asked. Those that begin with <c>Learn</c> are messages, as are those of
/// <see cref="ToTreasury"/> that are; the others are asked by the section's own people.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(AskAffiliation), "ask-affiliation")]
[JsonDerivedType(typeof(LeaveFederation), "leave-federation")]
[JsonDerivedType(typeof(LearnAffiliation), "learn-affiliation")]
[JsonDerivedType(typeof(Reassign), "reassign")]
[JsonDerivedType(typeof(LearnSuccession), "learn-succession")]
[JsonDerivedType(typeof(LearnSuccessionWithdrawn), "learn-succession-withdrawn")]
[JsonDerivedType(typeof(ToTreasury), "to-treasury")]
[JsonDerivedType(typeof(Deposit), "deposit")]
[JsonDerivedType(typeof(PayOut), "pay-out")]
[JsonDerivedType(typeof(PayDues), "pay-dues")]
[JsonDerivedType(typeof(DeclareStrike), "declare-strike")]
[JsonDerivedType(typeof(LearnStrikeIdTaken), "learn-strike-id-taken")]
[JsonDerivedType(typeof(CallForAid), "call-for-aid")]
[JsonDerivedType(typeof(EndStrike), "end-strike")]
[JsonDerivedType(typeof(PayStrikePay), "pay-strike-pay")]
[JsonDerivedType(typeof(ReceiveOutsideAid), "receive-outside-aid")]
[JsonDerivedType(typeof(ReportAid), "report-aid")]
[JsonDerivedType(typeof(LearnCall), "learn-call")]
[JsonDerivedType(typeof(NarrowCall), "narrow-call")]
[JsonDerivedType(typeof(CancelCall), "cancel-call")]
[JsonDerivedType(typeof(RemindSilent), "remind-silent")]
[JsonDerivedType(typeof(GiveWarning), "give-warning")]
[JsonDerivedType(typeof(LearnCallSent), "learn-call-sent")]
[JsonDerivedType(typeof(LearnCallEnd), "learn-call-end")]
[JsonDerivedType(typeof(LearnReminder), "learn-reminder")]
[JsonDerivedType(typeof(RingReminder), "ring-reminder")]
[JsonDerivedType(typeof(LearnWarning), "learn-warning")]
[JsonDerivedType(typeof(SeeCall), "see-call")]
[JsonDerivedType(typeof(SetReminders), "set-reminders")]
[JsonDerivedType(typeof(SetOpenness), "set-openness")]
[JsonDerivedType(typeof(OfferSupport), "offer-support")]
[JsonDerivedType(typeof(WithdrawSupport), "withdraw-support")]
[JsonDerivedType(typeof(AcknowledgeWarning), "acknowledge-warning")]
[JsonDerivedType(typeof(ReportSighting), "report-sighting")]
[JsonDerivedType(typeof(PromiseTranches), "promise-tranches")]
[JsonDerivedType(typeof(PayTranche), "pay-tranche")]
[JsonDerivedType(typeof(MakePledge), "make-pledge")]
[JsonDerivedType(typeof(HonourPledge), "honour-pledge")]
[JsonDerivedType(typeof(WithdrawPledge), "withdraw-pledge")]
[JsonDerivedType(typeof(LapsePledge), "lapse-pledge")]
[JsonDerivedType(typeof(DeclineCall), "decline-call")]
[JsonDerivedType(typeof(RecordLoan), "record-loan")]
[JsonDerivedType(typeof(RepayLoan), "repay-loan")]
[JsonDerivedType(typeof(RedirectRepayment), "redirect-repayment")]
[JsonDerivedType(typeof(LearnRedirect), "learn-redirect")]
[JsonDerivedType(typeof(LearnClaimReduced), "learn-claim-reduced")]
public abstract record SectionCommand : MoneyCommand
{
    private SectionCommand() { }

    /// <param name="Trade">The trade, or empty for a mixed (central) section.</param>
    /// <param name="Members">How many, or null; never who.</param>
    /// <param name="Currencies">1 to <see cref="Section.CurrenciesMax"/> that its treasury takes.</param>
    public sealed record Found(
        string Name, SectionKind Kind, string Trade, string Locality, string Country, int? Members,
        ImmutableArray<Currency> Currencies) : SectionCommand;

    public sealed record AskAffiliation(FederationId Federation) : SectionCommand;

    public sealed record LeaveFederation(FederationId Federation) : SectionCommand;

    public sealed record LearnAffiliation(FederationId Federation, int Question, bool Admitted, string Reason)
        : SectionCommand;

    /// <summary>Moves from a federation that is to be dissolved to one of its successors.</summary>
    /// <param name="Authority">The assembly's decision that it rests on.</param>
    public sealed record Reassign(FederationId From, FederationId To, string Authority) : SectionCommand;

    /// <param name="Proposed">Which successor is proposed to this section; null: none.</param>
    public sealed record LearnSuccession(
        FederationId Federation, ImmutableArray<FederationId> Successors, FederationId? Proposed, string Authority)
        : SectionCommand;

    public sealed record LearnSuccessionWithdrawn(FederationId Federation) : SectionCommand;

    public sealed record ToTreasury(TreasuryCommand Asked) : SectionCommand
    {
        [JsonIgnore]
        public override bool Joins => Asked.Joins;
    }

    public sealed record Deposit(Amount Amount, string Memo) : SectionCommand;

    public sealed record PayOut(Amount Amount, string Memo) : SectionCommand;

    public sealed record PayDues(FederationId Federation, Amount Amount, string Memo) : SectionCommand;

    public sealed record DeclareStrike(StrikeId Strike, StrikeFacts Facts) : SectionCommand;

    public sealed record LearnStrikeIdTaken(StrikeId Strike) : SectionCommand;

    /// <summary>Calls for aid, or sends the call wider: to a wider scope, or to more recipients.</summary>
    /// <param name="Recipients">Federations and sections that get the call besides the section's own
    /// federations; up to <see cref="Section.RecipientsMax"/>.</param>
    /// <param name="Support">What is asked besides money; null: as before, or nothing.</param>
    /// <param name="Terms">How it is to widen by itself; null: as before, or not at all.</param>
    public sealed record CallForAid(
        StrikeId Strike, Level Scope, ImmutableArray<Address> Recipients, string Asks, Amount? Need,
        ImmutableSortedSet<SupportKind>? Support = null, CallTerms? Terms = null) : SectionCommand;

    /// <summary>Asks less far than before: the call is taken back from those outside of the scope.</summary>
    public sealed record NarrowCall(StrikeId Strike, Level Scope) : SectionCommand;

    /// <summary>Asks nobody any more; what was promised stands.</summary>
    public sealed record CancelCall(StrikeId Strike, string Reason) : SectionCommand;

    /// <summary>Reminds those that have not answered.</summary>
    public sealed record RemindSilent(StrikeId Strike) : SectionCommand;

    /// <summary>Warns all sections of the trade, everywhere, not to come and work for the struck employers.</summary>
    public sealed record GiveWarning(StrikeId Strike, string Text) : SectionCommand;

    /// <summary>The strike has sent the call wider by itself.</summary>
    public sealed record LearnCallSent(Call Call) : SectionCommand;

    public sealed record EndStrike(StrikeId Strike, Outcome Outcome, string Note) : SectionCommand;

    /// <summary>Pays strikers from the strike's fund.</summary>
    /// <param name="Through">The last day that it pays for; null: the day of the payment.</param>
    public sealed record PayStrikePay(StrikeId Strike, Amount Amount, string Memo, DateOnly? Through = null)
        : SectionCommand;

    /// <summary>Books aid from a giver who is no body of the system into the strike's fund.</summary>
    public sealed record ReceiveOutsideAid(
        StrikeId Strike, PledgeId Aid, string From, AidKind Kind, Amount Amount, string Note) : SectionCommand;

    /// <summary>Puts on the strike's board what no book holds: an answer without a sum, a giver outside the
    /// system who was asked, a total from the record.</summary>
    public sealed record ReportAid(
        StrikeId Strike, AidKey Aid, AidKind Kind, AidState State, Amount? Amount, string Note) : SectionCommand;

    public sealed record LearnCall(Call Call, Address From) : SectionCommand;

    public sealed record LearnCallEnd(StrikeId Strike, int Number, CallEnd How) : SectionCommand;

    public sealed record LearnReminder(StrikeId Strike, int Number) : SectionCommand;

    /// <summary>The alarm of a reminder that came in quiet hours.</summary>
    public sealed record RingReminder(StrikeId Strike, int Number) : SectionCommand;

    public sealed record LearnWarning(Warning Warning, Address From) : SectionCommand;

    /// <summary>The section's people have taken note of a call.</summary>
    public sealed record SeeCall(StrikeId Strike) : SectionCommand;

    public sealed record SetReminders(ReminderSettings Settings) : SectionCommand;

    public sealed record SetOpenness(Openness Openness) : SectionCommand;

    /// <summary>Offers a strike something else than money.</summary>
    public sealed record OfferSupport(
        PledgeId Offer, StrikeId Strike, SupportKind Kind, long? Quantity, string Unit, string Note) : SectionCommand;

    public sealed record WithdrawSupport(PledgeId Offer, string Reason) : SectionCommand;

    public sealed record AcknowledgeWarning(StrikeId Strike) : SectionCommand;

    /// <summary>Tells a strike of strike-breakers, or of agents who look for them. Never names members.</summary>
    public sealed record ReportSighting(PledgeId Sighting, StrikeId Strike, string Place, string Text) : SectionCommand;

    /// <summary>Promises to send <paramref name="Each"/> now and then again every so many days, as long as the strike
    /// goes on and the money is there.</summary>
    /// <param name="Count">2 to <see cref="Tranches.CountMax"/>.</param>
    /// <param name="EveryDays">1 to <see cref="Tranches.EveryDaysMax"/>.</param>
    public sealed record PromiseTranches(
        PledgeId Pledge, StrikeId Strike, AidKind Kind, Amount Each, int Count, int EveryDays, string Authority)
        : SectionCommand;

    /// <summary>The alarm of a tranche.</summary>
    public sealed record PayTranche(PledgeId Pledge, int Number) : SectionCommand;

    /// <param name="Amount">What is promised; null where the sum is not named yet. Must be available, and is set
    /// aside.</param>
    /// <param name="Authority">The assembly's decision that it rests on.</param>
    /// <param name="HonourNow">Send the money at once.</param>
    /// <param name="LapsesAt">When the pledge lapses if it is not honoured by then; null: never.</param>
    public sealed record MakePledge(
        PledgeId Pledge, StrikeId Strike, AidKind Kind, Amount? Amount, string Authority, bool HonourNow,
        DateTimeOffset? LapsesAt) : SectionCommand;

    public sealed record HonourPledge(PledgeId Pledge) : SectionCommand;

    public sealed record WithdrawPledge(PledgeId Pledge, string Reason) : SectionCommand;

    /// <summary>The alarm that a pledge sets for itself.</summary>
    public sealed record LapsePledge(PledgeId Pledge) : SectionCommand;

    /// <param name="Decline">Names this answer on the strike's board, as a pledge's id names a pledge.</param>
    public sealed record DeclineCall(PledgeId Decline, StrikeId Strike, string Reason) : SectionCommand;

    /// <summary>Takes an older debt to a lender outside the system onto the books.</summary>
    public sealed record RecordLoan(PledgeId Loan, string Lender, StrikeId Strike, Amount Amount) : SectionCommand;

    /// <param name="RedirectTo">The strike that the lender let this repayment go to instead of itself; null: to
    /// the lender.</param>
    /// <param name="RedirectSection">The section whose strike that is.</param>
    public sealed record RepayLoan(
        AidKey Loan, PledgeId Repayment, Amount Amount, StrikeId? RedirectTo, SectionId? RedirectSection,
        string Authority)
        : SectionCommand;

    /// <summary>The lender lets a part of what it is owed go to a strike.</summary>
    public sealed record RedirectRepayment(PledgeId Pledge, StrikeId Strike, SectionId Section, Amount Amount)
        : SectionCommand;

    public sealed record LearnRedirect(AidKey Loan, StrikeId Strike, SectionId Section, Amount Amount)
        : SectionCommand;

    public sealed record LearnClaimReduced(PledgeId Pledge, Amount Amount) : SectionCommand;
}
