using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Strikes.StrikeCommand;
using static Solidarity.Domain.Strikes.StrikeEvent;

namespace Solidarity.Domain.Strikes;

/// <summary>What a strike decides on the word that reaches it.</summary>
public static class StrikeDecider
{
    private static readonly Decision<StrikeEvent> Nothing = Decision<StrikeEvent>.Nothing;

    public static Decision<StrikeEvent> Decide(Strike state, StrikeCommand command, DateTimeOffset at)
    {
        if (Wording.Check(command) is { } malformed)
            return malformed;
        if (command is Open open)
            return OnOpen(state, open, at);
        if (!state.Opened)
            return CommonRefusals.NotFounded($"strike {state.Id}");
        // Another section may have wanted this id, and acted on it before it learnt that it is taken.
        if (SpokenBy(command) is { } section && section != state.Section)
            return Nothing;
        return command switch
        {
            LearnAid c => Followed(state, OnAid(state, c), at),
            LearnMoney c => Followed(state, OnMoney(state, c), at),
            LearnTranches c => Followed(state, OnTranches(state, c), at),
            LearnSupport c => OnSupport(state, c),
            LearnAcknowledged c => state.Acknowledged.Contains(c.Section)
                ? Decision<StrikeEvent>.Redundant
                : state.Acknowledged.Count >= Strike.AcknowledgedMax ? Nothing : new WarningAcknowledged(c.Section),
            LearnSighting c => OnSighting(state, c),
            LearnStrikePay c => Followed(
                state, new StrikePayPaid(c.Amount, c.Through), at),
            Close c => state.Outcome is null ? new StrikeClosed(c.Outcome, c.Note, at) : Nothing,
            _ => StrikeCalls.Decide(state, command, at),
        };
    }

    // The section that speaks as the striking one.
    private static SectionId? SpokenBy(StrikeCommand command) => command switch
    {
        SendCall c => c.Call.Section,
        PassCallOn c => c.By,
        NarrowCall c => c.By,
        CancelCall c => c.By,
        RemindSilent c => c.By,
        SendWarning c => c.By,
        LearnStrikePay c => c.By,
        Close c => c.By,
        LearnAid c => c.By,
        LearnMoney c => c.By,
        _ => null,
    };

    private static Decision<StrikeEvent> Followed(
        Strike state, Decision<StrikeEvent> decision, DateTimeOffset at) =>
        decision.Events.IsEmpty ? decision : StrikeCalls.Following(state, decision.Events, at);

    private static Decision<StrikeEvent> OnOpen(Strike state, Open command, DateTimeOffset at)
    {
        if (!state.Opened)
            return new StrikeOpened(state.Id, command.Section, command.Facts, at);
        return state.Section == command.Section ? Nothing : new DuplicateRefused(command.Section);
    }

    private static Decision<StrikeEvent> OnAid(Strike state, LearnAid command)
    {
        // What is reported never replaces what the giver's own books say.
        if (!command.Counted && state.Aid.TryGetValue(command.Aid, out var known) && known.Counted)
            return Nothing;
        var isAnswer = command.Kind is AidKind.Gift or AidKind.Loan or AidKind.Unspecified;
        if (StrikeLimits.OnAid(state, command.Aid, command.Counted, isAnswer) is { } full)
            return full;
        return new AidNoted(
            command.Aid, command.Kind, command.State, command.Amount, command.Counted, command.Note, command.Unasked);
    }

    private static Decision<StrikeEvent> OnMoney(Strike state, LearnMoney command)
    {
        var moved = new MoneyMoved(command.Aid, command.Run, command.Stage, command.Amount);
        if (!state.Aid.TryGetValue(command.Aid, out var aid))
        {
            // The money is quicker than the word that it was promised, which says whether the giver was asked.
            var noted = new AidNoted(
                command.Aid, command.Kind, AidState.Honoured, command.Amount, Counted: true, Note: "", Unasked: true);
            return ImmutableArray.Create<StrikeEvent>(noted, moved);
        }
        var isNews = (command.Run, command.Stage).CompareTo((aid.Run, aid.Stage)) > 0;
        return isNews ? moved : Nothing;
    }

    private static Decision<StrikeEvent> OnTranches(Strike state, LearnTranches command) =>
        StrikeLimits.OnTranches(state, command.Aid) is { } full
            ? full
            : new TranchesNoted(command.Aid, command.Ahead);

    private static Decision<StrikeEvent> OnSupport(Strike state, LearnSupport command) =>
        StrikeLimits.OnSupport(state, command.Key) is { } full
            ? full
            : new SupportNoted(command.Key, command.Support);

    private static Decision<StrikeEvent> OnSighting(Strike state, LearnSighting command)
    {
        if (state.Sightings.ContainsKey(command.Key))
            return Decision<StrikeEvent>.Redundant;
        return StrikeLimits.OnSighting(state, command.Key) is { } full
            ? full
            : new SightingNoted(command.Key, command.Sighting);
    }
}
