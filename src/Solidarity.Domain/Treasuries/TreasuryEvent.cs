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
[JsonDerivedType(typeof(CorridorEvent))]
[JsonDerivedType(typeof(HoldEvent))]
[JsonDerivedType(typeof(HopEvent))]
[JsonDerivedType(typeof(QuarantineEvent))]
[JsonDerivedType(typeof(AcknowledgementEvent))]
[JsonDerivedType(typeof(CarryingEvent))]
[JsonDerivedType(typeof(ManualSettlementEvent))]
public abstract record TreasuryEvent
{
    private protected TreasuryEvent() { }

    /// <summary>The movement of money that this event books, if it moves any.</summary>
    public virtual LedgerEntry? Booked() => null;
}
