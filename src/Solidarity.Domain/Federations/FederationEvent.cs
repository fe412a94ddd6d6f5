using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Federations;

/// <summary>What happened to a federation. The names are the storage format: fields are added, never renamed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Founded), "federation.founded.v1")]
[JsonDerivedType(typeof(MemberAsked), "federation.member-asked.v1")]
[JsonDerivedType(typeof(MemberAdmitted), "federation.member-admitted.v1")]
[JsonDerivedType(typeof(MemberRefused), "federation.member-refused.v1")]
[JsonDerivedType(typeof(MemberLeft), "federation.member-left.v1")]
[JsonDerivedType(typeof(AffiliationAsked), "federation.affiliation-asked.v1")]
[JsonDerivedType(typeof(AffiliationGranted), "federation.affiliation-granted.v1")]
[JsonDerivedType(typeof(AncestryChanged), "federation.ancestry-changed.v1")]
[JsonDerivedType(typeof(AffiliationEnded), "federation.affiliation-ended.v1")]
[JsonDerivedType(typeof(CallsTold), "federation.calls-told.v1")]
[JsonDerivedType(typeof(OfTreasury), "federation.of-treasury.v1")]
[JsonDerivedType(typeof(DuesReceived), "federation.dues-received.v1")]
[JsonDerivedType(typeof(CallRelayed), "federation.call-relayed.v1")]
[JsonDerivedType(typeof(CallNotRelayed), "federation.call-not-relayed.v1")]
[JsonDerivedType(typeof(CallEndRelayed), "federation.call-end-relayed.v1")]
[JsonDerivedType(typeof(ReminderRelayed), "federation.reminder-relayed.v1")]
[JsonDerivedType(typeof(WarningRelayed), "federation.warning-relayed.v1")]
[JsonDerivedType(typeof(Collected), "federation.collected.v1")]
[JsonDerivedType(typeof(CollectionSent), "federation.collection-sent.v1")]
[JsonDerivedType(typeof(CollectionDelivered), "federation.collection-delivered.v1")]
[JsonDerivedType(typeof(CollectionUnsent), "federation.collection-unsent.v1")]
public abstract partial record FederationEvent
{
    private FederationEvent() { }

    /// <summary>The movement of money that this event books, if it moves any.</summary>
    public virtual LedgerEntry? Booked() => null;

    public sealed record Founded(
        FederationId Federation, string Name, Level Level, string Locality, string Country, DateTimeOffset At)
        : FederationEvent;

    public sealed record MemberAsked(Address Member, int Question) : FederationEvent;

    public sealed record MemberAdmitted(Address Member, int Question, DateTimeOffset At) : FederationEvent;

    public sealed record MemberRefused(Address Member, int Question, string Reason) : FederationEvent;

    public sealed record MemberLeft(Address Member) : FederationEvent;

    /// <param name="Question">Counts this federation's questions, so that an answer to one that was taken back is known
    /// as such.</param>
    /// <param name="At">When; null where it is not counted, because a succession brought it about.</param>
    public sealed record AffiliationAsked(FederationId Federation, int Question, DateTimeOffset? At = null)
        : FederationEvent;

    /// <summary>This federation was admitted.</summary>
    /// <param name="Ancestors">All that are above <paramref name="Federation"/>.</param>
    public sealed record AffiliationGranted(
        FederationId Federation, Level Level, ImmutableSortedSet<FederationId> Ancestors, DateTimeOffset At)
        : FederationEvent;

    /// <summary>The federations above <paramref name="Federation"/>, which this one is in, have changed.</summary>
    /// <param name="Added">Those that were not above it before.</param>
    /// <param name="Removed">Those that are not above it any more.</param>
    public sealed record AncestryChanged(
        FederationId Federation, ImmutableSortedSet<FederationId> Added, ImmutableSortedSet<FederationId> Removed)
        : FederationEvent;

    /// <param name="Left">By this federation itself; else it was not admitted.</param>
    public sealed record AffiliationEnded(FederationId Federation, bool Left, string Reason) : FederationEvent;

    /// <summary>A newcomer was told more of what is open here: the first behind what it was told before.</summary>
    /// <inheritdoc cref="FederationCommand.TellNewcomer"/>
    public sealed record CallsTold(Address To, DateTimeOffset Since, bool InCalls, StrikeId? After) : FederationEvent;

    public sealed record OfTreasury(TreasuryEvent Happened) : FederationEvent
    {
        public override LedgerEntry? Booked() => Happened.Booked();
    }

    public sealed record DuesReceived(SectionId Section, Amount Amount, LedgerEntry Entry) : FederationEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <param name="ToSections">Whether its sections get it, too: not where it only goes to a wider scope.</param>
    /// <param name="GivesWay">The strike whose call newcomers are not given any more, for want of room; null: none.
    /// </param>
    public sealed record CallRelayed(
        Call Call, Address From, bool ToSections, DateTimeOffset At, StrikeId? GivesWay = null)
        : FederationEvent;

    /// <summary>A call came that the federation has no room for, or to one that does not exist.</summary>
    public sealed record CallNotRelayed(Call Call, string Reason) : FederationEvent;

    public sealed record CallEndRelayed(StrikeId Strike, int Number, CallEnd How, Address From) : FederationEvent;

    public sealed record ReminderRelayed(StrikeId Strike, int Number, Address From) : FederationEvent;

    /// <param name="GivesWay">As in <see cref="CallRelayed"/>.</param>
    public sealed record WarningRelayed(
        Warning Warning, Address From, DateTimeOffset At, StrikeId? GivesWay = null) : FederationEvent;

    public sealed record Collected(
        PledgeId Collection, StrikeId Strike, SectionId To, AidKind Kind, Amount Amount, string Note, LedgerEntry Entry)
        : FederationEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    public sealed record CollectionSent(PledgeId Collection, TransferId Transfer, int Run) : FederationEvent;

    public sealed record CollectionDelivered(PledgeId Collection, Amount Delivered) : FederationEvent;

    public sealed record CollectionUnsent(PledgeId Collection, Amount Left, string Reason) : FederationEvent;
}
