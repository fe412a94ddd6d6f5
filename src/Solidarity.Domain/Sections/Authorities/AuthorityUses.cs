using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Sections.Tranches;

namespace Solidarity.Domain.Sections.Authorities;

/// <summary>
/// How the acts of a section use its mandates and the decisions of its assembly up, folded from their own events. What
/// is promised or on its way is held: it uses the ceiling up, and comes back when it is set free and no money has left.
/// Money that left stays used, also where the entry is reversed later: whoever acts under a mandate could have more by
/// reversing what was right.
/// </summary>
internal static class AuthorityUses
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
        OwnStrikeEvent.StrikeDeclared e => house.Done(e.Authority),
        OwnStrikeEvent.StrikeEnded e => house.Done(e.Authority),
        AffiliationEvent.AffiliationAsked e => house.Done(e.Authority),
        AffiliationEvent.AffiliationEnded e => house.Done(e.Authority),
        StatutesEvent.StatutesAdopted e => house.Done(e.Adopted.Authority),
        MandateEvent.MandateGranted e => house.Done(e.Authority),
        MandateEvent.MandateRecalled e => house.Done(e.Authority),
        _ => house,
    };

    private static SectionHouse OfPledge(SectionHouse house, Section before, PledgeEvent @event) => @event switch
    {
        // A tranche's sum was held when its series was promised.
        PledgeEvent.Pledged { At: null, Amount: { } each } e =>
            TrancheIds.SeriesOf(e.Pledge) is { } series ? house.Passed(series, e.Pledge, each) : house,
        PledgeEvent.Pledged { Amount: { } amount, At: { } at } e => house.Held(e.Authority, e.Pledge, amount, at),
        PledgeEvent.Pledged { Amount: null } e => house.Done(e.Authority),
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

    private static SectionHouse Spent(this SectionHouse house, string? text, Amount amount, DateTimeOffset at) =>
        house.Known(text) switch
        {
            { Mandate: { } id } => house.With(id, house.Mandates.Granted[id].With(amount, house.Now(at))),
            { Decision: { } id } => house.With(id, house.Questions.Opened[id].With(amount)),
            _ => house,
        };

    /// <summary>An act without a sum. None rests on a mandate.</summary>
    private static SectionHouse Done(this SectionHouse house, string? text) =>
        house.Known(text).Decision is { } id ? house.With(id, house.Questions.Opened[id].With(null)) : house;

    private static SectionHouse Held(
        this SectionHouse house, string? text, PledgeId about, Amount amount, DateTimeOffset at)
    {
        var authority = house.Known(text);
        if (authority is { Mandate: null, Decision: null })
            return house;
        if (house.Holds.TryGetValue(about, out var known))
        {
            // Sent again under the same authority: it is held already. Under another one it is that one's from here on.
            if (known.Mandate == authority.Mandate && known.Decision == authority.Decision)
                return house;
            house = house.SetFree(about, null);
        }
        house = house.Spent(text, amount, at);
        var period = authority.Mandate is { } id ? house.Mandates.Granted[id].Period : 0;
        return house.With(about, new AuthorityHold(authority.Mandate, authority.Decision, amount, period));
    }

    /// <summary>What a text names of what there is: a text of before there were mandates and questions may look as if
    /// it named one.</summary>
    private static Authority Known(this SectionHouse house, string? text)
    {
        var authority = Authority.Read(text, out _);
        return authority switch
        {
            { Mandate: { } id } when house.Mandates.Granted.ContainsKey(id) => authority,
            { Decision: { } id } when house.Questions.Opened.ContainsKey(id) => authority,
            _ => new Authority(null, null, authority.Text),
        };
    }

    /// <summary>A part of what is held for one thing is held for another.</summary>
    private static SectionHouse Passed(this SectionHouse house, PledgeId from, PledgeId to, Amount amount)
    {
        if (!house.Holds.TryGetValue(from, out var hold))
            return house;
        var part = Math.Min(hold.Amount.Minor, amount.Minor);
        return house.With(from, Less(hold, part)).With(to, hold with { Amount = amount with { Minor = part } });
    }

    /// <summary>Only so much of it is left; the rest has gone, in fees.</summary>
    private static SectionHouse Lessened(this SectionHouse house, PledgeId about, Amount left) =>
        house.Holds.TryGetValue(about, out var hold) && left.Minor < hold.Amount.Minor
            ? house.With(about, left.Minor > 0 ? hold with { Amount = left } : null)
            : house;

    /// <summary>It has left: what it used stays used.</summary>
    private static SectionHouse Gone(this SectionHouse house, PledgeId about) => house.With(about, null);

    /// <param name="amount">Null: all that is held for it.</param>
    private static SectionHouse SetFree(this SectionHouse house, PledgeId about, Amount? amount)
    {
        if (!house.Holds.TryGetValue(about, out var hold))
            return house;
        var free = hold.Amount with { Minor = Math.Min(hold.Amount.Minor, amount?.Minor ?? hold.Amount.Minor) };
        house = hold switch
        {
            { Mandate: { } id } => house.With(id, house.Mandates.Granted[id].Without(free, hold.Period)),
            { Decision: { } id } => house.With(id, house.Questions.Opened[id].Without(free)),
            _ => throw new UnreachableException($"a hold for {about} under nothing"),
        };
        return house.With(about, Less(hold, free.Minor));
    }

    private static AuthorityHold? Less(AuthorityHold hold, long minor) => hold.Amount.Minor > minor
        ? hold with { Amount = hold.Amount with { Minor = hold.Amount.Minor - minor } }
        : null;

    private static SectionHouse With(this SectionHouse house, MandateId id, Mandate mandate) => house with
    {
        Mandates = house.Mandates with { Granted = house.Mandates.Granted.SetItem(id, mandate) },
    };

    private static SectionHouse With(this SectionHouse house, QuestionId id, Question question) => house with
    {
        Questions = house.Questions with { Opened = house.Questions.Opened.SetItem(id, question) },
    };

    private static SectionHouse With(this SectionHouse house, PledgeId about, AuthorityHold? hold) => house with
    {
        Holds = hold is null ? house.Holds.Remove(about) : house.Holds.SetItem(about, hold),
    };
}
