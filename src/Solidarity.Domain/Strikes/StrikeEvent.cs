using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes;

/// <summary>What happened to a strike. It books nothing: its fund is an account of the striking section.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(StrikeOpened), "strike.opened.v1")]
[JsonDerivedType(typeof(DuplicateRefused), "strike.duplicate-refused.v1")]
[JsonDerivedType(typeof(CallSent), "strike.call-sent.v1")]
[JsonDerivedType(typeof(AidNoted), "strike.aid-noted.v1")]
[JsonDerivedType(typeof(MoneyMoved), "strike.money-moved.v1")]
[JsonDerivedType(typeof(CallTakenBack), "strike.call-taken-back.v1")]
[JsonDerivedType(typeof(CallPassedOn), "strike.call-passed-on.v1")]
[JsonDerivedType(typeof(WaveKept), "strike.wave-kept.v1")]
[JsonDerivedType(typeof(RunwayWatched), "strike.runway-watched.v1")]
[JsonDerivedType(typeof(ReminderSent), "strike.reminder-sent.v1")]
[JsonDerivedType(typeof(RelayReported), "strike.relay-reported.v1")]
[JsonDerivedType(typeof(WarningSent), "strike.warning-sent.v1")]
[JsonDerivedType(typeof(WarningAcknowledged), "strike.warning-acknowledged.v1")]
[JsonDerivedType(typeof(SightingNoted), "strike.sighting-noted.v1")]
[JsonDerivedType(typeof(SupportNoted), "strike.support-noted.v1")]
[JsonDerivedType(typeof(TranchesNoted), "strike.tranches-noted.v1")]
[JsonDerivedType(typeof(StrikePayPaid), "strike.strike-pay-paid.v1")]
[JsonDerivedType(typeof(StrikeClosed), "strike.closed.v1")]
public abstract record StrikeEvent
{
    private StrikeEvent() { }

    public sealed record StrikeOpened(StrikeId Strike, SectionId Section, StrikeFacts Facts, DateTimeOffset At)
        : StrikeEvent;

    /// <summary>Another section wanted to open a strike under this id.</summary>
    public sealed record DuplicateRefused(SectionId Section) : StrikeEvent;

    /// <param name="Recipients">Whom the strike itself sends it to; federations relay it further.</param>
    /// <param name="Terms">How it is to widen; null: as before.</param>
    public sealed record CallSent(
        Call Call, ImmutableArray<Address> Recipients, DateTimeOffset At, CallTerms? Terms = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        SendingCause Cause = SendingCause.ByHand) : StrikeEvent;

    /// <summary>Everybody whom the call has reached is told so; where it was narrowed, a new sending follows.</summary>
    public sealed record CallTakenBack(int Number, CallEnd How, string Reason, DateTimeOffset At) : StrikeEvent;

    /// <summary>The call went to one more, as it is.</summary>
    public sealed record CallPassedOn(Address Recipient, DateTimeOffset At) : StrikeEvent;

    /// <summary>A wave's time was over and the need covered, so that nobody else had to be asked; or it is not covered
    /// any more, and the wave's time began anew.</summary>
    /// <param name="Until">When the new time ends; null: none has begun.</param>
    public sealed record WaveKept(int Number, DateTimeOffset? Until) : StrikeEvent;

    /// <summary>The runway was looked at.</summary>
    /// <param name="Check">Counts these looks, so that only the alarm of the last one rings.</param>
    /// <param name="Again">When it is looked at again; null where it has fallen too low, until it is long enough.
    /// </param>
    public sealed record RunwayWatched(int Check, DateTimeOffset? Again) : StrikeEvent;

    public sealed record ReminderSent(int Number, DateTimeOffset At) : StrikeEvent;

    /// <param name="Told">The federations that it told; null: none.</param>
    public sealed record RelayReported(
        FederationId Federation, RelayReport Report, ImmutableArray<FederationId>? Told = null) : StrikeEvent;

    public sealed record WarningSent(Warning Warning, ImmutableArray<Address> Recipients, DateTimeOffset At)
        : StrikeEvent;

    public sealed record WarningAcknowledged(SectionId Section) : StrikeEvent;

    public sealed record SightingNoted(AidKey Key, Sighting Sighting) : StrikeEvent;

    public sealed record SupportNoted(AidKey Key, Support Support) : StrikeEvent;

    public sealed record TranchesNoted(AidKey Aid, TranchesAhead Ahead) : StrikeEvent;

    /// <param name="Unasked">The call has not reached the giver, as far as that is known; null: it has.</param>
    public sealed record AidNoted(
        AidKey Aid, AidKind Kind, AidState State, Amount? Amount, bool Counted, string Note, bool? Unasked = null)
        : StrikeEvent;

    public sealed record MoneyMoved(AidKey Aid, int Run, MoneyStage Stage, Amount Amount) : StrikeEvent;

    /// <param name="Through">The last day that it pays for.</param>
    public sealed record StrikePayPaid(Amount Amount, DateOnly Through) : StrikeEvent;

    public sealed record StrikeClosed(Outcome Outcome, string Note, DateTimeOffset At) : StrikeEvent;
}
