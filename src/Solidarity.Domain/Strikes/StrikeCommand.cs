using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Strikes.Warnings;

namespace Solidarity.Domain.Strikes;

/// <summary>What a strike is told. All are messages: a strike has no people of its own but its section's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(LifecycleCommand.Open), "open")]
[JsonDerivedType(typeof(CallCommand.SendCall), "send-call")]
[JsonDerivedType(typeof(CallCommand.PassCallOn), "pass-call-on")]
[JsonDerivedType(typeof(CallCommand.NarrowCall), "narrow-call")]
[JsonDerivedType(typeof(CallCommand.CancelCall), "cancel-call")]
[JsonDerivedType(typeof(CallCommand.EndWave), "end-wave")]
[JsonDerivedType(typeof(CallCommand.CheckRunway), "check-runway")]
[JsonDerivedType(typeof(CallCommand.RemindSilent), "remind-silent")]
[JsonDerivedType(typeof(WarningCommand.SendWarning), "send-warning")]
[JsonDerivedType(typeof(CallCommand.LearnRelayed), "learn-relayed")]
[JsonDerivedType(typeof(WarningCommand.LearnAcknowledged), "learn-acknowledged")]
[JsonDerivedType(typeof(WarningCommand.LearnSighting), "learn-sighting")]
[JsonDerivedType(typeof(AidCommand.LearnSupport), "learn-support")]
[JsonDerivedType(typeof(AidCommand.LearnTranches), "learn-tranches")]
[JsonDerivedType(typeof(AidCommand.LearnAid), "learn-aid")]
[JsonDerivedType(typeof(AidCommand.LearnMoney), "learn-money")]
[JsonDerivedType(typeof(PayCommand.LearnStrikePay), "learn-strike-pay")]
[JsonDerivedType(typeof(LifecycleCommand.Close), "close")]
public abstract record StrikeCommand : BodyCommand
{
    private protected StrikeCommand() { }
}
