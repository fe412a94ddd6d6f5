using Solidarity.Domain.Bodies;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Strikes.Warnings;

namespace Solidarity.Domain.Strikes;

/// <summary>What a strike is told. All are messages: a strike has no people of its own but its section's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(LifecycleCommand))]
[JsonDerivedType(typeof(CallCommand))]
[JsonDerivedType(typeof(WarningCommand))]
[JsonDerivedType(typeof(AidCommand))]
[JsonDerivedType(typeof(PayCommand))]
public abstract record StrikeCommand : BodyCommand
{
    private protected StrikeCommand() { }
}
