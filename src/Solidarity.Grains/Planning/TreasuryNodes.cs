using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Routing;

namespace Solidarity.Grains.Planning;

/// <summary>Shows treasuries to the planner as they stand at one moment.</summary>
internal static class TreasuryNodes
{
    private static readonly ImmutableDictionary<Currency, PassingRoom> NoLimits =
        ImmutableDictionary<Currency, PassingRoom>.Empty;

    public static Func<Address, TreasuryNode?> Of(Func<Address, Treasury?> treasuryOf, DateTimeOffset at) =>
        body => treasuryOf(body) is { } treasury ? Of(treasury, at) : null;

    /// <summary>Whether a corridor is open at both ends.</summary>
    public static bool IsOpen(Func<Address, Treasury?> treasuryOf, ExcludedCorridor corridor) =>
        treasuryOf(corridor.From) is { } treasury
        && treasury.Corridors.Out.TryGetValue(corridor.Key, out var known) && treasury.Uses(corridor.Key, known)
        && treasuryOf(corridor.Key.Neighbour)?.Quarantines.ContainsKey(corridor.From) != true;

    private static TreasuryNode Of(Treasury treasury, DateTimeOffset at) =>
        new(!treasury.Carriage.Draining, Passing(treasury), Corridors(treasury, at))
        {
            // Who has quarantined a holder would not book what comes from it.
            Refuses = treasury.Quarantines.IsEmpty ? null : treasury.Quarantines.ContainsKey,
            Blocked = Blocked(treasury),
        };

    private static IEnumerable<BlockedCorridor> Blocked(Treasury treasury)
    {
        foreach (var (key, corridor) in treasury.Corridors.Out)
            if (!treasury.Uses(key, corridor))
                yield return new BlockedCorridor(key, corridor.Terms, corridor.Status switch
                {
                    CorridorStatus.Offered => Blocking.NotAgreed,
                    CorridorStatus.Closed => Blocking.Closed,
                    _ => Blocking.Quarantine,
                });
    }

    private static IEnumerable<CorridorEdge> Corridors(Treasury treasury, DateTimeOffset at)
    {
        foreach (var (key, corridor) in treasury.Corridors.Out)
            if (treasury.Uses(key, corridor))
                yield return new CorridorEdge(key, corridor.Terms, corridor.RoomMinor(at));
    }

    private static ImmutableDictionary<Currency, PassingRoom> Passing(Treasury treasury)
    {
        var (carriage, book) = (treasury.Carriage, treasury.Book);
        return carriage.Limits.IsEmpty ? NoLimits : carriage.Limits.ToImmutableDictionary(
            limit => limit.Key,
            limit => new PassingRoom(
                (long)Int128.Max(0, limit.Value - book.Balance(Account.Passing, limit.Key)
                    - carriage.Coming.GetValueOrDefault(limit.Key)),
                carriage.TermsOf(limit.Key)));
    }
}
