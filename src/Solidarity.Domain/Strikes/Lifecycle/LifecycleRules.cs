using Solidarity.Domain.Amendments;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Warnings;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleCommand;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleEvent;

namespace Solidarity.Domain.Strikes.Lifecycle;

/// <summary>What a strike is told about the beginning and the end of a strike.</summary>
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Amend), "amend")]
[JsonDerivedType(typeof(Close), "close")]
[JsonDerivedType(typeof(Reopen), "reopen")]
internal abstract record LifecycleCommand : StrikeCommand
{
    private LifecycleCommand() { }

    internal override SectionId? SpokenBy => this switch
    {
        Open => null,
        Amend c => c.By,
        Close c => c.By,
        Reopen c => c.By,
        _ => throw new UnreachableException($"lifecycle command {GetType().Name}"),
    };

    internal override Refusal? CheckTexts() => this switch
    {
        Open c => c.Facts.Check(),
        Amend c => c.Facts.Check(),
        Reopen c => Texts.Check("reason", c.Reason, Texts.MemoCharsMax, required: false),
        Close c => Texts.Check("note", c.Note, Texts.MemoCharsMax, required: false),
        _ => throw new UnreachableException($"lifecycle command {GetType().Name}"),
    };

    public sealed record Open(SectionId Section, StrikeFacts Facts) : LifecycleCommand;

    public sealed record Amend(SectionId By, StrikeFacts Facts) : LifecycleCommand;

    public sealed record Close(SectionId By, Outcome Outcome, string Note) : LifecycleCommand;

    public sealed record Reopen(SectionId By, string Reason) : LifecycleCommand;
}

/// <summary>What happened to the beginning and the end of a strike.</summary>
[JsonDerivedType(typeof(StrikeOpened), "strike.opened.v1")]
[JsonDerivedType(typeof(DuplicateRefused), "strike.duplicate-refused.v1")]
[JsonDerivedType(typeof(StrikeAmended), "strike.amended.v1")]
[JsonDerivedType(typeof(StrikeClosed), "strike.closed.v1")]
[JsonDerivedType(typeof(StrikeReopened), "strike.reopened.v1")]
public abstract record LifecycleEvent : StrikeEvent
{
    private LifecycleEvent() { }

    public sealed record StrikeOpened(StrikeId Strike, SectionId Section, StrikeFacts Facts, DateTimeOffset At)
        : LifecycleEvent;

    /// <summary>Another section wanted to open a strike under this id.</summary>
    public sealed record DuplicateRefused(SectionId Section) : LifecycleEvent;

    public sealed record StrikeAmended(StrikeFacts Before, StrikeFacts After, DateTimeOffset At) : LifecycleEvent;

    public sealed record StrikeClosed(Outcome Outcome, string Note, DateTimeOffset At) : LifecycleEvent;

    /// <summary>It had been closed by mistake.</summary>
    /// <param name="Number">Under which those are told who were told of the end.</param>
    public sealed record StrikeReopened(int Number, string Reason, DateTimeOffset At) : LifecycleEvent;
}

/// <summary>A strike is opened once. What is known of it is put right, and its end taken back, by its section; all who
/// have its call or its warning hear of it.</summary>
internal static class LifecycleRules
{
    private static readonly Decision<StrikeEvent> Nothing = Decision<StrikeEvent>.Nothing;

    public static Decision<StrikeEvent> Decide(Strike state, LifecycleCommand command, DateTimeOffset at) =>
        command switch
        {
            Open c when !state.Opened => new StrikeOpened(state.Id, c.Section, c.Facts, at),
            Open c => state.Section == c.Section ? Nothing : new DuplicateRefused(c.Section),
            Amend c => OnAmend(state, c.Facts, at),
            Reopen c => state.Outcome is null ? Nothing : Reopened(state, c.Reason, at),
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
            Calls = state.Calls with { LastNumber = state.Calls.LastNumber + 1, IsOpen = false },
        },
        StrikeAmended e => state with
        {
            Facts = e.After,
            Amendments = Amended(state.Amendments, e),
        },
        StrikeReopened e => state with
        {
            Outcome = null,
            Note = "",
            Calls = state.Calls with { LastNumber = e.Number },
            Amendments = state.Amendments.With(
                e.At, ("state", InWords(state), e.Reason.Length > 0 ? $"open: {e.Reason}" : "open")),
        },
        _ => throw new UnreachableException($"lifecycle event {@event.GetType().Name}"),
    };

    private static Decision<StrikeEvent> OnAmend(Strike state, StrikeFacts facts, DateTimeOffset at)
    {
        if (facts.SaysTheSameAs(state.Facts!))
            return Nothing;
        var amended = new StrikeAmended(state.Facts!, facts, at);
        return ImmutableArray.Create<StrikeEvent>(
            [amended, .. CallRules.Told(state, facts, at), .. WarningRules.Told(state, facts, at)]);
    }

    // The warning goes out again, because everybody was told that there is nothing to be warned of.
    private static ImmutableArray<StrikeEvent> Reopened(Strike state, string reason, DateTimeOffset at)
    {
        var reopened = new StrikeReopened(state.Calls.LastNumber + 1, reason, at);
        return [reopened, .. WarningRules.Told(state with { Outcome = null }, state.Facts!, at)];
    }

    private static ImmutableArray<Amendment> Amended(ImmutableArray<Amendment> known, StrikeAmended e) => known.With(
        e.At,
        ("trade", e.Before.Trade, e.After.Trade),
        ("locality", e.Before.Locality, e.After.Locality),
        ("country", e.Before.Country, e.After.Country),
        ("employers", string.Join("; ", e.Before.Employers), string.Join("; ", e.After.Employers)),
        ("demands", e.Before.Demands, e.After.Demands),
        ("strikers", $"{e.Before.Strikers}", $"{e.After.Strikers}"),
        ("start", $"{e.Before.Start:yyyy-MM-dd}", $"{e.After.Start:yyyy-MM-dd}"));

    private static string InWords(Strike state) =>
        state.Note.Length > 0 ? $"{state.Outcome}: {state.Note}" : $"{state.Outcome}";
}
