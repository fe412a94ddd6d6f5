namespace Solidarity.Domain.Routes;

/// <summary>The holds of a way, or of its beginning, as far as they are made together.</summary>
/// <param name="Hours">How long it is expected to take.</param>
/// <param name="Hops">How many hops it has.</param>
/// <param name="HoursMax">The most that <paramref name="Hours"/> and what is added to it may come to.</param>
public readonly record struct HoldSpan(long Hours, int Hops, long HoursMax)
{
    public static readonly HoldSpan None = new(0, 0, long.MaxValue);

    /// <summary>Whether every corridor on it holds room for as long as this takes.</summary>
    public bool Fits => Hours + RouteTimes.HoldHours + (RouteTimes.HoldStepHours * Hops) <= HoursMax;

    /// <summary>With one hop more. The last hop's hold is the shortest, so a corridor nearer to the end allows more.
    /// </summary>
    /// <param name="passing">What goes with the passing limit of the treasury that it leads out of; null: it has none,
    /// or the money does not pass there.</param>
    public HoldSpan With(CorridorTerms terms, PassingTerms? passing = null)
    {
        // A quote ends its hold sooner.
        long most = terms.QuoteHours <= terms.HoldHours ? long.MaxValue : terms.HoldHours;
        most = Math.Min(most, passing?.HoldHours ?? long.MaxValue);
        var hops = Hops + 1;
        return new HoldSpan(
            Hours + terms.DelayHours, hops,
            Math.Min(HoursMax, most == long.MaxValue ? most : most + (RouteTimes.HoldStepHours * hops)));
    }

    /// <summary>What is held behind a corridor: behind one that people settle nothing is, until they have acted.
    /// </summary>
    public HoldSpan Behind(CorridorTerms terms) => terms.SettledBy is null ? this : None;
}

/// <summary>How long a route is expected to take, and for how long room is held along it.</summary>
/// <remarks>
/// The last hop's hold lasts until the money is expected at the end of the route, and <see cref="HoldHours"/> longer;
/// each hop nearer the source by <see cref="HoldStepHours"/> longer than the next. The route ends here at the first hop
/// that people settle (<see cref="Route.HeldTogether"/>). So while money can still go over a
/// hop, it is certain that nobody nearer the source has given up what is behind it.
/// </remarks>
public static class RouteTimes
{
    /// <summary>How much longer than until the expected arrival the last hop's hold lasts; in hours.</summary>
    public const int HoldHours = 72;

    /// <summary>How much sooner each further hop's hold expires; in hours.</summary>
    public const int HoldStepHours = 2;

    /// <summary>When the money is expected at the end of the route.</summary>
    public static DateTimeOffset Arrival(DateTimeOffset at, ImmutableArray<int> delayHours) =>
        at.AddHours(delayHours.Sum());

    /// <summary>When the hold of each hop expires that is held together with the first.</summary>
    /// <param name="delayHours">Of all hops of the route.</param>
    public static ImmutableArray<DateTimeOffset> Expiries(
        DateTimeOffset at, Route route, ImmutableArray<int> delayHours)
    {
        delayHours = delayHours[..route.HeldTogether];
        var last = Arrival(at, delayHours).AddHours(HoldHours);
        return
        [
            .. Enumerable.Range(1, delayHours.Length)
                .Select(hop => last.AddHours(HoldStepHours * (delayHours.Length - hop))),
        ];
    }
}
