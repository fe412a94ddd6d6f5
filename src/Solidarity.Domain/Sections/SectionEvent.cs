using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Claims;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.Notices;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Sections.Tranches;

namespace Solidarity.Domain.Sections;

/// <summary>What happened to a section, by subject. The names are the storage format: fields are added, never renamed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(FoundingEvent))]
[JsonDerivedType(typeof(AffiliationEvent))]
[JsonDerivedType(typeof(OwnTreasuryEvent))]
[JsonDerivedType(typeof(OwnStrikeEvent))]
[JsonDerivedType(typeof(OwnCallEvent))]
[JsonDerivedType(typeof(InboxEvent))]
[JsonDerivedType(typeof(AnswerEvent))]
[JsonDerivedType(typeof(PledgeEvent))]
[JsonDerivedType(typeof(TrancheEvent))]
[JsonDerivedType(typeof(LoanEvent))]
[JsonDerivedType(typeof(OwnNoticesEvent))]
[JsonDerivedType(typeof(ReversalEvent))]
[JsonDerivedType(typeof(SurplusEvent))]
[JsonDerivedType(typeof(StatutesEvent))]
[JsonDerivedType(typeof(MandateEvent))]
[JsonDerivedType(typeof(QuestionEvent))]
[JsonDerivedType(typeof(ClaimEvent))]
public abstract record SectionEvent
{
    private protected SectionEvent() { }

    /// <summary>The movement of money that this event books, if it moves any.</summary>
    public LedgerEntry? Booked() => (this as IBooking)?.Entry;
}

/// <summary>An event that moves money.</summary>
internal interface IBooking
{
    /// <summary>The movement; null where this one moves none.</summary>
    LedgerEntry? Entry { get; }
}
