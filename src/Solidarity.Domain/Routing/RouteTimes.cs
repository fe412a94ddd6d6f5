using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Routing;

/// <summary>How long a route is expected to take, and for how long room is held along it.</summary>
/// <remarks>
/// The last hop's hold lasts until the money is expected at the end of the route, and <see cref="HoldHours"/> longer;
/// each hop nearer the source by <see cref="HoldStepHours"/> longer than the next. So while money can still go over a
/// hop, it is certain that nobody nearer the source has given up what is behind it.
/// </remarks>
public static class RouteTimes
{
    /// <summary>How much longer than until the expected arrival the last hop's hold lasts; in hours.</summary>
    public const int HoldHours = 72;

    /// <summary>How much sooner each further hop's hold expires; in hours.</summary>
    public const int HoldStepHours = 2;

    /// <summary>How long each hop is expected to take by the terms of its corridor, in hours; 0 where there is no such
    /// corridor any more.</summary>
    /// <param name="treasury">The treasury of a body, or null where there is none such.</param>
    public static ImmutableArray<int> Delays(Func<Address, Treasury?> treasury, Route route) =>
    [
        .. route.Hops.Select(hop =>
            treasury(hop.From)?.Corridors.GetValueOrDefault(hop.Corridor)?.Terms.DelayHours ?? 0),
    ];

    /// <summary>When the money is expected at the end of the route.</summary>
    public static DateTimeOffset Arrival(DateTimeOffset at, ImmutableArray<int> delayHours) =>
        at.AddHours(delayHours.Sum());

    /// <summary>When each hop's hold expires.</summary>
    public static ImmutableArray<DateTimeOffset> Expiries(DateTimeOffset at, ImmutableArray<int> delayHours)
    {
        var last = Arrival(at, delayHours).AddHours(HoldHours);
        return
        [
            .. Enumerable.Range(1, delayHours.Length)
                .Select(hop => last.AddHours(HoldStepHours * (delayHours.Length - hop))),
        ];
    }
}
