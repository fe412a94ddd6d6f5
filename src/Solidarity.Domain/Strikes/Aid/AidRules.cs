using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Strikes.Aid.AidCommand;
using static Solidarity.Domain.Strikes.Aid.AidEvent;

namespace Solidarity.Domain.Strikes.Aid;

/// <summary>What a strike notes of aid and support that it is told of.</summary>
internal static class AidRules
{
    private static readonly Decision<StrikeEvent> Nothing = Decision<StrikeEvent>.Nothing;

    public static Decision<StrikeEvent> Decide(Strike state, AidCommand command) => command switch
    {
        LearnAid c => OnAid(state, c),
        LearnMoney c => OnMoney(state, c),
        LearnTranches c => AidLimits.OnTranches(state, c.Aid) is { } full ? full : new TranchesNoted(c.Aid, c.Ahead),
        LearnSupport c => AidLimits.OnSupport(state, c.Key) is { } full ? full : new SupportNoted(c.Key, c.Support),
        _ => throw new UnreachableException($"aid command {command.GetType().Name}"),
    };

    private static Decision<StrikeEvent> OnAid(Strike state, LearnAid command)
    {
        // What is reported never replaces what the giver's own books say.
        if (!command.Counted && state.Aid.Pieces.TryGetValue(command.Aid, out var known) && known.Counted)
            return Nothing;
        var isAnswer = command.Kind is AidKind.Gift or AidKind.Loan or AidKind.Unspecified;
        if (AidLimits.OnAid(state, command.Aid, command.Counted, isAnswer) is { } full)
            return full;
        return new AidNoted(
            command.Aid, command.Kind, command.State, command.Amount, command.Counted, command.Note, command.Unasked);
    }

    private static Decision<StrikeEvent> OnMoney(Strike state, LearnMoney command)
    {
        var moved = new MoneyMoved(command.Aid, command.Run, command.Stage, command.Amount);
        if (!state.Aid.Pieces.TryGetValue(command.Aid, out var aid))
        {
            // The money is quicker than the message that it was promised, which says whether the giver was asked.
            var noted = new AidNoted(
                command.Aid, command.Kind, AidState.Honoured, command.Amount, Counted: true, Note: "", Unasked: true);
            return ImmutableArray.Create<StrikeEvent>(noted, moved);
        }
        var isNews = (command.Run, command.Stage).CompareTo((aid.Run, aid.Stage)) > 0;
        return isNews ? moved : Nothing;
    }
}
