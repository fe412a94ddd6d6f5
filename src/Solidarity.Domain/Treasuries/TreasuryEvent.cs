using System.Text.Json.Serialization;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;

namespace Solidarity.Domain.Treasuries;

/// <summary>What happened to a treasury. The names are the storage format: fields are added, never renamed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(CorridorEvent.CorridorOffered), "treasury.corridor-offered.v1")]
[JsonDerivedType(typeof(CorridorEvent.CorridorOpened), "treasury.corridor-opened.v1")]
[JsonDerivedType(typeof(CorridorEvent.CorridorClosed), "treasury.corridor-closed.v1")]
[JsonDerivedType(typeof(CorridorEvent.OfferLearnt), "treasury.offer-learnt.v1")]
[JsonDerivedType(typeof(CorridorEvent.OfferAgreed), "treasury.offer-agreed.v1")]
[JsonDerivedType(typeof(CorridorEvent.OfferEnded), "treasury.offer-ended.v1")]
[JsonDerivedType(typeof(HoldEvent.HopHeld), "treasury.hop-held.v1")]
[JsonDerivedType(typeof(HoldEvent.HopRefused), "treasury.hop-refused.v1")]
[JsonDerivedType(typeof(HoldEvent.HopReleased), "treasury.hop-released.v1")]
[JsonDerivedType(typeof(HopEvent.HopSent), "treasury.hop-sent.v1")]
[JsonDerivedType(typeof(HopEvent.HopTakenIn), "treasury.hop-taken-in.v1")]
[JsonDerivedType(typeof(HopEvent.SentBack), "treasury.sent-back.v1")]
[JsonDerivedType(typeof(HopEvent.TakenBack), "treasury.taken-back.v1")]
[JsonDerivedType(typeof(HopEvent.Dispatched), "treasury.dispatched.v1")]
[JsonDerivedType(typeof(HopEvent.Recalled), "treasury.recalled.v1")]
[JsonDerivedType(typeof(HopEvent.Concluded), "treasury.concluded.v1")]
[JsonDerivedType(typeof(QuarantineEvent.Quarantined), "treasury.quarantined.v1")]
[JsonDerivedType(typeof(QuarantineEvent.QuarantineCleared), "treasury.quarantine-cleared.v1")]
[JsonDerivedType(typeof(QuarantineEvent.QuarantineLifted), "treasury.quarantine-lifted.v1")]
[JsonDerivedType(typeof(QuarantineEvent.SumDoubted), "treasury.sending-doubted.v1")]
[JsonDerivedType(typeof(AcknowledgementEvent.SumAcknowledged), "treasury.sending-confirmed.v1")]
[JsonDerivedType(typeof(QuarantineEvent.ClaimMarked), "treasury.claim-marked.v1")]
[JsonDerivedType(typeof(QuarantineEvent.ClaimConfirmed), "treasury.claim-confirmed.v1")]
[JsonDerivedType(typeof(QuarantineEvent.ClaimRejected), "treasury.claim-rejected.v1")]
[JsonDerivedType(typeof(CarryingEvent.DrainBegun), "treasury.drain-begun.v1")]
[JsonDerivedType(typeof(CarryingEvent.DrainEnded), "treasury.drain-ended.v1")]
[JsonDerivedType(typeof(CarryingEvent.PassingLimitSet), "treasury.passing-limit-set.v1")]
[JsonDerivedType(typeof(HoldEvent.ExpiryAwaited), "treasury.expiry-awaited.v1")]
[JsonDerivedType(typeof(AcknowledgementEvent.AcknowledgementsPutOff), "treasury.word-put-off.v1")]
[JsonDerivedType(typeof(AcknowledgementEvent.AcknowledgementsSent), "treasury.word-given.v1")]
[JsonDerivedType(typeof(ManualSettlementEvent.SettlementAsked), "treasury.hand-over-asked.v1")]
public abstract record TreasuryEvent
{
    private protected TreasuryEvent() { }

    /// <summary>The movement of money that this event books, if it moves any.</summary>
    public virtual LedgerEntry? Booked() => null;
}
