using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Routes;
using static Solidarity.Domain.Treasuries.Acknowledgements.AcknowledgementCommand;
using static Solidarity.Domain.Treasuries.Acknowledgements.AcknowledgementEvent;

namespace Solidarity.Domain.Treasuries.Acknowledgements;

/// <summary>
/// When those who have sent money are told that it is here. Carriers are told at once: nothing else says what a
/// neighbour has of them should it be lost. Who sent its own money, which has gone on from here or was delivered,
/// learns of the end from its transfer. It is told besides, in case that is long in coming, but later and of all that
/// it sent together; what has ended by then costs it no entry.
/// </summary>
internal static class AcknowledgementRules
{
    public static Decision<TreasuryEvent> Decide(
        Treasury state, AcknowledgementCommand command, DateTimeOffset at) => command switch
        {
            LearnTakenIn c => Learn(state, [c.Key]),
            LearnAllTakenIn c => Learn(state, c.Keys),
            SendAcknowledgements => Give(state, at),
            _ => throw new UnreachableException($"acknowledgement command {command.GetType().Name}"),
        };

    public static Treasury Evolve(Treasury state, AcknowledgementEvent @event) => @event switch
    {
        SumAcknowledged e => Acknowledged(state, e.Key),
        AcknowledgementsPutOff => state with { Owed = state.Owed with { PutOff = true } },
        AcknowledgementsSent e => state with
        {
            Owed = new AcknowledgementsOwed(state.Owed.To.RemoveRange(e.Keys), PutOff: false),
        },
        _ => throw new UnreachableException($"acknowledgement event {@event.GetType().Name}"),
    };

    /// <summary>Whether the acknowledgement of money that has gone on, or was delivered, may wait.</summary>
    public static bool MayWait(HopKey key, Hop hop) => key is { Plan: 1, Hop: 0 } && hop.SettledBy is null;

    /// <summary>To be decided with money whose sender is told later.</summary>
    public static ImmutableArray<TreasuryEvent> PutOff(Treasury state, DateTimeOffset at) =>
        state.Owed.PutOff ? [] : [new AcknowledgementsPutOff(at.AddSeconds(AcknowledgementsOwed.WaitSecondsMax))];

    /// <summary>With nothing over a hop that is not acknowledged.</summary>
    public static Treasury Acknowledged(Treasury state, HopKey key)
    {
        var unacknowledged = state.Transfers.Unacknowledged;
        if (!unacknowledged.TryGetValue(key, out var sum))
            return state;
        var corridor = sum.Hop.Corridor;
        return state with
        {
            Transfers = state.Transfers with { Unacknowledged = unacknowledged.Remove(key) },
            Corridors = sum is { Back: false, Hop.SettledBy: not null }
                ? state.Corridors.With(corridor, state.Corridors.Out[corridor].WithUnconfirmed(-1))
                : state.Corridors,
        };
    }

    /// <summary>With an acknowledgement owed for money that has come in.</summary>
    public static Treasury Owing(Treasury state, HopKey key, Address sender, bool? owed) => owed == true
        ? state with { Owed = state.Owed with { To = state.Owed.To.SetItem(key, sender) } }
        : state;

    private static Decision<TreasuryEvent> Give(Treasury state, DateTimeOffset at)
    {
        var told = state.Owed.To.Take(AcknowledgementsOwed.HopsMax).GroupBy(owed => owed.Value, owed => owed.Key)
            .OrderBy(sender => sender.Key)
            .Select(sender => (TreasuryEvent)new AcknowledgementsSent(sender.Key, [.. sender]));
        ImmutableArray<TreasuryEvent> all = [.. told];
        // The rest at once: that is enough for one entry.
        return state.Owed.To.Count > AcknowledgementsOwed.HopsMax ? all.Add(new AcknowledgementsPutOff(at)) : all;
    }

    private static Decision<TreasuryEvent> Learn(Treasury state, ImmutableArray<HopKey> keys)
    {
        ImmutableArray<TreasuryEvent> confirmed =
            [.. keys.Where(state.Transfers.Unacknowledged.ContainsKey).Select(key => new SumAcknowledged(key))];
        // Nothing is ever sent twice over one hop, so what is not waited for now never will be. Only a state from
        // before the sending does not wait for it either.
        return confirmed.IsEmpty ? Decision<TreasuryEvent>.RedundantNow : confirmed;
    }
}
