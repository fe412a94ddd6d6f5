using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;

namespace Solidarity.Domain.Treasuries;

/// <summary>What a treasury can be asked, whoever owns it: by its owner, or by the messages of others. None of the
/// messages can touch money that its owner has not itself set aside for that transfer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(CorridorCommand.OfferCorridor), "offer-corridor")]
[JsonDerivedType(typeof(CorridorCommand.AgreeToCorridor), "agree-to-corridor")]
[JsonDerivedType(typeof(CorridorCommand.CloseCorridor), "close-corridor")]
[JsonDerivedType(typeof(CorridorCommand.WithdrawAgreement), "withdraw-agreement")]
[JsonDerivedType(typeof(CorridorCommand.LearnOffer), "learn-offer")]
[JsonDerivedType(typeof(CorridorCommand.LearnAgreement), "learn-agreement")]
[JsonDerivedType(typeof(CorridorCommand.LearnClosure), "learn-closure")]
[JsonDerivedType(typeof(HoldCommand.HoldHop), "hold-hop")]
[JsonDerivedType(typeof(HoldCommand.ReleaseHop), "release-hop")]
[JsonDerivedType(typeof(HopCommand.SendHop), "send-hop")]
[JsonDerivedType(typeof(HopCommand.TakeIn), "take-in")]
[JsonDerivedType(typeof(HopCommand.SendBack), "send-back")]
[JsonDerivedType(typeof(HopCommand.TakeBack), "take-back")]
[JsonDerivedType(typeof(HopCommand.LearnEnd), "learn-end")]
[JsonDerivedType(typeof(QuarantineCommand.QuarantineNeighbour), "quarantine-neighbour")]
[JsonDerivedType(typeof(QuarantineCommand.LiftQuarantine), "lift-quarantine")]
[JsonDerivedType(typeof(QuarantineCommand.ClearQuarantined), "clear-quarantined")]
[JsonDerivedType(typeof(QuarantineCommand.ConfirmClaim), "confirm-claim")]
[JsonDerivedType(typeof(QuarantineCommand.RejectClaim), "reject-claim")]
[JsonDerivedType(typeof(AcknowledgementCommand.LearnTakenIn), "learn-taken-in")]
[JsonDerivedType(typeof(HoldCommand.ExpireHolds), "expire-holds")]
[JsonDerivedType(typeof(AcknowledgementCommand.SendAcknowledgements), "give-word")]
[JsonDerivedType(typeof(AcknowledgementCommand.LearnAllTakenIn), "learn-all-taken-in")]
[JsonDerivedType(typeof(CarryingCommand.SetDrain), "set-drain")]
[JsonDerivedType(typeof(CarryingCommand.SetPassingLimit), "set-passing-limit")]
[JsonDerivedType(typeof(ManualSettlementCommand.ConfirmSettlement), "hand-over")]
[JsonDerivedType(typeof(ManualSettlementCommand.DeclineSettlement), "decline-hand-over")]
public abstract record TreasuryCommand
{
    private protected TreasuryCommand() { }

    /// <summary>Whether only the treasury's owner may ask this; the others are messages.</summary>
    [JsonIgnore]
    public virtual bool ByOwner => false;

    /// <summary>As <see cref="BodyCommand.Joins"/>: what moves money hop by hop.</summary>
    [JsonIgnore]
    public virtual bool Joins => false;
}
