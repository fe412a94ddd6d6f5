using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.OwnStrikes;
using static Solidarity.Domain.Sections.OwnCalls.OwnCallEvent;

namespace Solidarity.Domain.Sections.OwnCalls;

/// <summary>What happened to the calls and warnings of a section's own strikes.</summary>
[JsonDerivedType(typeof(CalledForAid), "section.called-for-aid.v1")]
[JsonDerivedType(typeof(CallAmended), "section.call-amended.v1")]
[JsonDerivedType(typeof(CallNarrowed), "section.call-narrowed.v1")]
[JsonDerivedType(typeof(CallCancelled), "section.call-cancelled.v1")]
[JsonDerivedType(typeof(RemindersAsked), "section.reminders-asked.v1")]
[JsonDerivedType(typeof(WarningGiven), "section.warning-given.v1")]
[JsonDerivedType(typeof(CallWidened), "section.call-widened.v1")]
internal abstract record OwnCallEvent : SectionEvent
{
    private OwnCallEvent() { }

    /// <param name="Terms">How it widens by itself; null: not at all.</param>
    public sealed record CalledForAid(
        Call Call, ImmutableArray<Address> Recipients, DateTimeOffset At, CallTerms? Terms = null) : OwnCallEvent;

    /// <summary>The call says something else, to those who have it.</summary>
    /// <inheritdoc cref="CalledForAid"/>
    public sealed record CallAmended(Call Call, CallTerms? Terms, DateTimeOffset At) : OwnCallEvent;

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
            IsCalling = true,
            Terms = e.Terms,
            Recipients = [.. e.Recipients],
        }),
        CallAmended e => state.WithSent(e.At).With(e.Call.Strike, strike => strike with
        {
            Call = e.Call,
            Terms = e.Terms,
        }),
        CallNarrowed e => state.WithSent(e.At).With(e.Strike, strike => strike with
        {
            Call = strike.Call! with { Scope = e.Scope },
            Terms = strike.Terms is { } terms ? terms with { Widest = e.Scope } : null,
        }),
        CallCancelled e => state.With(e.Strike, strike => strike with { IsCalling = false }),
        CallWidened e => state.With(e.Call.Strike, strike => strike with { Call = Widened(strike.Call!, e.Call) }),
        RemindersAsked e => state.WithSent(e.At),
        WarningGiven e => state.WithSent(e.At).With(e.Strike, strike => strike with
        {
            Warned = true,
            Recipients = [.. e.Recipients],
        }),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    // Of what the strike sent by itself only how far it went is news: the section may have amended the rest since.
    private static Call Widened(Call known, Call sent) => known with
    {
        Number = Math.Max(known.Number, sent.Number),
        Scope = known.Scope > sent.Scope ? known.Scope : sent.Scope,
    };
}
