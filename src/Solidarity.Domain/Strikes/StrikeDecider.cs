using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Bodies;
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
        if (command is Open open)
            return OnOpen(state, open, at);
        if (!state.Opened)
            return CommonRefusals.NotFounded($"strike {state.Id}");
        // Another section may have wanted this id, and acted on it before it learnt that it is taken.
        if (SpokenBy(command) is { } section && section != state.Section)
            return Nothing;
        return command switch
        {
            SendCall c => new CallSent(c.Call, c.Recipients, at),
            LearnReached c => OnReached(state, c.Section),
            LearnAid c => OnAid(state, c),
            LearnMoney c => OnMoney(state, c),
            LearnStrikePay c => new StrikePayPaid(c.Amount),
            Close c => state.Outcome is null ? new StrikeClosed(c.Outcome, c.Note, at) : Nothing,
            _ => throw new UnreachableException($"strike command {command.GetType().Name}"),
        };
    }

    // The section that speaks as the striking one.
    private static SectionId? SpokenBy(StrikeCommand command) => command switch
    {
        SendCall c => c.Call.Section,
        LearnStrikePay c => c.By,
        Close c => c.By,
        LearnAid c => c.By,
        LearnMoney c => c.By,
        _ => null,
    };

    private static Decision<StrikeEvent> OnOpen(Strike state, Open command, DateTimeOffset at)
    {
        if (!state.Opened)
            return new StrikeOpened(state.Id, command.Section, command.Facts, at);
        return state.Section == command.Section ? Nothing : new DuplicateRefused(command.Section);
    }

    private static Decision<StrikeEvent> OnReached(Strike state, SectionId section)
    {
        if (state.Reached.Contains(section))
            return Nothing;
        return state.Parties.Count >= Strike.PartiesMax
            ? CommonRefusals.LimitReached(
                nameof(Strike.PartiesMax), Strike.PartiesMax, $"the call of strike {state.Id} has reached too many")
            : new PartyReached(Party.Of(section));
    }

    private static Decision<StrikeEvent> OnAid(Strike state, LearnAid command)
    {
        // What is reported never replaces what the giver's own books say.
        if (!command.Counted && state.Aid.TryGetValue(command.Aid, out var known) && known.Counted)
            return Nothing;
        if (state.Aid.Count >= Strike.AidMax && !state.Aid.ContainsKey(command.Aid))
            return CommonRefusals.LimitReached(
                nameof(Strike.AidMax), Strike.AidMax, $"the board of strike {state.Id} is full");
        return new AidNoted(
            command.Aid, command.Kind, command.State, command.Amount, command.Counted, command.Note);
    }

    private static Decision<StrikeEvent> OnMoney(Strike state, LearnMoney command)
    {
        var moved = new MoneyMoved(command.Aid, command.Run, command.Stage, command.Amount);
        if (!state.Aid.TryGetValue(command.Aid, out var aid))
        {
            // The money is quicker than the word that it was promised.
            var noted = new AidNoted(
                command.Aid, command.Kind, AidState.Honoured, command.Amount, Counted: true, Note: "");
            return ImmutableArray.Create<StrikeEvent>(noted, moved);
        }
        var isNews = (command.Run, command.Stage).CompareTo((aid.Run, aid.Stage)) > 0;
        return isNews ? moved : Nothing;
    }
}
