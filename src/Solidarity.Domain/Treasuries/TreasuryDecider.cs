using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using static Solidarity.Domain.Treasuries.TreasuryCommand;
using static Solidarity.Domain.Treasuries.TreasuryEvent;

namespace Solidarity.Domain.Treasuries;

/// <summary>
/// What a treasury decides. The messages of a transfer are never refused to the sender's face: the answer is an event
/// that tells the transfer, because nobody waits for it. Money that arrives is always booked.
/// </summary>
public static class TreasuryDecider
{
    /// <param name="isNear">Whether the owner is a member of that body, or the other way round; null: of none.</param>
    public static Decision<TreasuryEvent> Decide(
        Address self, Treasury state, TreasuryCommand command, DateTimeOffset at, Func<Address, bool>? isNear = null) =>
        command switch
        {
            OfferCorridor c => Offer(self, state, c),
            AgreeToCorridor c => Agree(self, state, c.Corridor),
            CloseCorridor c => Close(self, state, c.Corridor),
            WithdrawAgreement c => Withdraw(self, state, c.Corridor),
            LearnOffer c => OfferDecider.Learn(self, state, c, isNear ?? (_ => false), at),
            LearnAgreement c => LearnAgreement(state, c),
            LearnClosure c => LearnClosure(state, c),
            HoldHop c => Hold(self, state, c, at),
            ReleaseHop c => state.Holds.ContainsKey(c.Key)
                ? new HopReleased(c.Key, Expired: false)
                : Decision<TreasuryEvent>.Nothing,
            ExpireHolds => ExpireAll(self, state, at),
            SendHop c => HandOverDecider.Send(state, c.Key, () => Send(self, state, c, at)),
            TakeIn or TreasuryCommand.TakeBack =>
                QuarantineDecider.Mark(self, state, command, at) ?? ComeIn(self, state, command, at),
            SendBack c => HandOverDecider.Send(state, c.Key, () => SendBack(self, state, c, at)),
            LearnTakenIn c => WordDecider.Learn(state, [c.Key]),
            LearnAllTakenIn c => WordDecider.Learn(state, c.Keys),
            GiveWord => WordDecider.Give(state, at),
            LearnEnd c => End(state, c),
            QuarantineNeighbour c => QuarantineDecider.Begin(self, state, c, at),
            LiftQuarantine c => QuarantineDecider.Lift(self, state, c.Neighbour),
            ClearQuarantined c => QuarantineDecider.Clear(self, state, c.Neighbour),
            ConfirmClaim c => Confirm(self, state, c, at),
            RejectClaim c => QuarantineDecider.Reject(self, state, c, at),
            SetDrain c => CarriageDecider.Drain(state, c.On),
            SetPassingLimit c => CarriageDecider.Limit(self, state, c),
            TreasuryCommand.HandOver c => HandOverDecider.HandedOver(self, state, c, at),
            DeclineHandOver c => HandOverDecider.Declined(self, state, c),
            _ => throw new UnreachableException($"treasury command {command.GetType().Name}"),
        };

    private static Decision<TreasuryEvent> Offer(Address self, Treasury state, OfferCorridor command)
    {
        var key = command.Corridor;
        if (command.Terms.Problem(key) is { } problem)
            return CommonRefusals.Malformed("terms", problem);
        if (key.Neighbour == self)
            return CommonRefusals.Malformed("to", $"a corridor leads to another treasury than {self}");
        if (key.Neighbour.Kind is not (BodyKind.Section or BodyKind.Federation))
            return CommonRefusals.Malformed("to", $"{key.Neighbour} has no treasury");
        if (state.Corridors.TryGetValue(key, out var known))
        {
            if (known.Terms == command.Terms && known.Status != CorridorStatus.Closed)
                return Decision<TreasuryEvent>.Nothing;
        }
        else if (state.Corridors.Count >= Treasury.CorridorsMax)
        {
            return CommonRefusals.LimitReached(
                nameof(Treasury.CorridorsMax), Treasury.CorridorsMax,
                $"{self} has as many corridors as it can keep, closed ones among them; offer one of them again with "
                + "other terms");
        }
        else if (OfferDecider.CheckNeighbour(self, state, key.Neighbour) is { } full)
        {
            return full;
        }
        return new CorridorOffered(key, command.Terms);
    }

    private static Decision<TreasuryEvent> Agree(Address self, Treasury state, CorridorKey key)
    {
        if (!state.Offers.TryGetValue(key, out var offer))
            return TreasuryRefusals.NoSuchOffer(self, key);
        return offer.Agreed ? Decision<TreasuryEvent>.Nothing : new OfferAgreed(key, offer.Terms);
    }

