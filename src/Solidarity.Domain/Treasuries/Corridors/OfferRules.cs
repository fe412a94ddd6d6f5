using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Routes;
using static Solidarity.Domain.Treasuries.Corridors.CorridorEvent;

namespace Solidarity.Domain.Treasuries.Corridors;

/// <summary>
/// What a treasury keeps of corridors that others offer into it. Each neighbour may offer so many; a stranger's offer
/// waits apart from those of members and neighbours, and where too many strangers' offers wait, the oldest of the one
/// that has most gives way. So whatever strangers offer, members and neighbours always can.
/// </summary>
internal static class OfferRules
{
    /// <param name="isNear">Whether the owner knows that body otherwise than by its offers: it is a member, or the
    /// owner is its member.</param>
    public static Decision<TreasuryEvent> Learn(
        Address self, TreasuryCorridors state, CorridorCommand.LearnOffer command, Func<Address, bool> isNear,
        DateTimeOffset at)
    {
        var (key, learnt) = (command.Corridor, new OfferLearnt(command.Corridor, command.Terms, at));
        if (state.Offers.ContainsKey(key))
            return learnt;
        if (state.OffersFrom.GetValueOrDefault(key.Neighbour) >= TreasuryCorridors.CorridorsPerNeighbourMax)
            return Refused(self, key.Neighbour);
        if (state.Offers.Count < TreasuryCorridors.StrangersOffersMax)
            return learnt;
        var waiting = Waiting(state, isNear);
        if (!IsStranger(state, key.Neighbour, isNear))
            return state.Offers.Count - waiting.Count >= TreasuryCorridors.CorridorsMax
                ? CommonRefusals.LimitReached(nameof(TreasuryCorridors.CorridorsMax), TreasuryCorridors.CorridorsMax,
                    $"{self} has as many corridors offered to it as it can keep; end one of them first")
                : learnt;
        if (waiting.Count < TreasuryCorridors.StrangersOffersMax)
            return learnt;
        var most = waiting.GroupBy(offer => offer.Key.Neighbour).MaxBy(offers => offers.Count())!;
        var oldest = most.MinBy(offer => offer.Value.At).Key;
        return ImmutableArray.Create<TreasuryEvent>(new OfferEnded(oldest, ByNeighbour: false), learnt);
    }

    /// <summary>The refusal for a corridor more to a neighbour, which would not take more offers; null where there is
    /// room.</summary>
    public static Refusal? CheckNeighbour(Address self, TreasuryCorridors state, Address neighbour) =>
        state.OutTo.GetValueOrDefault(neighbour) >= TreasuryCorridors.CorridorsPerNeighbourMax
            ? CommonRefusals.LimitReached(
                nameof(TreasuryCorridors.CorridorsPerNeighbourMax), TreasuryCorridors.CorridorsPerNeighbourMax,
                $"{self} has {TreasuryCorridors.CorridorsPerNeighbourMax} corridors to {neighbour}, closed ones among "
                + $"them; offer one of them again with other terms")
            : null;

    private static Refusal Refused(Address self, Address neighbour) => CommonRefusals.LimitReached(
        nameof(TreasuryCorridors.CorridorsPerNeighbourMax), TreasuryCorridors.CorridorsPerNeighbourMax,
        $"{neighbour} has offered {self} {TreasuryCorridors.CorridorsPerNeighbourMax} corridors already; close one "
        + $"first");

    // Offers of bodies that the owner has nothing else to do with. Offers of one neighbour follow each other.
    private static List<KeyValuePair<CorridorKey, Offer>> Waiting(TreasuryCorridors state, Func<Address, bool> isNear)
    {
        var offers = new List<KeyValuePair<CorridorKey, Offer>>();
        foreach (var neighbour in state.Offers.GroupBy(offer => offer.Key.Neighbour))
            if (!isNear(neighbour.Key) && !state.OutTo.ContainsKey(neighbour.Key)
                && !neighbour.Any(offer => offer.Value.Agreed))
                offers.AddRange(neighbour);
        return offers;
    }

    private static bool IsStranger(TreasuryCorridors state, Address neighbour, Func<Address, bool> isNear) =>
        !isNear(neighbour) && !state.OutTo.ContainsKey(neighbour)
        && (!state.OffersFrom.ContainsKey(neighbour)
            || !state.Offers.Any(offer => offer.Key.Neighbour == neighbour && offer.Value.Agreed));
}
