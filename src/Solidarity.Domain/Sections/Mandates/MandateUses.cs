using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Sections.Tranches;

namespace Solidarity.Domain.Sections.Mandates;

/// <summary>
/// How the acts of a section use its mandates up, folded from their own events. What is promised or on its way is held:
/// it uses the ceiling up, and comes back when it is set free and no money has left. Money that left stays used, also
/// where the entry is reversed later: whoever holds a mandate could have more by reversing what was right.
/// </summary>
internal static class MandateUses
{
    /// <param name="before">The section as it was before the event.</param>
    public static SectionHouse Evolve(SectionHouse house, Section before, SectionEvent @event) => @event switch
    {
        PledgeEvent e => OfPledge(house, before, e),
        TrancheEvent e => OfTranches(house, before, e),
        LoanEvent e => OfRepayment(house, e),
        SurplusEvent e => OfSurplus(house, e),
        OwnTreasuryEvent.PaidOut e => house.Spent(e.Authority, e.Amount, e.At),
        OwnTreasuryEvent.DuesPaid e => house.Spent(e.Authority, e.Amount, e.At),
        OwnStrikeEvent.StrikePayPaid e => house.Spent(e.Authority, e.Amount, e.At),
        _ => house,
    };

    private static SectionHouse OfPledge(SectionHouse house, Section before, PledgeEvent @event) => @event switch
    {
        // A tranche's sum was held when its series was promised.
        PledgeEvent.Pledged { At: null, Amount: { } each } e =>
            TrancheIds.SeriesOf(e.Pledge) is { } series ? house.Passed(series, e.Pledge, each) : house,
        PledgeEvent.Pledged { Amount: { } amount, At: { } at } e => house.Held(e.Authority, e.Pledge, amount, at),
        PledgeEvent.PledgeSent { Authority: { } authority, At: { } at } e => house.Held(
            authority, e.Pledge, before.Promises.Pledges[e.Pledge].Amount!.Value, at),
        PledgeEvent.PledgeDivided e => e.Parts.Where(part => part.Pledge != e.Pledge)
            .Aggregate(house, (now, part) => now.Passed(e.Pledge, part.Pledge, part.Amount)),
        PledgeEvent.PledgeUnsent e => house.Lessened(e.Pledge, e.Left),
        PledgeEvent.PledgeHonoured e => house.Gone(e.Pledge),
        PledgeEvent.PledgeWithdrawn e => house.SetFree(e.Pledge, null),
        PledgeEvent.PledgeLapsed e => house.SetFree(e.Pledge, null),
        _ => house,
    };

    private static SectionHouse OfTranches(SectionHouse house, Section before, TrancheEvent @event) => @event switch
    {
        TrancheEvent.TranchesPromised e => house.Held(
            e.Authority, e.Pledge, e.Each with { Minor = e.Each.Minor * e.Count }, e.At),
        TrancheEvent.TrancheMissed e => house.SetFree(e.Pledge, before.Promises.Tranches[e.Pledge].Each),
        TrancheEvent.TranchesEnded e => house.SetFree(e.Pledge, null),
        _ => house,
    };

    private static SectionHouse OfRepayment(SectionHouse house, LoanEvent @event) => @event switch
    {
        LoanEvent.RepaidOutside e => house.Spent(e.Authority, e.Amount, e.At),
        LoanEvent.RepaymentSent e => house.Held(e.Authority, e.Repayment, e.Amount, e.At),
        // While it waits to be sent again it is held, or another act could use the ceiling up before it goes.
        LoanEvent.RepaymentUnsent { AgainAt: null } e => house.SetFree(e.Repayment, e.Left).Gone(e.Repayment),
        LoanEvent.RepaymentLapsed e => house.SetFree(e.Repayment, null),
        LoanEvent.RepaymentWithdrawn e => house.SetFree(e.Repayment, null),
        LoanEvent.LoanReduced e => house.Gone(e.Repayment),
        _ => house,
    };

