using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Routing;

/// <summary>The answer of the planner: a route, or why there is none.</summary>
/// <param name="Narrow">Corridors were left out for want of room: in parts the money might do better.</param>
public sealed record PlannedRoute(Route? Route, string Reason, bool Narrow = false);

/// <summary>
/// Finds the cheapest way for one sum: the route of open corridors with enough room over which the most arrives, and
/// of those that deliver the same, one with the fewest hops.
/// </summary>
/// <remarks>
/// How it works: in round h it knows, for each treasury and currency, the most that can stand there after h hops, and
/// tries every corridor out of what the last round improved (Bellman and Ford, by rounds, with amounts in place of
/// distances: fees and rates are applied exactly, in integers, as the holders will apply them). No route visits a
/// treasury twice. It costs O(h·m) for m corridors in reach and h = <see cref="Route.HopsMax"/> rounds, and it looks
/// only at treasuries that it reaches. A currency that need not be exchanged is preferred to any other.
/// A corridor may have room for the less that a dearer way brings to it, and not for the more that the best way brings.
/// So where one was left out for want of room, all is done once more with up to <see cref="WaysMax"/> ways to each
/// place, at WaysMax times the cost. What it does not promise: where rates round a circle promise a gain, or more than
/// WaysMax ways lead to a place before a narrow corridor, the route found is valid and need not be the best one, and
/// one may be overlooked.
/// </remarks>
public static class RoutePlanner
{
    /// <summary>The most ways to one place that are followed where corridors are narrow.</summary>
    public const int WaysMax = 16;

    private sealed record Label(
        Address At, Amount Amount, Label? Before, Hop? Hop, int Hops, HoldSpan Span);

    // Best first; of the same amount, the one with fewer hops.
    private sealed class Ways(int max)
    {
        private readonly List<Label> _labels = new(max);

        public Label Best => _labels[0];

        public bool Add(Label label)
        {
            var place = _labels.FindIndex(known => known.Amount.Minor < label.Amount.Minor);
            if (place < 0)
                place = _labels.Count;
            if (place == max)
                return false;
            if (_labels.Count == max)
                _labels.RemoveAt(max - 1);
            _labels.Insert(place, label);
            return true;
        }
    }

    private sealed class Search(
        Func<Address, Treasury?> treasury, IReadOnlySet<ExcludedCorridor> excluded, DateTimeOffset at, int waysMax)
    {
        private readonly Dictionary<(Address, Currency), Ways> _ways = [];

        /// <summary>Whether a corridor was left out for want of room.</summary>
        public bool FoundNarrow { get; private set; }

        /// <summary>Whether a way was left out because a corridor on it does not hold room for as long as it takes.
        /// </summary>
        public bool FoundSlow { get; private set; }

        public Label? Best(Address place, Currency currency) =>
            _ways.TryGetValue((place, currency), out var ways) ? ways.Best : null;

        public void Run(Address from, Address to, Amount amount)
        {
            var start = new Label(from, amount, null, null, 0, HoldSpan.None);
            Add(start);
            List<Label> frontier = [start];
            for (var round = 0; round < Route.HopsMax && frontier.Count > 0; round++)
            {
                var next = new List<Label>();
                foreach (var label in frontier)
                    if (label.At != to)
                        Extend(label, next);
                frontier = next;
            }
        }

        private void Extend(Label label, List<Label> next)
        {
            if (treasury(label.At) is not { } here)
                return;
            // Money that is here must go on; more is not led through here.
            if (here.Carriage.Draining && label.Before is not null)
                return;
            foreach (var (key, corridor) in here.Corridors)
            {
                if (key.Given != label.Amount.Currency || !here.Uses(key, corridor))
                    continue;
                if (excluded.Contains(new ExcludedCorridor(label.At, key)) || Visits(label, key.Neighbour))
                    continue;
                // Who has quarantined this holder would not book what comes from it.
                if (treasury(key.Neighbour)?.Quarantines.ContainsKey(label.At) == true)
                    continue;
                if (corridor.RoomMinor(at) < label.Amount.Minor)
                {
                    FoundNarrow = true;
                    continue;
                }
                if (Follow(label, key, corridor.Terms, here.Carriage) is not { } there)
                    continue;
                if (!there.Span.Fits)
                    FoundSlow = true;
                else if (Add(there with { Span = there.Span.Behind(corridor.Terms) }))
                    next.Add(there with { Span = there.Span.Behind(corridor.Terms) });
            }
        }

        private bool Add(Label label)
        {
            var place = (label.At, label.Amount.Currency);
            if (!_ways.TryGetValue(place, out var ways))
                _ways[place] = ways = new Ways(waysMax);
            return ways.Add(label);
        }
    }

    /// <param name="treasury">The treasury of a body, or null where there is none such.</param>
    /// <param name="accepted">The currencies that may arrive.</param>
    public static PlannedRoute Plan(
        Func<Address, Treasury?> treasury, Address from, Address to, Amount amount, IReadOnlySet<Currency> accepted,
        IReadOnlySet<ExcludedCorridor> excluded, DateTimeOffset at)
    {
        if (from == to)
            return new PlannedRoute(null, $"{from} is where the money is already");
        var search = new Search(treasury, excluded, at, waysMax: 1);
        search.Run(from, to, amount);
        if (search.FoundNarrow || search.FoundSlow)
        {
            search = new Search(treasury, excluded, at, WaysMax);
            search.Run(from, to, amount);
        }
        var arrival = Choose(search, to, amount.Currency, accepted);
        return arrival is null
            ? new PlannedRoute(null, WhyNone(from, to, amount, excluded, search.FoundSlow), search.FoundNarrow)
            : new PlannedRoute(Walk(arrival), "", search.FoundNarrow);
    }

    private static Label? Follow(Label label, CorridorKey key, CorridorTerms terms, Carriage carriage)
    {
        var arrives = terms.Arrives(label.Amount.Minor);
        if (arrives <= 0)
            return null;
        var fee = new Amount(terms.Fee(label.Amount.Minor), key.Given);
        var there = new Amount(arrives, key.Arrives);
        return new Label(
            key.Neighbour, there, label,
            new Hop(label.At, key.Neighbour, label.Amount, fee, there, terms.SettledBy), label.Hops + 1,
            label.Span.With(terms, PassingTerms(label, carriage)));
    }

    // Of money that is to pass, the carrier's limit has a longest time, too.
    private static PassingTerms? PassingTerms(Label label, Carriage carriage) =>
        label.Before is not null && carriage.Limits.ContainsKey(label.Amount.Currency)
            ? carriage.TermsOf(label.Amount.Currency)
            : null;

    private static bool Visits(Label? label, Address place)
    {
        for (; label is not null; label = label.Before)
            if (label.At == place)
                return true;
        return false;
    }

    private static Label? Choose(Search search, Address to, Currency given, IReadOnlySet<Currency> accepted)
    {
        if (accepted.Contains(given) && search.Best(to, given) is { } same)
            return same;
        foreach (var currency in accepted.Order())
            if (search.Best(to, currency) is { } other)
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

    private static string WhyNone(
        Address from, Address to, Amount amount, IReadOnlySet<ExcludedCorridor> excluded, bool foundSlow) =>
        $"no way of open corridors with room for {amount} leads from {from} to {to} in at most {Route.HopsMax} hops"
        + (excluded.Count == 0 ? "" : $" without the {excluded.Count} that failed")
        + (foundSlow ? "; some take longer than carriers on them hold room for" : "");
}
