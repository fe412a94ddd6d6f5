using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryEvent;

namespace Solidarity.Domain.Sections.OwnTreasury;

/// <summary>What a section decides when its treasury is spoken to: the treasury's own rules, and what follows from
/// them for strike funds, pledges and repayments.</summary>
internal static class ToTreasuryRules
{
    public static Decision<SectionEvent> Decide(Section state, TreasuryCommand command, DateTimeOffset at)
    {
        if (Arriving(state, command) is { DeliverAs: { } delivery } arriving
            && Deliver(state, arriving, delivery, at) is { } events)
            return command is QuarantineCommand.ConfirmClaim claim ? Confirm(state, claim, events, at) : events;
        if (command is CorridorCommand.OfferCorridor offer && CheckOffer(state, offer) is { } no)
            return no;
        var decision = TreasuryDecider.Decide(
            state.Id, state.Treasury, command, at,
            other => other.IsFederation && state.Affiliations.Federations.ContainsKey(other.Federation));
        if (decision.Refusal is { } refusal)
            return refusal;
        if (decision.IsRedundant)
            return decision.Select(SectionEvent (e) => new OfTreasury(e));
        ImmutableArray<SectionEvent> all =
        [
            .. decision.Events.SelectMany(e =>
                (SectionEvent[])[new OfTreasury(e), .. Consequences(state, command, e, at)]),
        ];
        return all;
    }

    private static Decision<SectionEvent> Confirm(
        Section state, QuarantineCommand.ConfirmClaim claim, ImmutableArray<SectionEvent> events, DateTimeOffset at)
    {
        var confirmed = ManualSettlementRules.Confirmed(state.Id, state.Treasury, claim, at);
        return confirmed.Refusal is { } refusal
            ? refusal
            : events.InsertRange(0, confirmed.Events.Select(e => new OfTreasury(e)));
    }

    // A claim arrives when the owner confirms it.
    private static HopCommand.TakeIn? Arriving(Section state, TreasuryCommand command) => command switch
    {
        HopCommand.TakeIn c => state.Treasury.Quarantines.ContainsKey(c.Hop.From)
            || ManualSettlementRules.WaitsFor(state.Treasury.Corridors, c.Hop, back: false) is not null ? null : c,
        QuarantineCommand.ConfirmClaim c when state.Treasury.Claims.TryGetValue(c.Key, out var claim) =>
            QuarantineRules.ComingIn(c.Key, claim) as HopCommand.TakeIn,
        _ => null,
    };

    private static Refusal? CheckOffer(Section state, CorridorCommand.OfferCorridor offer) =>
        state.Profile.Currencies.Contains(offer.Corridor.Given)
            ? null
            : SectionRefusals.CurrencyLacking(state, offer.Corridor.Given);

    /// <summary>Puts arriving money where it is meant to go; null where this section has no such place, and the money
    /// is only passing.</summary>
    private static ImmutableArray<SectionEvent>? Deliver(
        Section state, HopCommand.TakeIn command, Purpose delivery, DateTimeOffset at)
    {
        var (from, amount) = (command.Hop.From, command.Hop.Arrives);
        ImmutableArray<DateTimeOffset> passed = [.. command.Passed, at];
        var mayWait = AcknowledgementRules.MayWait(command.Key, command.Hop);
        bool? owed = mayWait ? true : null;
        var putOff = (mayWait ? AcknowledgementRules.PutOff(state.Treasury, at) : [])
            .Select(SectionEvent (e) => new OfTreasury(e));
        switch (delivery)
        {
            case Purpose.ToStrikeFund fund
                when state.Strikes.Declared.ContainsKey(fund.Strike)
                    && state.Profile.Currencies.Contains(amount.Currency):
                var arrived = new OwnStrikeEvent.AidArrived(command.Key, from, fund, amount, passed, owed,
                    LedgerEntry.Move(amount, Account.From(from), Account.StrikeFund(fund.Strike)));
                return fund.Kind == AidKind.Loan
                    ? [arrived, LoanRules.Taken(fund.Aid, fund.Strike, amount), .. putOff]
                    : [arrived, .. putOff];
            case Purpose.ToLender lender when LoanRules.IsOwed(state, lender.Aid, amount.Currency):
                return [LoanRules.Arrived(state, command.Key, from, lender, amount, passed, owed), .. putOff];
            case Purpose.ToDonor donor when state.Profile.Currencies.Contains(amount.Currency):
                return [SurplusRules.Arrived(command.Key, from, donor, amount, passed, owed), .. putOff];
            default:
                return null;
        }
    }

    private static IEnumerable<SectionEvent> Consequences(
        Section state, TreasuryCommand command, TreasuryEvent @event, DateTimeOffset at) =>
        @event switch
        {
            HopEvent.Recalled e => [Unsent(state, e, command as HopCommand.LearnEnd, at)],
            HopEvent.Concluded e => [Arrived(state, state.Treasury.Transfers.Dispatches[e.Transfer], command)],
            _ => [],
        };

    private static SectionEvent Unsent(
        Section state, HopEvent.Recalled recalled, HopCommand.LearnEnd? end, DateTimeOffset at)
    {
        var dispatch = state.Treasury.Transfers.Dispatches[recalled.Transfer];
        var posting = recalled.Entry.Postings.First(p => p.Account == dispatch.Source);
        var left = new Amount(posting.Minor, posting.Currency);
        var reason = end?.Reason ?? InEnglish("the money came back");
        return dispatch.Delivery switch
        {
            Purpose.ToLender d => Repayment(d.Repayment),
            Purpose.ToDonor d => Surplus(d.Return),
            Purpose.ToStrikeFund { Kind: AidKind.RedirectedRepayment } d => Repayment(d.Aid.Id),
            Purpose.ToStrikeFund { Kind: AidKind.Surplus } d => Surplus(d.Aid.Id),
            Purpose.ToStrikeFund d =>
                new PledgeEvent.PledgeUnsent(d.Aid.Id, left, reason, RetrySchedule.Next(end, d.Run, at)),
            _ => throw new UnreachableException($"delivery {dispatch.Delivery.GetType().Name}"),
        };

        LoanEvent.RepaymentUnsent Repayment(PledgeId id) =>
            new(id, left, reason, RetrySchedule.Next(end, state.Loans.Repayments[id].Runs, at));

        SurplusEvent.SurplusUnsent Surplus(PledgeId id) =>
            new(id, left, reason, RetrySchedule.Next(end, state.Surplus.Sent[id].Runs, at));
    }

    private static SectionEvent Arrived(Section state, Dispatch dispatch, TreasuryCommand command)
    {
        var delivered = ((HopCommand.LearnEnd)command).Delivered!.Value;
        return dispatch.Delivery switch
        {
            Purpose.ToLender d => LoanRules.Reduced(state, d.Repayment, delivered),
            Purpose.ToDonor d => new SurplusEvent.SurplusDelivered(d.Return, delivered),
            Purpose.ToStrikeFund { Kind: AidKind.Surplus } d =>
                new SurplusEvent.SurplusDelivered(d.Aid.Id, delivered),
            Purpose.ToStrikeFund { Kind: AidKind.RedirectedRepayment } d =>
                LoanRules.Reduced(state, d.Aid.Id, delivered),
            Purpose.ToStrikeFund d => new PledgeEvent.PledgeHonoured(d.Aid.Id, delivered, d.Kind == AidKind.Loan
                ? LedgerEntry.Move(delivered, Account.Loans, Account.Lent)
                : null),
            _ => throw new UnreachableException($"delivery {dispatch.Delivery.GetType().Name}"),
        };
    }
}
