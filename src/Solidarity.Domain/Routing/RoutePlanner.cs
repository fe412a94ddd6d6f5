using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Routing;

/// <summary>The answer of the planner: a route, or why there is none.</summary>
/// <param name="MayGain">Corridors were left out for want of room over which more would arrive, or over which alone
/// anything would: in parts the money might do better.</param>
/// <param name="NarrowPerMille">How much of the sum fits through those, in thousandths of it; no more than that can do
/// better.</param>
/// <param name="IsCut">There was more to try than <see cref="RoutePlanner.StepsMax"/>: a better way may have been
/// overlooked.</param>
public sealed record PlannedRoute(
    Route? Route, string Reason, bool MayGain = false, long NarrowPerMille = 0, bool IsCut = false)
{
    /// <summary>For each hop the terms of its corridor.</summary>
    public ImmutableArray<CorridorTerms> Terms { get; init; } = [];

    /// <summary>How long each hop is expected to take, in hours.</summary>
    public ImmutableArray<int> DelayHours => [.. Terms.Select(terms => terms.DelayHours)];
}

/// <summary>
/// Finds the cheapest way for one sum: the route of open corridors with enough room over which the most arrives, and
/// of those that deliver the same, one with the fewest hops.
/// </summary>
/// <remarks>
/// How it works: in round h it knows, for each treasury and currency, the most that can stand there after h hops, and
/// tries every corridor out of what the last round improved (Bellman and Ford, by rounds, with amounts in place of
/// distances: fees and rates are applied exactly, in integers, as the holders will apply them). No route visits a
/// treasury twice. Once a way is found, others are followed only as long as more is left on them than it delivers. It
/// costs O(h·m) for m corridors in reach and h = <see cref="Route.HopsMax"/> rounds, looks only at treasuries that it
/// reaches, and tries at most <see cref="StepsMax"/> corridors. A currency that need not be exchanged is preferred to
/// any other.
/// A corridor may have room for the less that a dearer way brings to it, and not for the more that the best way brings.
/// So where one was left out for want of room, it is asked, at the same small cost, what the best way would deliver if
/// all corridors were wide enough. Only where that is more, all is done once more with up to <see cref="WaysMax"/> ways
/// to each place, at WaysMax times the cost; else nothing better is left to be found. What it does not promise: where
/// rates round a circle promise a gain, or more than WaysMax ways lead to a place before a narrow corridor, or a search
/// was cut, the route found is valid and need not be the best one, and one may be overlooked.
/// </remarks>
public static class RoutePlanner
{
    /// <summary>The most ways to one place that are followed where corridors are narrow.</summary>
    public const int WaysMax = 16;

    /// <summary>The most corridors that one search tries; a plan makes up to three searches.</summary>
    public const long StepsMax = 1_000_000;

    /// <param name="treasury">The treasury of a body, or null where there is none such.</param>
    /// <param name="accepted">The currencies that may arrive.</param>
    /// <param name="stepsMax">The most corridors that one search tries.</param>
    public static PlannedRoute Plan(
        Func<Address, Treasury?> treasury, Address from, Address to, Amount amount, IReadOnlySet<Currency> accepted,
        IReadOnlySet<ExcludedCorridor> excluded, DateTimeOffset at, long stepsMax = StepsMax)
    {
        if (from == to)
            return new PlannedRoute(null, $"{from} is where the money is already");
        var search = new RouteSearch(treasury, accepted, excluded, at, waysMax: 1, stepsMax);
        search.Run(from, to, amount);
        var found = Choose(search, to, amount.Currency, accepted);
        var (isCut, isSlow, isNarrow, narrow) =
            (search.IsCut, search.FoundSlow, search.FoundNarrow, search.NarrowPerMille);
        if (!isSlow && !isNarrow)
            return Answer(found, isCut);
        if (!isSlow)
        {
            var wide = new RouteSearch(treasury, accepted, excluded, at, waysMax: 1, stepsMax)
            {
                IgnoresRoom = true,
                FloorMinor = found?.Amount.Currency == amount.Currency ? found.Amount.Minor : 0,
            };
            wide.Run(from, to, amount);
            isCut |= wide.IsCut;
            if (!IsBetter(Choose(wide, to, amount.Currency, accepted), found, amount.Currency))
                return Answer(found, isCut);
        }
        search = new RouteSearch(treasury, accepted, excluded, at, WaysMax, stepsMax);
        search.Run(from, to, amount);
        found = Choose(search, to, amount.Currency, accepted) ?? found;
        return Answer(found, isCut || search.IsCut) with { MayGain = isNarrow, NarrowPerMille = narrow };

        PlannedRoute Answer(RouteLabel? arrival, bool isCut) => arrival is null
            ? new PlannedRoute(null, WhyNone(from, to, amount, excluded, isCut ? stepsMax : null, isSlow), IsCut: isCut)
            : Walk(arrival) with { IsCut = isCut };
    }

    // A currency that need not be exchanged is better than any other, whatever arrives in it.
    private static bool IsBetter(RouteLabel? wide, RouteLabel? found, Currency given) =>
        wide is not null && (found is null || (wide.Amount.Currency == found.Amount.Currency
            ? wide.Amount.Minor > found.Amount.Minor
            : found.Amount.Currency != given));

    private static RouteLabel? Choose(
        RouteSearch search, Address to, Currency given, IReadOnlySet<Currency> accepted)
    {
        if (accepted.Contains(given) && search.Best(to, given) is { } same)
            return same;
        foreach (var currency in accepted.Order())
            if (search.Best(to, currency) is { } other)
                return other;
        return null;
    }

    private static PlannedRoute Walk(RouteLabel arrival)
    {
        var hops = ImmutableArray.CreateBuilder<Hop>(arrival.Hops);
        var terms = ImmutableArray.CreateBuilder<CorridorTerms>(arrival.Hops);
        for (var label = arrival; label.Hop is { } hop; label = label.Before!)
        {
            hops.Add(hop);
            terms.Add(label.Terms!);
        }
        hops.Reverse();
        terms.Reverse();
        return new PlannedRoute(new Route(hops.MoveToImmutable()), "") { Terms = terms.MoveToImmutable() };
    }

    private static string WhyNone(
        Address from, Address to, Amount amount, IReadOnlySet<ExcludedCorridor> excluded, long? cutAt,
        bool isSlow) =>
        $"no way of open corridors with room for {amount} leads from {from} to {to} in at most {Route.HopsMax} hops"
        + (excluded.Count == 0 ? "" : $" without the {excluded.Count} that failed")
        + (isSlow ? "; some take longer than carriers on them hold room for" : "")
        + (cutAt is { } steps ? $", as far as was looked: {steps} corridors were tried, which is the most" : "");
}
