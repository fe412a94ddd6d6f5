using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Routing;

/// <summary>A way for some of a source's money: what can be given at its beginning, and what arrives.</summary>
internal sealed record FoundWay(List<int> Corridors, long GivenMinor, Amount Arrives);

/// <summary>
/// Looks for the way over which the most of one sum arrives, with real amounts and all limits: room, passing room,
/// hops, hours, and no treasury twice.
/// </summary>
/// <remarks>
/// How it works: in round h it knows, for each place, the ways of h hops to it on which the most stands there, at most
/// <see cref="WaysMax"/> of which none is both slower and poorer than another, and extends those (Bellman and Ford, by
/// rounds). Where a corridor or a treasury is too narrow, less is given at the beginning, as much as fits. Places from
/// which the destination is too far, in hops or hours, are left out. It costs O(h·m·WaysMax) for m corridors in reach,
/// and counts its steps. What it does not promise: of more than WaysMax ways to one place, one that is left out may
/// have been the one to go on with; and as a way may not visit a treasury twice, the best way to a place need not be
/// the one to go on with. A way that it finds keeps to all limits. Without narrow corridors, delays and exchange that
/// gains, it finds the way that delivers most.
/// </remarks>
internal sealed class WaySearch(PlanRequest request, RoomBook book, Reach reach)
{
    /// <summary>The most ways to one place that are followed.</summary>
    public const int WaysMax = 4;

    private sealed record Step(
        int Place, Step? Before, int Corridor, long Start, long Minor, long Hours, int Hops, HoldSpan Span);

    private readonly CorridorGraph _graph = request.Graph;
    private long _hopsMax;

    /// <summary>How many corridors have been tried by all searches.</summary>
    public long Steps { get; private set; }

    /// <param name="start">Where the sum is.</param>
    /// <param name="minor">How much of it is to go, at most.</param>
    /// <param name="detourMax">How many hops more a way may have than the shortest.</param>
    public FoundWay? Find(int start, long minor, int detourMax = Route.HopsMax)
    {
        _hopsMax = Math.Min(Route.HopsMax, reach.Hops[start] + detourMax);
        var ways = new Dictionary<int, List<Step>>();
        var first = new Step(start, null, -1, minor, minor, 0, 0, HoldSpan.None);
        ways[start] = [first];
        List<Step> frontier = [first];
        for (var round = 0; round < _hopsMax && frontier.Count > 0; round++)
        {
            var next = new List<Step>();
            foreach (var step in frontier)
                if (step.Before is null || book.IsPassable(step.Place))
                    Extend(step, ways, next);
            frontier = next;
        }
        return Choose(ways, _graph.CurrencyOf(start));
    }

    private void Extend(Step step, Dictionary<int, List<Step>> ways, List<Step> next)
    {
        foreach (var corridor in _graph.Out.Of(step.Place))
        {
            Steps++;
            var (to, hours) = (_graph.To(corridor), step.Hours + _graph.Edge(corridor).Terms.DelayHours);
            if (book.Room(corridor) == 0 || book.PassingRoom(to) == 0 || Visits(step, _graph.TreasuryOf(to)))
                continue;
            if (reach.Hops[to] == Reach.Never || step.Hops + 1 + reach.Hops[to] > _hopsMax
                || hours + reach.Hours[to] > request.HoursLeft)
                continue;
            var terms = _graph.Edge(corridor).Terms;
            var span = step.Span.With(terms);
            if (!span.Fits)
                continue;
            if (Follow(step, corridor, to, hours, span.Behind(terms)) is { } further && Add(ways, further))
                next.Add(further);
        }
    }

    private Step? Follow(Step step, int corridor, int to, long hours, HoldSpan span)
    {
        var arrives = _graph.Edge(corridor).Terms.Arrives(step.Minor);
        var start = step.Start;
        if (step.Minor > book.Room(corridor) || arrives > book.PassingRoom(to))
        {
            var corridors = Corridors(step);
            corridors.Add(corridor);
            start = book.Fit(corridors, step.Start);
            arrives = start > 0 ? book.Hops(corridors, start)?[^1].Arrives.Minor ?? 0 : 0;
        }
        return arrives > 0 ? new Step(to, step, corridor, start, arrives, hours, step.Hops + 1, span) : null;
    }

    private static bool Add(Dictionary<int, List<Step>> ways, Step step)
    {
        if (!ways.TryGetValue(step.Place, out var known))
            ways[step.Place] = known = new List<Step>(WaysMax);
        if (known.Exists(other => other.Minor >= step.Minor && other.Hours <= step.Hours))
            return false;
        known.RemoveAll(other =>
            other.Minor <= step.Minor && other.Hours >= step.Hours && other.Hops >= step.Hops);
        if (known.Count == WaysMax)
        {
            if (known[^1].Minor >= step.Minor)
                return false;
            known.RemoveAt(WaysMax - 1);
        }
        var place = known.FindIndex(other => other.Minor < step.Minor);
        known.Insert(place < 0 ? known.Count : place, step);
        return true;
    }

    // Money is changed only where it must be.
    private FoundWay? Choose(Dictionary<int, List<Step>> ways, Currency given)
    {
        foreach (var currency in request.Accepted.OrderBy(currency => currency == given ? 0 : 1).ThenBy(one => one))
            if (ways.TryGetValue(_graph.Place(request.Destination, currency), out var found)
                && found[0].Before is not null)
                return new FoundWay(Corridors(found[0]), found[0].Start, new Amount(found[0].Minor, currency));
        return null;
    }

    private bool Visits(Step? step, int treasury)
    {
        for (; step is not null; step = step.Before)
            if (_graph.TreasuryOf(step.Place) == treasury)
                return true;
        return false;
    }

    private static List<int> Corridors(Step step)
    {
        var corridors = new List<int>(step.Hops + 1);
        for (var at = step; at.Before is not null; at = at.Before)
            corridors.Add(at.Corridor);
        corridors.Reverse();
        return corridors;
    }
}
