using Solidarity.Domain.Decisions;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Funds;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Strikes.Warnings;

namespace Solidarity.Domain.Strikes;

/// <summary>What a strike decides on the messages that reach it.</summary>
public static class StrikeDecider
{
    public static Decision<StrikeEvent> Decide(Strike state, StrikeCommand command, DateTimeOffset at)
    {
        if (command.CheckTexts() is { } malformed)
            return malformed;
        if (!state.Opened && command is not LifecycleCommand.Open)
            return CommonRefusals.NotDeclared(Wording.Of($"strike {state.Id}"));
        // Another section may have wanted this id, and acted on it before it learnt that it is taken.
        if (command.SpokenBy is { } section && section != state.Section)
            return Decision<StrikeEvent>.Nothing;
        return command switch
        {
            LifecycleCommand c => LifecycleRules.Decide(state, c, at),
            CallCommand.SendCall or CallCommand.AmendCall =>
                Followed(state, CallRules.Decide(state, (CallCommand)command, at), at),
            CallCommand c => CallRules.Decide(state, c, at),
            AidCommand.LearnSupport c => AidRules.Decide(state, c),
            AidCommand c => Followed(state, AidRules.Decide(state, c), at),
            WarningCommand c => WarningRules.Decide(state, c, at),
            FundCommand c => FundRules.Decide(c),
            PayCommand c => Followed(state, StrikePayRules.Decide(state.Pay, c), at),
            _ => throw new UnreachableException($"strike command {command.GetType().Name}"),
        };
    }

    private static Decision<StrikeEvent> Followed(
        Strike state, Decision<StrikeEvent> decision, DateTimeOffset at) =>
        decision.Events.IsEmpty ? decision : CallRules.Following(state, decision.Events, at);
}
