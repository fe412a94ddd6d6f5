using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Holds;

/// <summary>The room that a treasury holds in its corridors.</summary>
/// <param name="ExpiryAt">When the alarm rings that is set for the first hold to expire.</param>
public sealed record TreasuryHolds(ImmutableSortedDictionary<HopKey, Hold> ByHop, DateTimeOffset? ExpiryAt)
{
    /// <summary>The most hops that one treasury holds capacity for at the same time.</summary>
    public const int HoldsMax = 100_000;

    /// <summary>From so many holds on, one source may not hold room over more than <see cref="HoldsPerSourceMax"/>
    /// hops.</summary>
    public const int HoldsCrowdedMin = 80_000;
    public const int HoldsPerSourceMax = 1_000;

    /// <summary>How far the clocks of two services may be apart, in minutes: nothing is sent over a hold with less
    /// left.</summary>
    public const int ClockSkewMinutes = 15;

    /// <summary>How many expired holds one entry of the journal releases.</summary>
    public const int ExpiredMax = 500;

    public static readonly TreasuryHolds None = new(
        ImmutableSortedDictionary<HopKey, Hold>.Empty, ExpiryAt: null);
}
