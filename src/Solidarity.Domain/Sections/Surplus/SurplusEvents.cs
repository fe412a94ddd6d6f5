using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.Surplus.SurplusEvent;

namespace Solidarity.Domain.Sections.Surplus;

/// <summary>What happened to what was left in the funds of ended strikes.</summary>
[JsonDerivedType(typeof(SurplusSent), "section.surplus-sent.v1")]
[JsonDerivedType(typeof(SurplusUnsent), "section.surplus-unsent.v1")]
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

    /// <summary>The transfer ended without delivery.</summary>
    /// <param name="Left">What is in the fund again.</param>
    public sealed record SurplusUnsent(PledgeId Id, Amount Left, string Reason) : SurplusEvent;

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
        SurplusSent e => Sent(state, e.Id, e.Sum),
        SurplusMoved e => Sent(state, e.Id, e.Sum),
        SurplusUnsent or SurplusDelivered or SurplusKept => state,
        SurplusArrived e => state with
        {
            Treasury = AcknowledgementRules.Owing(state.Treasury, e.Key, e.From, e.Owed),
        },
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static Section Sent(Section state, PledgeId id, SurplusSum sum) => state with
    {
        Surplus = new SectionSurplus(state.Surplus.Sent.Add(id, sum)),
        Promises = sum.To is { } other ? state.Promises.WithAid(other, 1) : state.Promises,
    };
}
