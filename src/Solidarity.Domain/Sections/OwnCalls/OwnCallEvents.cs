using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.OwnStrikes;
using static Solidarity.Domain.Sections.OwnCalls.OwnCallEvent;

namespace Solidarity.Domain.Sections.OwnCalls;

/// <summary>What happened to the calls and warnings of a section's own strikes.</summary>
[JsonDerivedType(typeof(CalledForAid), "section.called-for-aid.v1")]
[JsonDerivedType(typeof(CallNarrowed), "section.call-narrowed.v1")]
[JsonDerivedType(typeof(CallCancelled), "section.call-cancelled.v1")]
[JsonDerivedType(typeof(RemindersAsked), "section.reminders-asked.v1")]
[JsonDerivedType(typeof(WarningGiven), "section.warning-given.v1")]
[JsonDerivedType(typeof(CallWidened), "section.call-widened.v1")]
internal abstract record OwnCallEvent : SectionEvent
{
    private OwnCallEvent() { }

    public sealed record CalledForAid(
        Call Call, ImmutableArray<Address> Recipients, DateTimeOffset At, CallTerms? Terms = null) : OwnCallEvent;

    public sealed record CallNarrowed(StrikeId Strike, Level Scope, DateTimeOffset At) : OwnCallEvent;

    public sealed record CallCancelled(StrikeId Strike, string Reason, DateTimeOffset At) : OwnCallEvent;

    public sealed record RemindersAsked(StrikeId Strike, DateTimeOffset At) : OwnCallEvent;

    public sealed record WarningGiven(
        StrikeId Strike, string Text, ImmutableArray<Address> Recipients, DateTimeOffset At) : OwnCallEvent;

    /// <summary>A strike of this section's has sent its call wider by itself.</summary>
    public sealed record CallWidened(Call Call) : OwnCallEvent;
}

internal static class OwnCallEvolution
{
    public static SectionStrikes Evolve(SectionStrikes state, OwnCallEvent @event) => @event switch
    {
        CalledForAid e => state.WithSent(e.At).With(e.Call.Strike, strike => strike with
        {
            Call = e.Call,
            Recipients = [.. e.Recipients],
        }),
        CallNarrowed e => state.WithSent(e.At).With(e.Strike, strike => strike with
        {
            Call = strike.Call! with { Scope = e.Scope },
        }),
        CallCancelled e => state.With(e.Strike, strike => strike with { Call = null }),
        CallWidened e => state.With(e.Call.Strike, strike => strike with { Call = e.Call }),
        RemindersAsked e => state.WithSent(e.At),
        WarningGiven e => state.WithSent(e.At).With(e.Strike, strike => strike with
        {
            Warned = true,
            Recipients = [.. e.Recipients],
        }),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };
}
