using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.Quarantines;
using static Solidarity.Domain.Treasuries.Holds.HoldEvent;
using static Solidarity.Domain.Treasuries.Hops.HopCommand;
using static Solidarity.Domain.Treasuries.Hops.HopEvent;
using static Solidarity.Domain.Treasuries.ManualSettlement.ManualSettlementCommand;
using static Solidarity.Domain.Treasuries.ManualSettlement.ManualSettlementEvent;
using static Solidarity.Domain.Treasuries.Quarantines.QuarantineCommand;
using static Solidarity.Domain.Treasuries.Quarantines.QuarantineEvent;

namespace Solidarity.Domain.Treasuries.ManualSettlement;

/// <summary>
/// Corridors that people settle: by wire, by a courier with cash, in kind, or as the two treasurers agree. What is to
/// be sent over one is marked (<see cref="Leave"/>), and is sent once the giving treasurer says that it was handed
/// over, with a receipt; the receiving end books it once its own treasurer says that it is there, with a receipt too
/// (<see cref="WaitsFor"/>; the claim that waits for that is the one that quarantines have). Each end's book changes
/// by what its own treasurer says alone, so whatever is said late, twice or never, the money stands in one book or
/// between the two. Nobody waits for those who wait: a treasury decides everything else meanwhile.
/// </summary>
internal static class ManualSettlementRules
{
    private static readonly Decision<TreasuryEvent> Nothing = Decision<TreasuryEvent>.Nothing;

    public static Decision<TreasuryEvent> Decide(
        Address self, Treasury state, ManualSettlementCommand command, DateTimeOffset at) => command switch
        {
            ConfirmSettlement c => HandedOver(self, state, c, at),
            DeclineSettlement c => Declined(self, state, c),
            _ => throw new UnreachableException($"manual settlement command {command.GetType().Name}"),
        };

    public static ImmutableSortedDictionary<HopKey, PendingSettlement> Evolve(
        ImmutableSortedDictionary<HopKey, PendingSettlement> state, ManualSettlementEvent @event) => @event switch
        {
            SettlementAsked e => state.Add(
                e.Key, new PendingSettlement(e.Hop, e.DeliverAs, e.Amount, e.Back, e.At, e.Until, e.Onward)),
            _ => throw new UnreachableException($"manual settlement event {@event.GetType().Name}"),
        };

    /// <summary>"Send this hop now": as <see cref="Leave"/>, for a whole decision; nothing where it waits already.
    /// </summary>
    public static Decision<TreasuryEvent> Send(
        Treasury state, HopKey key, Func<Decision<TreasuryEvent>> decide)
    {
        if (state.PendingSettlements.ContainsKey(key))
            return Nothing;
        var decision = decide();
        return decision.Events is [var only] ? Leave(state, only) : decision;
    }

    /// <summary>What happens where money would leave now: the sending itself, or the mark that somebody has to hand it
    /// over; any other event is given back as it is.</summary>
    private static TreasuryEvent Leave(Treasury state, TreasuryEvent sent)
    {
        var asked = sent switch
        {
            HopSent { Hop.SettledBy: not null } e => new SettlementAsked(
                e.Key, e.Hop, e.DeliverAs, e.Hop.Arrives, Back: false, e.At, Until(state, e.Key), e.Onward),
            SentBack { Hop.SettledBy: not null } e => new SettlementAsked(
                e.Key, e.Hop, DeliverAs: null, e.Amount, Back: true, e.At, Until: null),
            _ => null,
        };
        return asked ?? sent;
    }

    /// <summary>How what comes in over a hop is settled, where it waits for its owner; null where it is to be
    /// booked. By what its sender says, and by what this end has agreed to, whatever the sender says.</summary>
    /// <param name="back">It had gone out over the hop.</param>
    public static Settlement? WaitsFor(TreasuryCorridors corridors, Hop hop, bool back)
    {
        if (hop.SettledBy is not null)
            return hop.SettledBy;
        if (back)
            return corridors.Out.GetValueOrDefault(hop.Corridor) is { Status: CorridorStatus.Open } corridor
                ? corridor.Terms.SettledBy
                : null;
        return corridors.Offers.GetValueOrDefault(hop.Corridor with { Neighbour = hop.From }) is { Agreed: true } offer
            ? offer.Terms.SettledBy
            : null;
    }

    /// <summary>The owner confirms what a neighbour says that it has sent; where people settle it, with a receipt.
    /// </summary>
    public static Decision<TreasuryEvent> Confirmed(
        Address self, Treasury state, ConfirmClaim command, DateTimeOffset at)
    {
        if (command.Receipt is not null && CheckReceipt(command.Receipt, null) is { } no)
            return no;
        if (!state.Claims.TryGetValue(command.Key, out var claim))
            return QuarantineRefusals.NoClaim(self, command.Key);
        if (command.Receipt is null)
            return claim.SettledBy is null
                ? new ClaimConfirmed(command.Key)
                : ManualSettlementRefusals.ReceiptMissing(self, command.Key, claim);
        return new ClaimConfirmed(command.Key, new Receipt(command.Receipt, Goods: null, at), claim.Back);
    }

