using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Federations;

/// <summary>What happened to a federation. The names are the storage format: fields are added, never renamed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Founded), "federation.founded.v1")]
[JsonDerivedType(typeof(MemberEvent.MemberAsked), "federation.member-asked.v1")]
[JsonDerivedType(typeof(MemberEvent.MemberAdmitted), "federation.member-admitted.v1")]
[JsonDerivedType(typeof(MemberEvent.MemberRefused), "federation.member-refused.v1")]
[JsonDerivedType(typeof(MemberEvent.MemberLeft), "federation.member-left.v1")]
[JsonDerivedType(typeof(MemberEvent.AffiliationAsked), "federation.affiliation-asked.v1")]
[JsonDerivedType(typeof(MemberEvent.AffiliationGranted), "federation.affiliation-granted.v1")]
[JsonDerivedType(typeof(MemberEvent.AncestryChanged), "federation.ancestry-changed.v1")]
[JsonDerivedType(typeof(MemberEvent.AffiliationEnded), "federation.affiliation-ended.v1")]
[JsonDerivedType(typeof(RelayEvent.CallsTold), "federation.calls-told.v1")]
[JsonDerivedType(typeof(OfTreasury), "federation.of-treasury.v1")]
[JsonDerivedType(typeof(DuesReceived), "federation.dues-received.v1")]
[JsonDerivedType(typeof(RelayEvent.CallRelayed), "federation.call-relayed.v1")]
[JsonDerivedType(typeof(RelayEvent.CallNotRelayed), "federation.call-not-relayed.v1")]
[JsonDerivedType(typeof(RelayEvent.CallEndRelayed), "federation.call-end-relayed.v1")]
[JsonDerivedType(typeof(RelayEvent.ReminderRelayed), "federation.reminder-relayed.v1")]
[JsonDerivedType(typeof(RelayEvent.WarningRelayed), "federation.warning-relayed.v1")]
[JsonDerivedType(typeof(CollectionEvent.Collected), "federation.collected.v1")]
[JsonDerivedType(typeof(CollectionEvent.CollectionSent), "federation.collection-sent.v1")]
[JsonDerivedType(typeof(CollectionEvent.CollectionDelivered), "federation.collection-delivered.v1")]
[JsonDerivedType(typeof(CollectionEvent.CollectionUnsent), "federation.collection-unsent.v1")]
[JsonDerivedType(typeof(SuccessionEvent.SuccessionAnnounced), "federation.succession-announced.v1")]
[JsonDerivedType(typeof(SuccessionEvent.SuccessionWithdrawn), "federation.succession-withdrawn.v1")]
[JsonDerivedType(typeof(SuccessionEvent.SuccessorAnswered), "federation.successor-answered.v1")]
[JsonDerivedType(typeof(SuccessorEvent.SuccessionProposed), "federation.succession-proposed.v1")]
[JsonDerivedType(typeof(SuccessorEvent.ProposalWithdrawn), "federation.proposal-withdrawn.v1")]
[JsonDerivedType(typeof(SuccessorEvent.SuccessionAgreed), "federation.succession-agreed.v1")]
[JsonDerivedType(typeof(SuccessorEvent.WaitingLeft), "federation.waiting-left.v1")]
[JsonDerivedType(typeof(SuccessorEvent.SuccessionDeclined), "federation.succession-declined.v1")]
[JsonDerivedType(typeof(SuccessorEvent.SuccessionHeard), "federation.succession-heard.v1")]
[JsonDerivedType(typeof(SuccessorEvent.SuccessionCalledOff), "federation.succession-called-off.v1")]
[JsonDerivedType(typeof(SuccessorEvent.ReassignmentAsked), "federation.reassignment-asked.v1")]
[JsonDerivedType(typeof(DuesTransferEvent.DuesTransferred), "federation.dues-handed-over.v1")]
[JsonDerivedType(typeof(DuesTransferEvent.CollectionTransferred), "federation.collection-handed-over.v1")]
[JsonDerivedType(typeof(DuesTransferEvent.DuesTransferConfirmed), "federation.hand-over-confirmed.v1")]
[JsonDerivedType(typeof(DuesTransferEvent.DuesTakenOver), "federation.dues-taken-over.v1")]
[JsonDerivedType(typeof(DuesTransferEvent.CollectionTakenOver), "federation.collection-taken-over.v1")]
[JsonDerivedType(typeof(SuccessionEvent.Dissolved), "federation.dissolved.v1")]
[JsonDerivedType(typeof(SuccessionEvent.CorridorsCleared), "federation.corridors-cleared.v1")]
[JsonDerivedType(typeof(SuccessorEvent.PredecessorClosed), "federation.predecessor-closed.v1")]
public abstract record FederationEvent
{
    private protected FederationEvent() { }

    /// <summary>The movement of money that this event books, if it moves any.</summary>
    public virtual LedgerEntry? Booked() => null;

    public sealed record Founded(
        FederationId Federation, string Name, Level Level, string Locality, string Country, DateTimeOffset At)
        : FederationEvent;

    public sealed record OfTreasury(TreasuryEvent Happened) : FederationEvent
    {
        public override LedgerEntry? Booked() => Happened.Booked();
    }

    public sealed record DuesReceived(SectionId Section, Amount Amount, LedgerEntry Entry) : FederationEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }
}
