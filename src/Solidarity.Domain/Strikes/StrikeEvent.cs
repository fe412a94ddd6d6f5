using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes;

/// <summary>What happened to a strike. It books nothing: its fund is an account of the striking section.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(StrikeOpened), "strike.opened.v1")]
[JsonDerivedType(typeof(DuplicateRefused), "strike.duplicate-refused.v1")]
[JsonDerivedType(typeof(CallSent), "strike.call-sent.v1")]
[JsonDerivedType(typeof(PartyReached), "strike.party-reached.v1")]
[JsonDerivedType(typeof(AidNoted), "strike.aid-noted.v1")]
[JsonDerivedType(typeof(MoneyMoved), "strike.money-moved.v1")]
[JsonDerivedType(typeof(StrikePayPaid), "strike.strike-pay-paid.v1")]
[JsonDerivedType(typeof(StrikeClosed), "strike.closed.v1")]
public abstract record StrikeEvent
{
    private StrikeEvent() { }

    public sealed record StrikeOpened(StrikeId Strike, SectionId Section, StrikeFacts Facts, DateTimeOffset At)
        : StrikeEvent;

    /// <summary>Another section wanted to open a strike under this id.</summary>
    public sealed record DuplicateRefused(SectionId Section) : StrikeEvent;

    public sealed record CallSent(Call Call, ImmutableArray<Address> Recipients, DateTimeOffset At) : StrikeEvent;

    public sealed record PartyReached(Party Party) : StrikeEvent;

    public sealed record AidNoted(AidKey Aid, AidKind Kind, AidState State, Amount? Amount, bool Counted, string Note)
        : StrikeEvent;

    public sealed record MoneyMoved(AidKey Aid, int Run, MoneyStage Stage, Amount Amount) : StrikeEvent;

    public sealed record StrikePayPaid(Amount Amount) : StrikeEvent;

    public sealed record StrikeClosed(Outcome Outcome, string Note, DateTimeOffset At) : StrikeEvent;
}