    /// <summary>What waits to be handed over to a neighbour that is quarantined now is not handed over any more. What
    /// has a hold is seen to with its hold.</summary>
    public static IEnumerable<TreasuryEvent> Cleared(Treasury state, Address neighbour, string reason) =>
        state.PendingSettlements.Where(waiting => waiting.Value.Back && waiting.Value.To == neighbour)
            .Select(waiting => (TreasuryEvent)new HopRefused(waiting.Key, reason));

    /// <summary>"by wire".</summary>
    public static Wording InWords(Settlement by) => by switch
    {
        Settlement.Treasurers => Wording.Of("from treasurer to treasurer"),
        Settlement.Wire => "by wire",
        Settlement.Courier => "by courier",
        Settlement.InKind => "in kind",
        _ => throw new UnreachableException($"settlement {by}"),
    };

    /// <summary>The treasurer says that the money was handed over: it is sent.</summary>
    private static Decision<TreasuryEvent> HandedOver(
        Address self, Treasury state, ConfirmSettlement command, DateTimeOffset at)
    {
        if (CheckReceipt(command.Receipt, command.Goods) is { } no)
            return no;
        if (!state.PendingSettlements.TryGetValue(command.Key, out var waiting))
            return ManualSettlementRefusals.NothingPending(self, command.Key);
        if (waiting.Hop.SettledBy == Settlement.InKind && string.IsNullOrWhiteSpace(command.Goods))
            return ManualSettlementRefusals.GoodsMissing(self, command.Key);
        if (QuarantineRules.WhyNotTo(self, state, waiting.To) is { } quarantined)
            return ManualSettlementRefusals.TooLate(self, command.Key, quarantined);
        var decision = waiting.Back
            ? HopRules.SendBack(self, state, new SendBack(command.Key, waiting.Hop), at)
            : HopRules.Send(self, state, new SendHop(command.Key, waiting.DeliverAs, waiting.Onward), at);
        var receipt = new Receipt(command.Receipt, Given(command.Goods), at);
        return decision.Events switch
        {
            [HopSent e] => e with { Receipt = receipt },
            [SentBack e] => e with { Receipt = receipt },
            [HopRefused e] => ManualSettlementRefusals.TooLate(self, command.Key, Wording.Verbatim(e.Reason)),
            _ => throw new UnreachableException($"a hand-over of {self} was decided as {decision}"),
        };
    }

    /// <summary>The treasurer says that the money cannot be handed over: the hop is refused.</summary>
    private static Decision<TreasuryEvent> Declined(Address self, Treasury state, DeclineSettlement command)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax) is { } no)
            return no;
        if (!state.PendingSettlements.TryGetValue(command.Key, out var waiting))
            return ManualSettlementRefusals.NothingPending(self, command.Key);
        var reason = InEnglish($"{self} cannot hand the money over: {command.Reason}");
        return waiting.Back
            ? new HopRefused(command.Key, reason)
            : new HopReleased(command.Key, Expired: false, reason);
    }

    private static Refusal? CheckReceipt(string receipt, string? goods) =>
        Texts.Check("receipt", receipt, Receipt.TextCharsMax)
        ?? Texts.Check("goods", goods, Receipt.TextCharsMax, required: false);

    private static string? Given(string? goods) => string.IsNullOrWhiteSpace(goods) ? null : goods;

    // From then on Send refuses.
    private static DateTimeOffset? Until(Treasury state, HopKey key) =>
        state.Holds.ByHop[key].Expires.AddMinutes(-TreasuryHolds.ClockSkewMinutes);
}

/// <summary>The refusals about money that people hand over.</summary>
internal static class ManualSettlementRefusals
{
    public static Refusal NothingPending(Address self, HopKey key) => Refusal.Of(
        RefusalKind.NotFound, "UNKNOWN_HAND_OVER",
        $"{self} has nothing to hand over for hop {key.Hop + 1} of plan {key.Plan} of transfer {key.Transfer}: it was "
        + $"handed over or declined already, its hold has expired, or it never was to be. Nothing was booked; if money "
        + $"was given all the same, have it given back.",
        ("body", self), ("transfer", key.Transfer));

    public static Refusal TooLate(Address self, HopKey key, Wording reason) => Refusal.Of(
        RefusalKind.FailedPrecondition, "HAND_OVER_TOO_LATE",
        $"what {self} was to hand over for transfer {key.Transfer} is not to go any more: {reason}. Nothing was "
        + $"booked; if money was given all the same, have it given back.",
        ("body", self), ("transfer", key.Transfer));

    public static Refusal GoodsMissing(Address self, HopKey key) => Refusal.Of(
        RefusalKind.FailedPrecondition, "GOODS_MISSING",
        $"the corridor of this hop of transfer {key.Transfer} is settled in kind: say what {self} has given.",
        ("body", self), ("transfer", key.Transfer));

    public static Refusal ReceiptMissing(Address self, HopKey key, Claim claim) => Refusal.Of(
        RefusalKind.FailedPrecondition, "RECEIPT_MISSING",
        $"what {claim.From} says it has sent {self} for transfer {key.Transfer} comes "
        + $"{ManualSettlementRules.InWords(claim.SettledBy!.Value)}: confirm it with a receipt.",
        ("body", self), ("transfer", key.Transfer));
}