    private static SectionHouse OfSurplus(SectionHouse house, SurplusEvent @event) => @event switch
    {
        SurplusEvent.SurplusKept e => house.Spent(e.Authority, e.Amount, e.At),
        SurplusEvent.SurplusMoved e => house.Spent(e.Authority, e.Sum.Amount, e.At),
        SurplusEvent.SurplusSent e => house.Held(e.Authority, e.Id, e.Sum.Amount, e.At),
        SurplusEvent.SurplusUnsent { AgainAt: null } e => house.SetFree(e.Id, e.Left).Gone(e.Id),
        SurplusEvent.SurplusLapsed e => house.SetFree(e.Id, null),
        SurplusEvent.SurplusWithdrawn e => house.SetFree(e.Id, null),
        SurplusEvent.SurplusDelivered e => house.Gone(e.Id),
        _ => house,
    };

    // A text of before there were mandates may look as if it named one.
    private static SectionHouse Spent(this SectionHouse house, string? authority, Amount amount, DateTimeOffset at) =>
        Authority.MandateOf(authority) is { } id && house.Mandates.Granted.TryGetValue(id, out var mandate)
            ? house.With(id, mandate.With(amount, house.Now(at)))
            : house;

    private static SectionHouse Held(
        this SectionHouse house, string? authority, PledgeId about, Amount amount, DateTimeOffset at)
    {
        if (Authority.MandateOf(authority) is not { } id
            || !house.Mandates.Granted.TryGetValue(id, out var mandate))
            return house;
        if (house.Mandates.Holds.TryGetValue(about, out var known))
        {
            // Sent again under the same mandate: it is held already. Under another one it is that one's from here on.
            if (known.Mandate == id)
                return house;
            house = house.SetFree(about, null);
        }
        mandate = mandate.With(amount, house.Now(at));
        return house.With(id, mandate).With(about, new MandateHold(id, amount, mandate.Period));
    }

    /// <summary>A part of what is held for one thing is held for another.</summary>
    private static SectionHouse Passed(this SectionHouse house, PledgeId from, PledgeId to, Amount amount)
    {
        if (!house.Mandates.Holds.TryGetValue(from, out var hold))
            return house;
        var part = Math.Min(hold.Amount.Minor, amount.Minor);
        return house.With(from, Less(hold, part)).With(to, hold with { Amount = amount with { Minor = part } });
    }

    /// <summary>Only so much of it is left; the rest has gone, in fees.</summary>
    private static SectionHouse Lessened(this SectionHouse house, PledgeId about, Amount left) =>
        house.Mandates.Holds.TryGetValue(about, out var hold) && left.Minor < hold.Amount.Minor
            ? house.With(about, left.Minor > 0 ? hold with { Amount = left } : null)
            : house;

    /// <summary>It has left: what it used stays used.</summary>
    private static SectionHouse Gone(this SectionHouse house, PledgeId about) => house.With(about, null);

    /// <param name="amount">Null: all that is held for it.</param>
    private static SectionHouse SetFree(this SectionHouse house, PledgeId about, Amount? amount)
    {
        if (!house.Mandates.Holds.TryGetValue(about, out var hold))
            return house;
        var free = Math.Min(hold.Amount.Minor, amount?.Minor ?? hold.Amount.Minor);
        return house
            .With(hold.Mandate, house.Mandates.Granted[hold.Mandate].Without(
                hold.Amount with { Minor = free }, hold.Period))
            .With(about, Less(hold, free));
    }

    private static MandateHold? Less(MandateHold hold, long minor) => hold.Amount.Minor > minor
        ? hold with { Amount = hold.Amount with { Minor = hold.Amount.Minor - minor } }
        : null;

    private static SectionHouse With(this SectionHouse house, MandateId id, Mandate mandate) => house with
    {
        Mandates = house.Mandates with { Granted = house.Mandates.Granted.SetItem(id, mandate) },
    };

    private static SectionHouse With(this SectionHouse house, PledgeId about, MandateHold? hold) => house with
    {
        Mandates = house.Mandates with
        {
            Holds = hold is null ? house.Mandates.Holds.Remove(about) : house.Mandates.Holds.SetItem(about, hold),
        },
    };
}
