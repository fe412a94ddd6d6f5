using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Corridors;

/// <summary>The corridors of a treasury: those out of it, and those that neighbours offer into it.</summary>
/// <param name="OffersFrom">How many of <paramref name="Offers"/> each neighbour has made.</param>
/// <param name="OutTo">How many of <paramref name="Out"/> lead to each neighbour, closed ones among them.</param>
public sealed record TreasuryCorridors(
    ImmutableSortedDictionary<CorridorKey, Corridor> Out,
    ImmutableSortedDictionary<CorridorKey, Offer> Offers,
    ImmutableSortedDictionary<Address, int> OffersFrom,
    ImmutableSortedDictionary<Address, int> OutTo)
{
    /// <summary>The most corridors out of one treasury, and offers into it of members and neighbours.</summary>
    public const int CorridorsMax = 20_000;

    /// <summary>The most corridors to one neighbour, and offers of one, each for two currencies.</summary>
    public const int CorridorsPerNeighbourMax = 64;

    /// <summary>The most offers of strangers that wait: then the oldest of the one that has most gives way.</summary>
    public const int StrangersOffersMax = 2_000;

    public static readonly TreasuryCorridors None = new(
        ImmutableSortedDictionary<CorridorKey, Corridor>.Empty,
        ImmutableSortedDictionary<CorridorKey, Offer>.Empty,
        ImmutableSortedDictionary<Address, int>.Empty,
        ImmutableSortedDictionary<Address, int>.Empty);

    internal TreasuryCorridors With(CorridorKey key, Corridor corridor) =>
        this with { Out = Out.SetItem(key, corridor) };
}
