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
[JsonDerivedType(typeof(CorridorCommand))]
[JsonDerivedType(typeof(HoldCommand))]
[JsonDerivedType(typeof(HopCommand))]
[JsonDerivedType(typeof(QuarantineCommand))]
[JsonDerivedType(typeof(AcknowledgementCommand))]
[JsonDerivedType(typeof(CarryingCommand))]
[JsonDerivedType(typeof(ManualSettlementCommand))]
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
