using Solidarity.Domain.Bodies;

namespace Solidarity.Domain.Federations.Relays;

/// <summary>The calls and warnings that a federation has relayed.</summary>
/// <param name="CallsRelayed">How many strikes' calls it has relayed.</param>
/// <param name="OpenCalls">Calls relayed and not taken back, which who joins now gets, and where each came from: the
/// federation that relayed it here, or the striking section.</param>
/// <param name="OutsideCalls">Those of <paramref name="Calls"/> that came from outside, in the order in which they
/// came.</param>
/// <param name="Warnings">Warnings relayed, of strikes that are not over.</param>
public sealed record FederationRelays(
    ImmutableSortedDictionary<StrikeId, RelayedCall> Calls,
    int CallsRelayed,
    ImmutableSortedDictionary<StrikeId, Address> OpenCalls,
    ImmutableList<StrikeId> OutsideCalls,
    ImmutableSortedDictionary<StrikeId, RelayedWarning> Warnings)
{
    public const int CallsMax = 1_000_000;

    /// <summary>The most open calls of members that called here themselves, and as many warnings.</summary>
    public const int OpenCallsMax = 2_000;

    /// <summary>Of one member, of these.</summary>
    public const int OpenPerMemberMax = 20;

    /// <summary>The most open calls, and warnings, that members and parents that are federations have relayed here.
    /// </summary>
    public const int OpenOfFederationsMax = 2_000;

    /// <summary>Of one federation, of these.</summary>
    public const int OpenPerFederationMax = 500;

    /// <summary>The most open calls, and warnings, of bodies that are neither members nor parents.</summary>
    public const int OpenOutsideMax = 200;

    /// <summary>Of one such body, of these.</summary>
    public const int OpenPerOutsiderMax = 5;

    /// <summary>How many calls from outside are remembered: then the oldest one that is not open is forgotten.
    /// </summary>
    public const int OutsideCallsMax = 10_000;

    /// <summary>So many days after it was last relayed a call or a warning does not go to newcomers any more.</summary>
    public const int CallFreshDays = 90;

    /// <summary>The most calls and warnings that one entry tells a newcomer.</summary>
    public const int CallsToldMax = 20;

    public static readonly FederationRelays None = new(
        ImmutableSortedDictionary<StrikeId, RelayedCall>.Empty, CallsRelayed: 0,
        ImmutableSortedDictionary<StrikeId, Address>.Empty, OutsideCalls: [],
        ImmutableSortedDictionary<StrikeId, RelayedWarning>.Empty);

    internal bool AnyOpen => !OpenCalls.IsEmpty || !Warnings.IsEmpty;
}
