using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;
using static Solidarity.Domain.Treasuries.Holds.HoldEvent;
using static Solidarity.Domain.Treasuries.Hops.HopCommand;
using static Solidarity.Domain.Treasuries.Quarantines.QuarantineCommand;
using static Solidarity.Domain.Treasuries.Quarantines.QuarantineEvent;

namespace Solidarity.Domain.Treasuries.Quarantines;

/// <summary>
/// Quarantine: a treasury decides, for its own corridors only, that a neighbour is seized or silent. From then on it
/// sends nothing there; it releases its holds towards it and tells their transfers, which look for another way; it
/// marks what it has sent there and is not acknowledged, whose transfers are stuck until it is; and what the
/// neighbour says that it has sent is a claim, booked only once the owner has confirmed it; so is what comes over a
/// corridor that people settle, whoever sends it (<see cref="ManualSettlementRules"/>). The sender's book has the
/// money as sent in any case and this one has it only when it is received, so it stands between the two, and is neither
/// lost nor made twice.
/// </summary>
internal static class QuarantineRules
{
    private static readonly Decision<TreasuryEvent> Nothing = Decision<TreasuryEvent>.Nothing;

    public static Decision<TreasuryEvent> Decide(
        Address self, Treasury state, QuarantineCommand command, DateTimeOffset at) => command switch
        {
            QuarantineNeighbour c => Begin(self, state, c, at),
            LiftQuarantine c => Lift(self, state, c.Neighbour),
            ClearQuarantined c => Clear(self, state, c.Neighbour),
            ConfirmClaim c => Confirm(self, state, c, at),
            RejectClaim c => Reject(self, state, c, at),
            _ => throw new UnreachableException($"quarantine command {command.GetType().Name}"),
        };

    public static Treasury Evolve(Treasury state, QuarantineEvent @event) => @event switch
    {
        Quarantined e => state with
        {
            Quarantines = state.Quarantines.Add(e.Neighbour, new Quarantine(e.Reason, e.At)),
        },
        QuarantineCleared => state,
        QuarantineLifted e => state with { Quarantines = state.Quarantines.Remove(e.Neighbour) },
        SumDoubted e => state with
        {
            Transfers = state.Transfers with { Unacknowledged = Doubted(state.Transfers.Unacknowledged, e.Key) },
        },
        ClaimMarked e => state with
        {
            Claims = state.Claims.Add(e.Key, new Claim(
                e.Hop, e.DeliverAs, e.Amount, e.Back, e.Reason, e.At, Rejected: null, e.Onward, e.Passed,
                e.SettledBy, e.Receipt)),
        },
        ClaimConfirmed e => state with { Claims = state.Claims.Remove(e.Key) },
        ClaimRejected e => state with
        {
            Claims = state.Claims.SetItem(e.Key, state.Claims[e.Key] with { Rejected = e.Reason }),
        },
        _ => throw new UnreachableException($"quarantine event {@event.GetType().Name}"),
    };

    /// <summary>Why nothing goes to a neighbour, or null where it is not quarantined.</summary>
    public static Wording? WhyNotTo(Address self, Treasury state, Address neighbour) =>
        state.Quarantines.TryGetValue(neighbour, out var quarantine)
            ? Wording.Of($"{self} has quarantined {neighbour}: {quarantine.Reason}")
            : null;

    /// <summary>What comes from a quarantined neighbour, or over a corridor that people settle, as a claim; null where
    /// it is to be taken in.</summary>
    public static Decision<TreasuryEvent>? Mark(
        Address self, Treasury state, HopCommand command, DateTimeOffset at)
    {
        var (key, claim) = command switch
        {
            TakeIn c => (c.Key, new Claim(
                c.Hop, c.DeliverAs, c.Hop.Arrives, Back: false, "", at, Rejected: null, c.Onward, c.Passed,
                SettledBy: null, c.Receipt)),
            TakeBack c => (c.Key, new Claim(
                c.Hop, null, c.Amount, Back: true, "", at, Rejected: null, Receipt: c.Receipt)),
            _ => throw new UnreachableException($"{command.GetType().Name} brings no money"),
        };
        var distrusted = WhyNotTo(self, state, claim.From);
        var by = distrusted is null ? ManualSettlementRules.WaitsFor(state.Corridors, claim.Hop, claim.Back) : null;
        if (distrusted is null && by is null)
            return null;
        // However many there are: the money has left its sender, and this is the only record of it here.
        return new ClaimMarked(
            key, claim.Hop, claim.DeliverAs, claim.Amount, claim.Back,
            (distrusted ?? $"it comes {ManualSettlementRules.InWords(by!.Value)}").English, at, claim.Onward,
            claim.Passed, by, claim.Receipt);
    }

