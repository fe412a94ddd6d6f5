using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Routing;

/// <summary>The answer of the planner: a route, or why there is none.</summary>
public sealed record PlannedRoute(Route? Route, string Reason);

/// <summary>
/// Finds the cheapest way for one sum: the route of open corridors with enough room over which the most arrives, and
/// of those that deliver the same, one with the fewest hops.
/// </summary>
/// <remarks>
/// How it works: in round h it knows, for each treasury and currency, the most that can stand there after h hops, and
/// tries every corridor out of what the last round improved (Bellman and Ford, by rounds, with amounts in place of
/// distances: fees and rates are applied exactly, in integers, as the holders will apply them). No route visits a
/// treasury twice. It costs O(h·m) for m corridors in reach and h = <see cref="Route.HopsMax"/> rounds, and it looks
/// only at treasuries that it reaches. Where rates round a circle promise a gain, the route found is valid and need not
/// be the best one. A currency that need not be exchanged is preferred to any other.
/// </remarks>
public static class RoutePlanner
{
    private sealed record Label(Address At, Amount Amount, Label? Before, Hop? Hop, int Hops);

    /// <param name="treasury">The treasury of a body, or null where there is none such.</param>
    /// <param name="accepted">The currencies that may arrive.</param>
    public static PlannedRoute Plan(
        Func<Address, Treasury?> treasury, Address from, Address to, Amount amount, IReadOnlySet<Currency> accepted,
        IReadOnlySet<ExcludedCorridor> excluded, DateTimeOffset at)
    {
        var best = new Dictionary<(Address, Currency), Label>();
        var start = new Label(from, amount, null, null, 0);
        best[(from, amount.Currency)] = start;
        var frontier = new List<Label> { start };
        for (var round = 0; round < Route.HopsMax && frontier.Count > 0; round++)
        {
            var next = new Dictionary<(Address, Currency), Label>();
            foreach (var label in frontier)
                if (label.At != to)
                    Extend(label, treasury, excluded, at, best, next);
            frontier = [.. next.Values];
        }
        var arrival = Choose(best, to, amount.Currency, accepted);
        return arrival is null
            ? new PlannedRoute(null, WhyNone(from, to, amount, excluded))
            : new PlannedRoute(Walk(arrival), "");
    }

    private static void Extend(
        Label label, Func<Address, Treasury?> treasury, IReadOnlySet<ExcludedCorridor> excluded, DateTimeOffset at,
        Dictionary<(Address, Currency), Label> best, Dictionary<(Address, Currency), Label> next)
    {
        if (treasury(label.At) is not { } here)
            return;
        foreach (var (key, corridor) in here.Corridors)
        {
            if (key.Given != label.Amount.Currency || corridor.Status != CorridorStatus.Open)
                continue;
            if (corridor.RoomMinor(at) < label.Amount.Minor || excluded.Contains(new ExcludedCorridor(label.At, key)))
                continue;
            var arrives = corridor.Terms.Arrives(label.Amount.Minor);
            if (arrives <= 0 || Visits(label, key.Neighbour))
                continue;
            var place = (key.Neighbour, key.Arrives);
            if (best.TryGetValue(place, out var known) && known.Amount.Minor >= arrives)
                continue;
            var fee = new Amount(corridor.Terms.Fee(label.Amount.Minor), key.Given);
            var there = new Amount(arrives, key.Arrives);
            var hop = new Hop(label.At, key.Neighbour, label.Amount, fee, there);
            best[place] = next[place] = new Label(key.Neighbour, there, label, hop, label.Hops + 1);
        }
    }

    private static bool Visits(Label? label, Address place)
    {
        for (; label is not null; label = label.Before)
            if (label.At == place)
                return true;
        return false;
    }

    private static Label? Choose(
        Dictionary<(Address, Currency), Label> best, Address to, Currency given, IReadOnlySet<Currency> accepted)
    {
        if (accepted.Contains(given) && best.TryGetValue((to, given), out var same))
            return same;
        foreach (var currency in accepted.Order())
            if (best.TryGetValue((to, currency), out var other))
                return other;
        return null;
    }

    private static Route Walk(Label arrival)
    {
        var hops = ImmutableArray.CreateBuilder<Hop>(arrival.Hops);
        for (var label = arrival; label.Hop is { } hop; label = label.Before!)
            hops.Add(hop);
        hops.Reverse();
        return new Route(hops.ToImmutable());
    }

    private static string WhyNone(Address from, Address to, Amount amount, IReadOnlySet<ExcludedCorridor> excluded) =>
        $"no way of open corridors with room for {amount} leads from {from} to {to} in at most {Route.HopsMax} hops"
        + (excluded.Count == 0 ? "" : $" without the {excluded.Count} that failed");
}
