using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Quarantines;
using static Solidarity.Domain.Treasuries.Holds.HoldCommand;
using static Solidarity.Domain.Treasuries.Holds.HoldEvent;

namespace Solidarity.Domain.Treasuries.Holds;

/// <summary>
/// Room of a corridor that is held for a transfer until its money comes, or the hold expires. A hold that is not made
/// is an event that the transfer is told, because nobody waits for the answer.
/// </summary>
internal static class HoldRules
{
    public static Decision<TreasuryEvent> Decide(
        Address self, Treasury state, HoldCommand command, DateTimeOffset at) => command switch
        {
            HoldHop c => Hold(self, state, c, at),
            ReleaseHop c => state.Holds.ByHop.ContainsKey(c.Key)
                ? new HopReleased(c.Key, Expired: false)
                : Decision<TreasuryEvent>.Nothing,
            ExpireHolds => ExpireAll(self, state.Holds, at),
            _ => throw new UnreachableException($"hold command {command.GetType().Name}"),
        };

    public static Treasury Evolve(Treasury state, HoldEvent @event) => @event switch
    {
        HopHeld e => Held(state, e),
        HopRefused e => state with { PendingSettlements = state.PendingSettlements.Remove(e.Key) },
        HopReleased e => Released(state, e.Key),
        ExpiryAwaited e => state with { Holds = state.Holds with { ExpiryAt = e.Until } },
        _ => throw new UnreachableException($"hold event {@event.GetType().Name}"),
    };

    private static Decision<TreasuryEvent> Hold(Address self, Treasury state, HoldHop command, DateTimeOffset at)
    {
        var hop = command.Hop;
        if (state.Holds.ByHop.ContainsKey(command.Key))
            return Decision<TreasuryEvent>.Nothing;
        if (QuarantineRules.WhyNotTo(self, state, hop.To) is { } quarantined)
            return new HopRefused(command.Key, quarantined.English);
        if (!state.Corridors.Out.TryGetValue(hop.Corridor, out var corridor) || corridor.Status != CorridorStatus.Open)
        {
            return new HopRefused(
                command.Key, InEnglish($"the corridor from {self} to {hop.To} in {hop.Given.Currency} is not open"));
        }
        if (corridor.Terms.Fee(hop.Given.Minor) != hop.Fee.Minor
            || corridor.Terms.Arrives(hop.Given.Minor) != hop.Arrives.Minor
            || corridor.Terms.SettledBy != hop.SettledBy)
            return new HopRefused(
                command.Key, InEnglish($"the terms of the corridor from {self} to {hop.To} have changed"), Again: true);
        if (corridor.RoomMinor(at) < hop.Given.Minor)
            return new HopRefused(
                command.Key, InEnglish($"the corridor from {self} to {hop.To} has no room for {hop.Given} now"));
        if (hop.SettledBy is not null && corridor.Unconfirmed >= Corridor.UnconfirmedMax)
            return new HopRefused(
                command.Key, InEnglish($"{corridor.Unconfirmed} sums from {self} to {hop.To} wait for people to hand "
                    + $"them over or confirm them; settle some first"));
        if (CarryingRules.WhyNot(self, state, command.Key.Transfer, hop.Given) is { } carriesNot)
            return new HopRefused(command.Key, carriesNot.English);
        if (state.Holds.ByHop.Count >= TreasuryHolds.HoldsMax)
            return new HopRefused(
                command.Key, InEnglish($"{self} carries too much at once (HoldsMax = {TreasuryHolds.HoldsMax})"));
        if (command.Expires <= at)
            return new HopRefused(
                command.Key, InEnglish($"the hold that {self} was asked for would have expired already"));
        var period = corridor.Terms.Period(at);
        // The rate was quoted with this hold, and stands for no longer than the terms say.
        var held = corridor.Terms.QuoteHours is { } hours && at.AddHours(hours) is var until && until < command.Expires
            ? new HopHeld(command.Key, hop, period, until, Quoted: true, command.Ahead, command.Source)
            : new HopHeld(command.Key, hop, period, command.Expires, Quoted: null, command.Ahead, command.Source);
        if (HoldLimits.WhyNot(self, state, command, corridor.Terms, held.Expires, at) is { } tooLong)
            return new HopRefused(command.Key, tooLong.English);
        return IsAwaited(state.Holds, held.Expires, at)
            ? held
            : ImmutableArray.Create<TreasuryEvent>(held, new ExpiryAwaited(held.Expires));
    }

    // Whether an alarm is set that rings by then and has not rung.
    private static bool IsAwaited(TreasuryHolds state, DateTimeOffset expiry, DateTimeOffset at) =>
        state.ExpiryAt > at && state.ExpiryAt <= expiry;

    private static Decision<TreasuryEvent> ExpireAll(Address self, TreasuryHolds state, DateTimeOffset at)
    {
        var expired = state.ByHop.Where(hold => hold.Value.Expires <= at).Take(TreasuryHolds.ExpiredMax + 1)
            .Select(hold => Expired(self, hold.Key, hold.Value)).ToArray();
        if (expired.Length > TreasuryHolds.ExpiredMax)
            return ImmutableArray.Create<TreasuryEvent>([.. expired[..^1], new ExpiryAwaited(at)]);
        ImmutableArray<TreasuryEvent> all = [.. expired];
        var later = state.ByHop.Values.Where(hold => hold.Expires > at).Select(hold => (DateTimeOffset?)hold.Expires)
            .Min();
        return later is { } next && !IsAwaited(state, next, at)
            ? all.Add(new ExpiryAwaited(next))
            : all;
    }

    private static HopReleased Expired(Address self, HopKey key, Hold hold) => hold.Quoted
        ? new HopReleased(key, Expired: true, QuoteOver(self, hold), Again: true)
        : new HopReleased(key, Expired: true);

    public static string QuoteOver(Address self, Hold hold) => InEnglish(
        $"the rate that {self} quoted for {hold.Hop.Given} to {hold.Hop.To} stood until {hold.Expires.UtcDateTime:u}");

    private static Treasury Held(Treasury state, HopHeld e)
    {
        var corridor = state.Corridors.Out[e.Hop.Corridor];
        var toCome = state.Transfers.IsToCome(e.Key.Transfer);
        var hold = new Hold(e.Hop, e.Period, e.Expires, toCome, e.Quoted == true, e.Source);
        return state with
        {
            Carriage = toCome ? state.Carriage.Expecting(e.Hop.Given) : state.Carriage,
            Holds = state.Holds with { ByHop = state.Holds.ByHop.Add(e.Key, hold) },
            Corridors = state.Corridors.With(e.Hop.Corridor, corridor.Take(e.Period, e.Hop)),
        };
    }

    private static Treasury Released(Treasury state, HopKey key)
    {
        var hold = state.Holds.ByHop[key];
        var corridor = state.Corridors.Out[hold.Hop.Corridor];
        return state with
        {
            Carriage = hold.ToCome ? state.Carriage.Expecting(-hold.Hop.Given) : state.Carriage,
            Holds = state.Holds with { ByHop = state.Holds.ByHop.Remove(key) },
            PendingSettlements = state.PendingSettlements.Remove(key),
            Corridors = state.Corridors.With(hold.Hop.Corridor, corridor.GiveBack(hold.Period, hold.Hop)),
        };
    }
}
