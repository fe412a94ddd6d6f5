using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Federations;

/// <summary>What happened to a federation. The names are the storage format: fields are added, never renamed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Founded), "federation.founded.v1")]
[JsonDerivedType(typeof(Amended), "federation.amended.v1")]
[JsonDerivedType(typeof(MemberEvent))]
[JsonDerivedType(typeof(RelayEvent))]
[JsonDerivedType(typeof(OfTreasury), "federation.of-treasury.v1")]
[JsonDerivedType(typeof(DuesReceived), "federation.dues-received.v1")]
[JsonDerivedType(typeof(OfNotices), "federation.of-notices.v1")]
[JsonDerivedType(typeof(CollectionEvent))]
[JsonDerivedType(typeof(SuccessionEvent))]
[JsonDerivedType(typeof(SuccessorEvent))]
[JsonDerivedType(typeof(DuesTransferEvent))]
public abstract record FederationEvent
{
    private protected FederationEvent() { }

    /// <summary>The movement of money that this event books, if it moves any.</summary>
    public virtual LedgerEntry? Booked() => null;

    public sealed record Founded(
        FederationId Federation, string Name, Level Level, string Locality, string Country, DateTimeOffset At)
        : FederationEvent;

    /// <summary>What was said of the federation was put right.</summary>
    public sealed record Amended(FederationProfile Before, FederationProfile After, DateTimeOffset At)
        : FederationEvent;

    public sealed record OfTreasury(TreasuryEvent Happened) : FederationEvent
    {
        public override LedgerEntry? Booked() => Happened.Booked();
    }

    public sealed record DuesReceived(SectionId Section, Amount Amount, LedgerEntry Entry) : FederationEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    public sealed record OfNotices(NoticeEvent Happened) : FederationEvent;
}
