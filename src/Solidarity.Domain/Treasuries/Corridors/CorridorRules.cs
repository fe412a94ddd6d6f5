using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Routes;
using static Solidarity.Domain.Treasuries.Corridors.CorridorCommand;
using static Solidarity.Domain.Treasuries.Corridors.CorridorEvent;

namespace Solidarity.Domain.Treasuries.Corridors;

/// <summary>Corridors are offered out of a treasury, agreed to at their other end, and closed at either end.</summary>
internal static class CorridorRules
{
    private static readonly Decision<TreasuryEvent> Nothing = Decision<TreasuryEvent>.Nothing;

    /// <param name="isNear">As in <see cref="TreasuryDecider.Decide"/>.</param>
    public static Decision<TreasuryEvent> Decide(
        Address self, TreasuryCorridors state, CorridorCommand command, Func<Address, bool> isNear,
        DateTimeOffset at) => command switch
        {
            OfferCorridor c => Offer(self, state, c),
            AgreeToCorridor c => Agree(self, state, c.Corridor),
            CloseCorridor c => Close(self, state, c.Corridor),
            WithdrawAgreement c => Withdraw(self, state, c.Corridor),
            LearnOffer c => OfferRules.Learn(self, state, c, isNear, at),
            LearnAgreement c => LearnAgreement(state, c),
            LearnClosure c => LearnClosure(state, c),
            _ => throw new UnreachableException($"corridor command {command.GetType().Name}"),
        };

    public static TreasuryCorridors Evolve(TreasuryCorridors state, CorridorEvent @event) => @event switch
    {
        CorridorOffered e => state with
        {
            Out = state.Out.SetItem(
                e.Corridor,
                state.Out.TryGetValue(e.Corridor, out var known)
                    ? known with { Terms = e.Terms, Status = CorridorStatus.Offered }
                    : new Corridor(e.Terms, CorridorStatus.Offered, Period: 0, TakenMinor: 0)),
            OutTo = Counted(state.OutTo, e.Corridor, state.Out.ContainsKey(e.Corridor) ? 0 : 1),
        },
        CorridorOpened e => WithStatus(state, e.Corridor, CorridorStatus.Open),
        CorridorClosed e => WithStatus(state, e.Corridor, CorridorStatus.Closed),
        OfferLearnt e => state with
        {
            Offers = state.Offers.SetItem(e.Corridor, new Offer(e.Terms, Agreed: false, e.At)),
            OffersFrom = Counted(state.OffersFrom, e.Corridor, state.Offers.ContainsKey(e.Corridor) ? 0 : 1),
        },
        OfferAgreed e => state with
        {
            Offers = state.Offers.SetItem(
                e.Corridor, state.Offers[e.Corridor] with { Terms = e.Terms, Agreed = true }),
        },
        OfferEnded e => state with
        {
            Offers = state.Offers.Remove(e.Corridor),
            OffersFrom = Counted(state.OffersFrom, e.Corridor, -1),
        },
        _ => throw new UnreachableException($"corridor event {@event.GetType().Name}"),
    };

    private static Decision<TreasuryEvent> Offer(Address self, TreasuryCorridors state, OfferCorridor command)
    {
        var key = command.Corridor;
        if (command.Terms.Problem(key) is { } problem)
            return CommonRefusals.Malformed("terms", problem);
        if (key.Neighbour == self)
            return CommonRefusals.Malformed("to", $"a corridor leads to another treasury than {self}");
        if (key.Neighbour.Kind is not (BodyKind.Section or BodyKind.Federation))
            return CommonRefusals.Malformed("to", $"{key.Neighbour} has no treasury");
        if (state.Out.TryGetValue(key, out var known))
        {
            if (known.Terms == command.Terms && known.Status != CorridorStatus.Closed)
                return Nothing;
        }
        else if (state.Out.Count >= TreasuryCorridors.CorridorsMax)
        {
            return CommonRefusals.LimitReached(
                nameof(TreasuryCorridors.CorridorsMax), TreasuryCorridors.CorridorsMax,
                $"{self} has as many corridors as it can keep, closed ones among them; offer one of them again with "
                + $"other terms");
        }
        else if (OfferRules.CheckNeighbour(self, state, key.Neighbour) is { } full)
        {
            return full;
        }
        return new CorridorOffered(key, command.Terms);
    }

    private static Decision<TreasuryEvent> Agree(Address self, TreasuryCorridors state, CorridorKey key)
    {
        if (!state.Offers.TryGetValue(key, out var offer))
            return CorridorRefusals.NoSuchOffer(self, key);
        return offer.Agreed ? Nothing : new OfferAgreed(key, offer.Terms);
    }

    private static Decision<TreasuryEvent> Close(Address self, TreasuryCorridors state, CorridorKey key)
    {
        if (!state.Out.TryGetValue(key, out var corridor))
            return CorridorRefusals.NoSuchCorridor(self, key);
        return corridor.Status == CorridorStatus.Closed
            ? Nothing
            : new CorridorClosed(key, ByNeighbour: false);
    }

    private static Decision<TreasuryEvent> Withdraw(Address self, TreasuryCorridors state, CorridorKey key) =>
        state.Offers.ContainsKey(key)
            ? new OfferEnded(key, ByNeighbour: false)
            : CorridorRefusals.NoSuchOffer(self, key);

    private static Decision<TreasuryEvent> LearnAgreement(TreasuryCorridors state, LearnAgreement command)
    {
        var isOpenOffer = state.Out.TryGetValue(command.Corridor, out var corridor)
            && corridor.Status == CorridorStatus.Offered
            && corridor.Terms == command.Terms;
        return isOpenOffer ? new CorridorOpened(command.Corridor) : Nothing;
    }

    private static Decision<TreasuryEvent> LearnClosure(TreasuryCorridors state, LearnClosure command)
    {
        if (command.Outward)
        {
            return state.Out.TryGetValue(command.Corridor, out var corridor)
                && corridor.Status != CorridorStatus.Closed
                ? new CorridorClosed(command.Corridor, ByNeighbour: true)
                : Nothing;
        }
        return state.Offers.ContainsKey(command.Corridor)
            ? new OfferEnded(command.Corridor, ByNeighbour: true)
            : Nothing;
    }

    private static ImmutableSortedDictionary<Address, int> Counted(
        ImmutableSortedDictionary<Address, int> counts, CorridorKey key, int change) =>
        counts.GetValueOrDefault(key.Neighbour) + change is var count and not 0
            ? counts.SetItem(key.Neighbour, count)
            : counts.Remove(key.Neighbour);

    private static TreasuryCorridors WithStatus(TreasuryCorridors state, CorridorKey key, CorridorStatus status) =>
        state.With(key, state.Out[key] with { Status = status });
}

/// <summary>The refusals about corridors.</summary>
internal static class CorridorRefusals
{
    public static Refusal NoSuchOffer(Address self, CorridorKey key) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_CORRIDOR_OFFER",
        $"{key.Neighbour} has offered {self} no corridor from {key.Given} to {key.Arrives}. "
        + $"Ask its treasurer to offer one.",
        ("from", key.Neighbour), ("to", self));

    public static Refusal NoSuchCorridor(Address self, CorridorKey key) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_CORRIDOR",
        $"{self} has no corridor to {key.Neighbour} from {key.Given} to {key.Arrives}.",
        ("from", self), ("to", key.Neighbour));
}