    private static Decision<TreasuryEvent> Close(Address self, Treasury state, CorridorKey key)
    {
        if (!state.Corridors.TryGetValue(key, out var corridor))
            return TreasuryRefusals.NoSuchCorridor(self, key);
        return corridor.Status == CorridorStatus.Closed
            ? Decision<TreasuryEvent>.Nothing
            : new CorridorClosed(key, ByNeighbour: false);
    }

    private static Decision<TreasuryEvent> Withdraw(Address self, Treasury state, CorridorKey key) =>
        state.Offers.ContainsKey(key)
            ? new OfferEnded(key, ByNeighbour: false)
            : TreasuryRefusals.NoSuchOffer(self, key);

    private static Decision<TreasuryEvent> LearnAgreement(Treasury state, LearnAgreement command)
    {
        var isOpenOffer = state.Corridors.TryGetValue(command.Corridor, out var corridor)
            && corridor.Status == CorridorStatus.Offered
            && corridor.Terms == command.Terms;
        return isOpenOffer ? new CorridorOpened(command.Corridor) : Decision<TreasuryEvent>.Nothing;
    }

    private static Decision<TreasuryEvent> LearnClosure(Treasury state, LearnClosure command)
    {
        if (command.Outward)
        {
            return state.Corridors.TryGetValue(command.Corridor, out var corridor)
                && corridor.Status != CorridorStatus.Closed
                ? new CorridorClosed(command.Corridor, ByNeighbour: true)
                : Decision<TreasuryEvent>.Nothing;
        }
        return state.Offers.ContainsKey(command.Corridor)
            ? new OfferEnded(command.Corridor, ByNeighbour: true)
            : Decision<TreasuryEvent>.Nothing;
    }

    private static Decision<TreasuryEvent> Hold(Address self, Treasury state, HoldHop command, DateTimeOffset at)
    {
        var hop = command.Hop;
        if (state.Holds.ContainsKey(command.Key))
            return Decision<TreasuryEvent>.Nothing;
        if (QuarantineDecider.WhyNotTo(self, state, hop.To) is { } quarantined)
            return new HopRefused(command.Key, quarantined);
        if (!state.Corridors.TryGetValue(hop.Corridor, out var corridor) || corridor.Status != CorridorStatus.Open)
        {
            return new HopRefused(
                command.Key, $"the corridor from {self} to {hop.To} in {hop.Given.Currency} is not open");
        }
        if (corridor.Terms.Fee(hop.Given.Minor) != hop.Fee.Minor
            || corridor.Terms.Arrives(hop.Given.Minor) != hop.Arrives.Minor
            || corridor.Terms.SettledBy != hop.SettledBy)
            return new HopRefused(
                command.Key, $"the terms of the corridor from {self} to {hop.To} have changed", Again: true);
        if (corridor.RoomMinor(at) < hop.Given.Minor)
            return new HopRefused(command.Key, $"the corridor from {self} to {hop.To} has no room for {hop.Given} now");
        if (hop.SettledBy is not null && corridor.Unconfirmed >= Corridor.UnconfirmedMax)
            return new HopRefused(
                command.Key, $"{corridor.Unconfirmed} sums from {self} to {hop.To} wait for people to hand them over "
                    + "or confirm them; settle some first");
        if (CarriageDecider.WhyNot(self, state, command.Key.Transfer, hop.Given) is { } carriesNot)
            return new HopRefused(command.Key, carriesNot);
        if (state.Holds.Count >= Treasury.HoldsMax)
            return new HopRefused(command.Key, $"{self} carries too much at once (HoldsMax = {Treasury.HoldsMax})");
        if (command.Expires <= at)
            return new HopRefused(command.Key, $"the hold that {self} was asked for would have expired already");
        var period = corridor.Terms.Period(at);
        // The rate was quoted with this hold, and stands for no longer than the terms say.
        var held = corridor.Terms.QuoteHours is { } hours && at.AddHours(hours) is var until && until < command.Expires
            ? new HopHeld(command.Key, hop, period, until, Quoted: true, command.Ahead, command.Source)
            : new HopHeld(command.Key, hop, period, command.Expires, Quoted: null, command.Ahead, command.Source);
        if (HoldLimits.WhyNot(self, state, command, corridor.Terms, held.Expires, at) is { } tooLong)
            return new HopRefused(command.Key, tooLong);
        return IsAwaited(state, held.Expires, at)
            ? held
            : ImmutableArray.Create<TreasuryEvent>(held, new ExpiryAwaited(held.Expires));
    }

    // Whether an alarm is set that rings by then and has not rung.
    private static bool IsAwaited(Treasury state, DateTimeOffset expiry, DateTimeOffset at) =>
        state.ExpiryAt > at && state.ExpiryAt <= expiry;

