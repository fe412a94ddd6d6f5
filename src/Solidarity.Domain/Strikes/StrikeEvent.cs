using System.Text.Json.Serialization;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Strikes.Warnings;

namespace Solidarity.Domain.Strikes;

/// <summary>What happened to a strike. It books nothing: its fund is an account of the striking section.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(LifecycleEvent.StrikeOpened), "strike.opened.v1")]
[JsonDerivedType(typeof(LifecycleEvent.DuplicateRefused), "strike.duplicate-refused.v1")]
[JsonDerivedType(typeof(CallEvent.CallSent), "strike.call-sent.v1")]
[JsonDerivedType(typeof(AidEvent.AidNoted), "strike.aid-noted.v1")]
[JsonDerivedType(typeof(AidEvent.MoneyMoved), "strike.money-moved.v1")]
[JsonDerivedType(typeof(CallEvent.CallTakenBack), "strike.call-taken-back.v1")]
[JsonDerivedType(typeof(CallEvent.CallPassedOn), "strike.call-passed-on.v1")]
[JsonDerivedType(typeof(CallEvent.WaveKept), "strike.wave-kept.v1")]
[JsonDerivedType(typeof(CallEvent.RunwayWatched), "strike.runway-watched.v1")]
[JsonDerivedType(typeof(CallEvent.ReminderSent), "strike.reminder-sent.v1")]
[JsonDerivedType(typeof(CallEvent.RelayReported), "strike.relay-reported.v1")]
[JsonDerivedType(typeof(WarningEvent.WarningSent), "strike.warning-sent.v1")]
[JsonDerivedType(typeof(WarningEvent.WarningAcknowledged), "strike.warning-acknowledged.v1")]
[JsonDerivedType(typeof(WarningEvent.SightingNoted), "strike.sighting-noted.v1")]
[JsonDerivedType(typeof(AidEvent.SupportNoted), "strike.support-noted.v1")]
[JsonDerivedType(typeof(AidEvent.TranchesNoted), "strike.tranches-noted.v1")]
[JsonDerivedType(typeof(PayEvent.StrikePayPaid), "strike.strike-pay-paid.v1")]
[JsonDerivedType(typeof(LifecycleEvent.StrikeClosed), "strike.closed.v1")]
public abstract record StrikeEvent
{
    private protected StrikeEvent() { }
}