    private static Decision<TreasuryEvent> Begin(
        Address self, Treasury state, QuarantineNeighbour command, DateTimeOffset at)
    {
        var neighbour = command.Neighbour;
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax) is { } no)
            return no;
        if (state.Quarantines.TryGetValue(neighbour, out var known))
            return known.Reason == command.Reason
                ? Nothing
                : QuarantineRefusals.QuarantinedAlready(self, neighbour, known);
        if (!IsNeighbour(state, neighbour))
            return QuarantineRefusals.NoNeighbour(self, neighbour);
        if (state.Quarantines.Count >= Quarantine.QuarantinesMax)
            return CommonRefusals.LimitReached(nameof(Quarantine.QuarantinesMax), Quarantine.QuarantinesMax,
                $"{self} has quarantined too many neighbours");
        var begun = new Quarantined(neighbour, command.Reason, at);
        ImmutableArray<TreasuryEvent> all = [begun, .. Cleared(self, Evolve(state, begun), neighbour)];
        return all;
    }

    private static Decision<TreasuryEvent> Lift(Address self, Treasury state, Address neighbour) =>
        state.Quarantines.ContainsKey(neighbour)
            ? new QuarantineLifted(neighbour)
            : QuarantineRefusals.NotQuarantined(self, neighbour);

    /// <summary>Goes on where one entry was not enough; nothing once the quarantine is lifted.</summary>
    private static Decision<TreasuryEvent> Clear(Address self, Treasury state, Address neighbour) =>
        state.Quarantines.ContainsKey(neighbour) ? Cleared(self, state, neighbour) : Nothing;

    private static Decision<TreasuryEvent> Confirm(
        Address self, Treasury state, ConfirmClaim command, DateTimeOffset at)
    {
        var confirmed = ManualSettlementRules.Confirmed(self, state, command, at);
        if (confirmed.Refusal is not null)
            return confirmed;
        var booked = HopRules.ComeIn(self, state, ComingIn(command.Key, state.Claims[command.Key]), at);
        return confirmed.Events.AddRange(booked);
    }

    /// <summary>The message that a claim came by, to be decided now as if there were no quarantine.</summary>
    public static HopCommand ComingIn(HopKey key, Claim claim) => claim.Back
        ? new TakeBack(key, claim.Hop, claim.Amount)
        : new TakeIn(key, claim.Hop, claim.DeliverAs, claim.Passed!.Value, claim.Onward);

    private static Decision<TreasuryEvent> Reject(
        Address self, Treasury state, RejectClaim command, DateTimeOffset at)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax) is { } no)
            return no;
        if (!state.Claims.TryGetValue(command.Key, out var claim))
            return QuarantineRefusals.NoClaim(self, command.Key);
        if (claim.Rejected == command.Reason)
            return Nothing;
        return claim.SettledBy is null
            ? new ClaimRejected(command.Key, command.Reason, at)
            : new ClaimRejected(command.Key, command.Reason, at, claim.From, claim.Back);
    }

    private static ImmutableArray<TreasuryEvent> Cleared(Address self, Treasury state, Address neighbour)
    {
        const int max = Quarantine.ClearedMax;
        var reason = WhyNotTo(self, state, neighbour)!.English;
        var holds = state.Holds.ByHop.Where(hold => hold.Value.Hop.To == neighbour)
            .Select(hold => (TreasuryEvent)new HopReleased(hold.Key, Expired: false, reason));
        var sendings = state.Transfers.Unacknowledged
            .Where(sending => !sending.Value.Doubted && sending.Value.To == neighbour)
            .Select(sending => (TreasuryEvent)new SumDoubted(
                sending.Key, neighbour, sending.Value.Back, reason));
        var all = holds.Concat(ManualSettlementRules.Cleared(state, neighbour, reason)).Concat(sendings).Take(max + 1)
            .ToArray();
        return [.. all.Take(max), new QuarantineCleared(neighbour, More: all.Length > max)];
    }

    private static ImmutableSortedDictionary<HopKey, UnacknowledgedSum> Doubted(
        ImmutableSortedDictionary<HopKey, UnacknowledgedSum> sums, HopKey key) =>
        sums.SetItem(key, sums[key] with { Doubted = true });

    private static bool IsNeighbour(Treasury state, Address other) =>
        state.Corridors.Out.Keys.Any(corridor => corridor.Neighbour == other)
        || state.Corridors.Offers.Keys.Any(offer => offer.Neighbour == other)
        || state.Transfers.Unacknowledged.Values.Any(sending => sending.To == other);
}

/// <summary>The refusals about quarantines and claims.</summary>
internal static class QuarantineRefusals
{
    public static Refusal QuarantinedAlready(Address self, Address neighbour, Quarantine known) => Refusal.Of(
        RefusalKind.AlreadyExists, "QUARANTINED_ALREADY",
        $"{self} has quarantined {neighbour} already: {known.Reason}. To change the reason, lift it first.",
        ("body", self), ("neighbour", neighbour));

    public static Refusal NoNeighbour(Address self, Address other) => Refusal.Of(
        RefusalKind.FailedPrecondition, "NOT_A_NEIGHBOUR",
        $"{self} has no corridor to or from {other}: there is nothing between them to quarantine.",
        ("body", self), ("neighbour", other));

    public static Refusal NotQuarantined(Address self, Address neighbour) => Refusal.Of(
        RefusalKind.FailedPrecondition, "NOT_QUARANTINED",
        $"{self} has not quarantined {neighbour}: there is nothing to lift.",
        ("body", self), ("neighbour", neighbour));

    public static Refusal NoClaim(Address self, HopKey key) => Refusal.Of(RefusalKind.NotFound, "UNKNOWN_CLAIM",
        $"nothing that {self} was said to be sent over hop {key.Hop + 1} of plan {key.Plan} of transfer {key.Transfer} "
        + $"waits for its word: it was confirmed already, or never came.",
        ("body", self), ("transfer", key.Transfer));
}