    private static Decision<TreasuryEvent> ExpireAll(Address self, Treasury state, DateTimeOffset at)
    {
        var expired = state.Holds.Where(hold => hold.Value.Expires <= at).Take(Treasury.ExpiredMax + 1)
            .Select(hold => Expired(self, hold.Key, hold.Value)).ToArray();
        if (expired.Length > Treasury.ExpiredMax)
            return ImmutableArray.Create<TreasuryEvent>([.. expired[..^1], new ExpiryAwaited(at)]);
        ImmutableArray<TreasuryEvent> all = [.. expired];
        var later = state.Holds.Values.Where(hold => hold.Expires > at).Select(hold => (DateTimeOffset?)hold.Expires)
            .Min();
        return later is { } next && !IsAwaited(state, next, at)
            ? all.Add(new ExpiryAwaited(next))
            : all;
    }

    private static HopReleased Expired(Address self, HopKey key, Hold hold) => hold.Quoted
        ? new HopReleased(key, Expired: true, QuoteOver(self, hold), Again: true)
        : new HopReleased(key, Expired: true);

    private static string QuoteOver(Address self, Hold hold) =>
        $"the rate that {self} quoted for {hold.Hop.Given} to {hold.Hop.To} stood until {hold.Expires.UtcDateTime:u}";

    internal static Decision<TreasuryEvent> Send(Address self, Treasury state, SendHop command, DateTimeOffset at)
    {
        var key = command.Key;
        if (!state.Holds.TryGetValue(key, out var hold))
            return new HopRefused(key, $"the hold at {self} has expired");
        // At the very instant of the expiry it is too late, whichever of the two comes first.
        if (hold.Expires - at < TimeSpan.FromMinutes(Treasury.ClockSkewMinutes))
            return hold.Quoted
                ? new HopRefused(key, QuoteOver(self, hold), Again: true)
                : new HopRefused(key, $"the hold at {self} has expired, or does within {Treasury.ClockSkewMinutes} "
                    + "minutes");
        if (state.Dispatches.TryGetValue(key.Transfer, out var dispatch) && dispatch is { Sent: false }
            && dispatch.Amount == hold.Hop.Given)
            return Sent(command, hold.Hop, Account.Held, at);
        if (state.Passing.TryGetValue(key.Transfer, out var passing) && passing == hold.Hop.Given)
            return Sent(command, hold.Hop, Account.Passing, at);
        return new HopRefused(key, $"{self} holds no money of transfer {key.Transfer} for this hop");
    }

    private static HopSent Sent(SendHop command, Hop hop, Account source, DateTimeOffset at) => new(
        command.Key, hop, command.DeliverAs, Out(hop, source), at, Passed: [], command.Onward);

    internal static Decision<TreasuryEvent> SendBack(Address self, Treasury state, SendBack command, DateTimeOffset at)
    {
        if (QuarantineDecider.WhyNotTo(self, state, command.Hop.From) is { } quarantined)
            return new HopRefused(command.Key, quarantined);
        // Money that was never taken in cannot go back; the transfer asks only for what it knows to have arrived.
        // It is less than what arrived where it went further, for a fee, and came back.
        var isHere = state.Passing.TryGetValue(command.Key.Transfer, out var passing)
            && passing.Currency == command.Hop.Arrives.Currency && passing.Minor <= command.Hop.Arrives.Minor;
        if (!isHere)
            return new HopRefused(command.Key, $"no money of transfer {command.Key.Transfer} is here to go back");
        return new SentBack(command.Key, command.Hop, passing, LedgerEntry.Move(
            passing, Account.Passing, Account.To(command.Hop.From)), at);
    }

    private static ImmutableArray<TreasuryEvent> ComeIn(
        Address self, Treasury state, TreasuryCommand command, DateTimeOffset at) => command switch
        {
            TakeIn c => TakenIn(self, state, c, at),
            TreasuryCommand.TakeBack c => TakeBack(state, c),
            _ => throw new UnreachableException($"{command.GetType().Name} brings no money"),
        };

    // Where room is held for the next hop it goes on at once. Where it cannot, or people have to hand it over, it
    // stays, and the transfer sees to it.
    private static ImmutableArray<TreasuryEvent> TakenIn(
        Address self, Treasury state, TakeIn command, DateTimeOffset at)
    {
        ImmutableArray<DateTimeOffset> passed = [.. command.Passed, at];
        var here = new HopTakenIn(
            command.Key, command.Hop, LedgerEntry.Move(
                command.Hop.Arrives, Account.From(command.Hop.From), Account.Passing),
            passed);
        if (command.Onward is not { } delivery)
            return [here];
        var next = command.Key with { Hop = command.Key.Hop + 1 };
        var isLast = state.Holds.TryGetValue(next, out var hold) && hold.Hop.To == delivery.Receiver;
        var onward = new SendHop(next, isLast ? delivery : null, isLast ? null : delivery);
        if (Send(self, Treasury.Evolve(state, here), onward, at).Events is not [HopSent { Hop.SettledBy: null } sent])
            return [here];
        here = here with { Passed = null };
        sent = sent with { Passed = passed };
        return WordDecider.MayWait(command.Key, command.Hop)
            ? [here with { Owed = true }, sent, .. WordDecider.PutOff(state, at)]
            : [here, sent];
    }

