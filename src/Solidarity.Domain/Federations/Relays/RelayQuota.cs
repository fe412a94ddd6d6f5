using Solidarity.Domain.Bodies;

namespace Solidarity.Domain.Federations.Relays;

/// <summary>Whether a call or warning may be relayed, and what is no longer kept for newcomers instead.</summary>
/// <param name="WhyNot">For people; null: it may be relayed.</param>
/// <param name="GivesWay">The strike whose open call (or warning) newcomers are not given any more; null: none.</param>
internal readonly record struct Room(Wording? WhyNot, StrikeId? GivesWay)
{
    public static readonly Room Free = new(null, null);
}

/// <summary>
/// How many open calls, and how many open warnings, a federation keeps, and for whom. They are counted by where they
/// came from (<see cref="Origin"/>): a member that called here itself, a fellow federation that relayed it, or somebody
/// outside. Each of these has a limit of its own, and the three have totals of their own, so that no stranger and no
/// flooding neighbour can use up what members need. Where a total is reached, the oldest of the one that has most gives
/// way: it was relayed long ago, and is only not given to newcomers any more. Outsiders' calls do not push each other
/// out like that, for each is work for all members.
/// </summary>
internal static class RelayQuota
{
    /// <summary>Whose quota it is: the fellow federation that relayed it, else the striking section itself.</summary>
    public static Address Origin(Address from, SectionId caller) => from.IsFederation ? from : caller;

    /// <param name="open">Where each open one came from.</param>
    /// <param name="sentAt">When an open one was last relayed.</param>
    /// <param name="what">"calls", for people.</param>
    public static Room For(
        Federation state, Address origin, IEnumerable<KeyValuePair<StrikeId, Address>> open,
        Func<StrikeId, DateTimeOffset> sentAt, Wording what, DateTimeOffset at)
    {
        var isInside = state.IsInside(origin);
        var (limit, max, total, totalMax) = (isInside, origin.IsSection) switch
        {
            (true, true) => (nameof(FederationRelays.OpenPerMemberMax), FederationRelays.OpenPerMemberMax,
                nameof(FederationRelays.OpenCallsMax), FederationRelays.OpenCallsMax),
            (true, false) => (nameof(FederationRelays.OpenPerFederationMax), FederationRelays.OpenPerFederationMax,
                nameof(FederationRelays.OpenOfFederationsMax), FederationRelays.OpenOfFederationsMax),
            _ => (nameof(FederationRelays.OpenPerOutsiderMax), FederationRelays.OpenPerOutsiderMax,
                nameof(FederationRelays.OpenOutsideMax), FederationRelays.OpenOutsideMax),
        };
        var alike = open.Where(call => state.IsInside(call.Value) == isInside
            && (!isInside || call.Value.IsSection == origin.IsSection)).ToArray();
        var mine = alike.Where(call => call.Value == origin).ToArray();
        if (mine.Length >= max)
            return Oldest(mine, sentAt) is var own && IsStale(sentAt(own), at)
                ? new Room(null, own)
                : new Room($"federation {state.Id} has {mine.Length} open {what} of {origin} ({limit} = {max}); "
                    + $"end or cancel one of them first", null);
        if (alike.Length < totalMax)
            return Room.Free;
        var oldest = Oldest(
            isInside ? alike.GroupBy(call => call.Value).MaxBy(calls => calls.Count())! : alike, sentAt);
        return isInside || IsStale(sentAt(oldest), at)
            ? new Room(null, oldest)
            : new Room($"federation {state.Id} has {alike.Length} open {what} of bodies that are not in it "
                + $"({total} = {totalMax}); call through a federation that you are in", null);
    }

    private static StrikeId Oldest(
        IEnumerable<KeyValuePair<StrikeId, Address>> open, Func<StrikeId, DateTimeOffset> sentAt) =>
        open.MinBy(call => sentAt(call.Key)).Key;

    // Newcomers are not given it in any case.
    private static bool IsStale(DateTimeOffset sentAt, DateTimeOffset at) =>
        sentAt < at.AddDays(-FederationRelays.CallFreshDays);
}
