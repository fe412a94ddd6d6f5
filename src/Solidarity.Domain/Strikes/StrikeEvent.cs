using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Funds;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Strikes.Warnings;

namespace Solidarity.Domain.Strikes;

/// <summary>What happened to a strike. It books nothing: its fund is an account of the striking section.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(LifecycleEvent))]
[JsonDerivedType(typeof(CallEvent))]
[JsonDerivedType(typeof(AidEvent))]
[JsonDerivedType(typeof(WarningEvent))]
[JsonDerivedType(typeof(PayEvent))]
[JsonDerivedType(typeof(FundEvent))]
public abstract record StrikeEvent
{
    private protected StrikeEvent() { }
}
