using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Pledges;
using static Solidarity.Domain.Sections.Tranches.TrancheEvent;

namespace Solidarity.Domain.Sections.Tranches;

/// <summary>What happened to promises in tranches.</summary>
[JsonDerivedType(typeof(TranchesPromised), "section.tranches-promised.v1")]
[JsonDerivedType(typeof(TrancheSent), "section.tranche-sent.v1")]
[JsonDerivedType(typeof(TrancheMissed), "section.tranche-missed.v1")]
[JsonDerivedType(typeof(TranchesEnded), "section.tranches-ended.v1")]
public abstract record TrancheEvent : SectionEvent
{
    private TrancheEvent() { }

    public sealed record TranchesPromised(
        PledgeId Pledge, StrikeId Strike, SectionId To, AidKind Kind, Amount Each, int Count, int EveryDays,
        string Authority, DateTimeOffset At) : TrancheEvent, IAct
    {
        DoneAct? IAct.Done => new(new Act.TranchePromise(Strike, Kind, Each, Count, EveryDays, Authority), At);
    }

    /// <summary>A tranche became a pledge of its own, which stands beside it.</summary>
    /// <param name="Next">When the next one is due; null after the last.</param>
    public sealed record TrancheSent(PledgeId Pledge, int Number, DateTimeOffset? Next) : TrancheEvent;

    /// <summary>The money for a tranche was not there when it was due.</summary>
    public sealed record TrancheMissed(PledgeId Pledge, int Number, DateTimeOffset? Next) : TrancheEvent;

    /// <param name="State">Withdrawn by the section, or lapsed because the strike is over.</param>
    public sealed record TranchesEnded(PledgeId Pledge, AidState State, string Reason) : TrancheEvent;
}

internal static class TrancheEvolution
{
    public static Section Evolve(Section state, TrancheEvent @event) => @event switch
    {
        TranchesPromised e => state with
        {
            Promises = state.Promises.WithAid(e.Strike, e.Count) with
            {
                Tranches = state.Promises.Tranches.Add(e.Pledge, new TrancheSeries(
                    e.Strike, e.To, e.Kind, e.Each, e.Count, e.EveryDays, e.Authority, Done: 0, Missed: 0, e.At,
                    AidState.Pledged, "")),
            },
            Inbox = state.Inbox.WithAnswer(e.Strike, Answer.Pledged, ""),
        },
        TrancheSent e => With(state, e.Pledge, series => series with
        {
            Done = e.Number,
            NextDue = e.Next,
            State = e.Next is null ? AidState.Honoured : series.State,
        }),
        TrancheMissed e => Missed(state, e),
        TranchesEnded e => Ended(state, e),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static Section Missed(Section state, TrancheMissed e)
    {
        var isLast = e.Next is null;
        state = With(state, e.Pledge, series => series with
        {
            Done = e.Number,
            Missed = series.Missed + 1,
            NextDue = e.Next,
            State = !isLast ? series.State
                : series.Missed + 1 == series.Count ? AidState.Lapsed : AidState.Honoured,
        });
        return isLast ? PledgeEvolution.Unanswered(state, state.Promises.Tranches[e.Pledge].Strike, "") : state;
    }

    private static Section Ended(Section state, TranchesEnded e)
    {
        var series = state.Promises.Tranches[e.Pledge];
        // Tranches that will not come any more make room.
        state = state with { Promises = state.Promises.WithAid(series.Strike, -series.Left) };
        state = With(state, e.Pledge, s => s with { State = e.State, NextDue = null, Reason = e.Reason });
        return PledgeEvolution.Unanswered(state, series.Strike, e.Reason);
    }

    private static Section With(Section state, PledgeId id, Func<TrancheSeries, TrancheSeries> change)
    {
        var tranches = state.Promises.Tranches;
        return state with
        {
            Promises = state.Promises with { Tranches = tranches.SetItem(id, change(tranches[id])) },
        };
    }
}
