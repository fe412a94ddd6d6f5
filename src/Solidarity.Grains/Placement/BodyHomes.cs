using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Solidarity.Grains.Placement;

/// <summary>
/// Which silo is home to a body: its messages are delivered from there, and its grain is placed there, so that most
/// messages need no call between silos. Every silo computes it from the members alone. When one joins or leaves, only
/// the bodies that it takes or had change their home: rendezvous hashing (Thaler and Ravishankar, 1998), in the number
/// of silos for each body.
/// </summary>
internal static class BodyHomes
{
    /// <param name="id">Of the body, without its kind.</param>
    /// <param name="silos">One at least, in any order.</param>
    public static SiloAddress Of(ReadOnlySpan<char> id, ReadOnlySpan<SiloAddress> silos)
    {
        var body = Hash(id);
        var (home, most) = (silos[0], 0UL);
        foreach (var silo in silos)
        {
            var weight = Mix(body ^ Mix(unchecked((uint)silo.GetConsistentHashCode())));
            if (weight < most || (weight == most && silo.CompareTo(home) > 0))
                continue;
            (home, most) = (silo, weight);
        }
        return home;
    }

    /// <summary>FNV-1a, of 64 bits: the same in every process.</summary>
    private static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var letter in text)
            hash = unchecked((hash ^ letter) * 1_099_511_628_211UL);
        return hash;
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}

/// <summary>Places a grain at the home of its body.</summary>
[Serializable, GenerateSerializer, Immutable, SuppressReferenceTracking]
internal sealed class HomePlacement : PlacementStrategy
{
    internal static HomePlacement Strategy { get; } = new();
}

/// <inheritdoc cref="HomePlacement"/>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HomePlacementAttribute() : PlacementAttribute(HomePlacement.Strategy);

/// <inheritdoc cref="HomePlacement"/>
internal sealed class HomePlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(silos is [var only] ? only : BodyHomes.Of(target.GrainIdentity.Key.ToString(), silos));
    }
}
