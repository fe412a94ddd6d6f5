using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleCommand;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleEvent;

namespace Solidarity.Domain.Strikes.Lifecycle;

/// <summary>What a strike is told about the beginning and the end of a strike.</summary>
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Close), "close")]
internal abstract record LifecycleCommand : StrikeCommand
{
    private LifecycleCommand() { }

    internal override SectionId? SpokenBy => this switch
    {
        Open => null,
        Close c => c.By,
        _ => throw new UnreachableException($"lifecycle command {GetType().Name}"),
    };

    internal override Refusal? CheckTexts() => this switch
    {
        Open c => c.Facts.Check(),
        Close c => Texts.Check("note", c.Note, Texts.MemoCharsMax, required: false),
        _ => throw new UnreachableException($"lifecycle command {GetType().Name}"),
    };

    public sealed record Open(SectionId Section, StrikeFacts Facts) : LifecycleCommand;

    public sealed record Close(SectionId By, Outcome Outcome, string Note) : LifecycleCommand;
}

/// <summary>What happened to the beginning and the end of a strike.</summary>
[JsonDerivedType(typeof(StrikeOpened), "strike.opened.v1")]
[JsonDerivedType(typeof(DuplicateRefused), "strike.duplicate-refused.v1")]
[JsonDerivedType(typeof(StrikeClosed), "strike.closed.v1")]
public abstract record LifecycleEvent : StrikeEvent
{
    private LifecycleEvent() { }

    public sealed record StrikeOpened(StrikeId Strike, SectionId Section, StrikeFacts Facts, DateTimeOffset At)
        : LifecycleEvent;

    /// <summary>Another section wanted to open a strike under this id.</summary>
    public sealed record DuplicateRefused(SectionId Section) : LifecycleEvent;

    public sealed record StrikeClosed(Outcome Outcome, string Note, DateTimeOffset At) : LifecycleEvent;
}

/// <summary>A strike is opened once, and closed once.</summary>
internal static class LifecycleRules
{
    private static readonly Decision<StrikeEvent> Nothing = Decision<StrikeEvent>.Nothing;

    public static Decision<StrikeEvent> Decide(Strike state, LifecycleCommand command, DateTimeOffset at) =>
        command switch
        {
            Open c when !state.Opened => new StrikeOpened(state.Id, c.Section, c.Facts, at),
            Open c => state.Section == c.Section ? Nothing : new DuplicateRefused(c.Section),
            Close c => state.Outcome is null ? new StrikeClosed(c.Outcome, c.Note, at) : Nothing,
            _ => throw new UnreachableException($"lifecycle command {command.GetType().Name}"),
        };

    public static Strike Evolve(Strike state, LifecycleEvent @event) => @event switch
    {
        StrikeOpened e => Strike.Unopened(e.Strike) with { Section = e.Section, Facts = e.Facts },
        DuplicateRefused => state,
        StrikeClosed e => state with
        {
            Outcome = e.Outcome,
            Note = e.Note,
            Calls = state.Calls with { LastNumber = state.Calls.LastNumber + 1 },
        },
        _ => throw new UnreachableException($"lifecycle event {@event.GetType().Name}"),
    };
}
