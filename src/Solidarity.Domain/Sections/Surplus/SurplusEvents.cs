using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.Surplus.SurplusEvent;

namespace Solidarity.Domain.Sections.Surplus;

/// <summary>What happened to what was left in the funds of ended strikes.</summary>
[JsonDerivedType(typeof(SurplusSent), "section.surplus-sent.v1")]
[JsonDerivedType(typeof(SurplusSentAgain), "section.surplus-sent-again.v1")]
[JsonDerivedType(typeof(SurplusUnsent), "section.surplus-unsent.v1")]
[JsonDerivedType(typeof(SurplusLapsed), "section.surplus-lapsed.v1")]
[JsonDerivedType(typeof(SurplusWithdrawn), "section.surplus-withdrawn.v1")]
[JsonDerivedType(typeof(SurplusDelivered), "section.surplus-delivered.v1")]
[JsonDerivedType(typeof(SurplusMoved), "section.surplus-moved.v1")]
[JsonDerivedType(typeof(SurplusKept), "section.surplus-kept.v1")]
[JsonDerivedType(typeof(SurplusArrived), "section.surplus-arrived.v1")]
public abstract record SurplusEvent : SectionEvent
{
    private SurplusEvent() { }

    /// <summary>It was put on its way; the dispatch stands beside it.</summary>
    public sealed record SurplusSent(
        PledgeId Id, SurplusSum Sum, TransferId Transfer, string Authority, DateTimeOffset At) : SurplusEvent, IAct
    {
        DoneAct? IAct.Done => new(SurplusRules.ActOf(Sum, Authority), At);
    }

    /// <summary>It was put on its way once more; the dispatch stands beside it.</summary>
    public sealed record SurplusSentAgain(PledgeId Id, TransferId Transfer, int Run) : SurplusEvent;

    /// <summary>The transfer ended without delivery.</summary>
    /// <param name="Left">What is in the fund again.</param>
    /// <param name="AgainAt">When it is sent again by itself; null: it is not, and stays in the fund.</param>
    public sealed record SurplusUnsent(
        PledgeId Id, Amount Left, string Reason, DateTimeOffset? AgainAt = null) : SurplusEvent;

    /// <summary>It waited to be sent again, and could not be when its time came.</summary>
    public sealed record SurplusLapsed(PledgeId Id, string Reason) : SurplusEvent;

    /// <summary>It waited to be sent again, and is not any more, as the section's people say.</summary>
    public sealed record SurplusWithdrawn(PledgeId Id, string Reason) : SurplusEvent;

    public sealed record SurplusDelivered(PledgeId Id, Amount Delivered) : SurplusEvent;

    /// <summary>It was passed on to another strike of this section, in the same book.</summary>
    public sealed record SurplusMoved(
        PledgeId Id, SurplusSum Sum, string Authority, DateTimeOffset At, LedgerEntry Entry)
        : SurplusEvent, IBooking, IAct
    {
        DoneAct? IAct.Done => new(SurplusRules.ActOf(Sum, Authority), At);
    }

    /// <summary>The fund was closed, or a part of it, to the section's own treasury.</summary>
    public sealed record SurplusKept(
        StrikeId Strike, Amount Amount, string Authority, DateTimeOffset At, LedgerEntry Entry)
        : SurplusEvent, IBooking, IAct
    {
        DoneAct? IAct.Done => new(new Act.SurplusKeeping(Strike, Amount, Authority), At);
    }

    /// <summary>What another section's strike had left has come back to this one, which had given.</summary>
    /// <param name="Passed">As in <see cref="OwnStrikes.OwnStrikeEvent.AidArrived"/>.</param>
    /// <param name="Owed">As in <see cref="OwnStrikes.OwnStrikeEvent.AidArrived"/>.</param>
    public sealed record SurplusArrived(
        HopKey Key, Address From, Purpose.ToDonor Delivery, Amount Amount, ImmutableArray<DateTimeOffset> Passed,
        bool? Owed, LedgerEntry Entry) : SurplusEvent, IBooking;
}

internal static class SurplusEvolution
{
    public static Section Evolve(Section state, SurplusEvent @event) => @event switch
    {
        SurplusSent e => Sent(state, e.Id, e.Sum, new SentSurplus(
            e.Sum, e.Authority, AidState.Pledged, Runs: 1, e.Transfer)),
        SurplusMoved e => Sent(state, e.Id, e.Sum, new SentSurplus(e.Sum, e.Authority, AidState.Honoured)),
        SurplusSentAgain e => With(state, e.Id, sent => sent with
        {
            Runs = e.Run,
            Transfer = e.Transfer,
            AgainAt = null,
        }),
        SurplusUnsent { AgainAt: { } due } e => With(state, e.Id, sent => sent with
        {
            Transfer = null,
            Reason = e.Reason,
            AgainAt = due,
        }),
        SurplusUnsent e => Ended(state, e.Id, AidState.Lapsed, e.Reason),
        SurplusLapsed e => Ended(state, e.Id, AidState.Lapsed, e.Reason),
        SurplusWithdrawn e => Ended(state, e.Id, AidState.Withdrawn, e.Reason),
        SurplusDelivered e => Ended(state, e.Id, AidState.Honoured, ""),
        SurplusKept => state,
        SurplusArrived e => state with
        {
            Treasury = AcknowledgementRules.Owing(state.Treasury, e.Key, e.From, e.Owed),
        },
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static Section With(Section state, PledgeId id, Func<SentSurplus, SentSurplus> change) =>
        state with { Surplus = state.Surplus.With(id, change) };

    private static Section Ended(Section state, PledgeId id, AidState end, string reason) => With(state, id, sent =>
        sent with { State = end, Transfer = null, Reason = reason, AgainAt = null });

    private static Section Sent(Section state, PledgeId id, SurplusSum sum, SentSurplus sent) => state with
    {
        Surplus = new SectionSurplus(state.Surplus.Sent.Add(id, sent)),
        Promises = sum.To is { } other ? state.Promises.WithAid(other, 1) : state.Promises,
    };
}