    private static Decision<TreasuryEvent> Confirm(
        Address self, Treasury state, ConfirmClaim command, DateTimeOffset at)
    {
        var confirmed = HandOverDecider.Confirmed(self, state, command, at);
        if (confirmed.Refusal is not null)
            return confirmed;
        var booked = ComeIn(self, state, QuarantineDecider.ComingIn(command.Key, state.Claims[command.Key]), at);
        return confirmed.Events.AddRange(booked);
    }

    private static ImmutableArray<TreasuryEvent> TakeBack(Treasury state, TakeBack command)
    {
        var here = ChangedBack(command.Hop, command.Amount);
        var back = new TakenBack(command.Key, command.Hop, here, BackIn(command.Hop, command.Amount, here));
        if (!state.Dispatches.TryGetValue(command.Key.Transfer, out var dispatch))
            return [back];
        var home = LedgerEntry.Move(here, Account.Passing, dispatch.Source);
        return [back, new Recalled(command.Key.Transfer, home)];
    }

    private static Decision<TreasuryEvent> End(Treasury state, LearnEnd command)
    {
        if (!state.Dispatches.TryGetValue(command.Transfer, out var dispatch))
            return Decision<TreasuryEvent>.Nothing;
        if (command.Delivered is not null)
            return new Concluded(command.Transfer);
        return new Recalled(command.Transfer, LedgerEntry.Move(dispatch.Amount, Account.Held, dispatch.Source));
    }

    private static LedgerEntry Out(Hop hop, Account source)
    {
        var (given, fee, arrives) = (hop.Given, hop.Fee, hop.Arrives);
        var carried = given - fee;
        LedgerEntry entry;
        if (given.Currency == arrives.Currency)
            entry = LedgerEntry.Move(carried, source, Account.To(hop.To));
        else
            entry = LedgerEntry.Move(carried, source, Account.Exchange)
                .And(LedgerEntry.Move(arrives, Account.Exchange, Account.To(hop.To)));
        return fee.Minor == 0 ? entry : entry.And(LedgerEntry.Move(fee, source, Account.Fees));
    }

    // The exact reversal of Out, but for the fee, which is spent.
    private static LedgerEntry BackIn(Hop hop, Amount amount, Amount here)
    {
        if (here.Currency == amount.Currency)
            return LedgerEntry.Move(amount, Account.From(hop.To), Account.Passing);
        return LedgerEntry.Move(amount, Account.From(hop.To), Account.Exchange)
            .And(LedgerEntry.Move(here, Account.Exchange, Account.Passing));
    }

    // All of it becomes what was carried; a part of it the same part of that, rounded up, so never more than was given
    // and never nothing.
    private static Amount ChangedBack(Hop hop, Amount amount)
    {
        var carried = hop.Given - hop.Fee;
        if (carried.Currency == amount.Currency)
            return amount;
        var minor = ((Int128)carried.Minor * amount.Minor + hop.Arrives.Minor - 1) / hop.Arrives.Minor;
        return carried with { Minor = checked((long)minor) };
    }
}

/// <summary>The refusals of a treasury.</summary>
public static class TreasuryRefusals
{
    public static Refusal NotPayable(Amount amount) => Refusal.Of(RefusalKind.InvalidArgument, "AMOUNT_NOT_PAYABLE",
        $"amount: {amount.Minor} minor units of {amount.Currency} is no sum to pay; "
        + $"it must be from 1 to {Amount.MinorMax}.",
        ("field", "amount"), ("minor", amount.Minor), ("currency", amount.Currency));

    public static Refusal NoSuchOffer(Address self, CorridorKey key) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_CORRIDOR_OFFER",
        $"{key.Neighbour} has offered {self} no corridor from {key.Given} to {key.Arrives}. "
        + "Ask its treasurer to offer one.",
        ("from", key.Neighbour), ("to", self));

    public static Refusal NoSuchCorridor(Address self, CorridorKey key) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_CORRIDOR",
        $"{self} has no corridor to {key.Neighbour} from {key.Given} to {key.Arrives}.",
        ("from", self), ("to", key.Neighbour));
}
