using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>A way for a sum: what can be given at its beginning, and what arrives.</summary>
internal sealed record FoundWay(List<int> Corridors, long GivenMinor, Amount Arrives);

/// <summary>What a search does where a corridor or a treasury has too little room.</summary>
internal enum NarrowRule
{
    /// <summary>As much as fits is given at the beginning, and the rest stays.</summary>
    Divide,

    /// <summary>The sum goes whole or not at all, so the corridor is left out.</summary>
    LeaveOut,

    /// <summary>It counts as wide enough.</summary>
    Ignore,
}

/// <summary>
/// Looks for the way over which the most of one sum arrives, with real amounts and all limits: room, passing room,
/// hops, hours, how long carriers hold room, and no treasury twice. Of ways that deliver the same it finds one with the
/// fewest hops.
/// </summary>
/// <remarks>
/// How it works: in round h it knows, for each place, ways of h hops to it on which the most stands there, and extends
/// those (Bellman and Ford, by rounds, with amounts in place of distances). Once a way is found, others are followed
/// only as long as more is left on them than it delivers. Where a search of the whole graph is worth while, places from
/// which the destination is too far, in hops or hours, are left out (<see cref="Near"/>). It costs O(h·m·w) for m
/// corridors in reach and w ways to a place, and reads no others. What it does not promise: of more than w ways to one
/// place, one that is left out may have been the one to go on with; as a way may not visit a treasury twice, the best
/// way to a place need not be the one to go on with; and past <see cref="StepsMax"/> it ends with what it has. A way
/// that it finds keeps to all limits. Without narrow corridors, delays and exchange that gains, it finds the way that
/// delivers most.
/// </remarks>
/// <param name="waysMax">The most ways to one place that are followed.</param>
internal sealed class WaySearch(
    PlanRequest request, CorridorGraph graph, RoomLeft room, NarrowRule narrowRule, int waysMax)
{
    private const long PerMille = 1_000;

    private sealed record Step(
        int Place, Step? Before, int Corridor, long Start, long Minor, long Hours, int Hops, HoldSpan Span);

    private readonly HashSet<int> _narrow = [];
    private Dictionary<int, List<Step>> _ways = [];
    private long _hopsMax;

    /// <summary>How far the destination is from each place; null: no place is left out for that.</summary>
    public Reach? Near { get; init; }

    /// <summary>The most corridors that all searches try.</summary>
    public long StepsMax { get; init; } = FlowPlanner.SearchStepsMax;

    /// <summary>What must be surpassed, in minor units of the currency that is sent: ways on which no more than that is
    /// left are not followed.</summary>
    public long FloorMinor { get; init; }

    /// <summary>How many corridors have been tried by all searches.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether there was more to try than may be.</summary>
    public bool IsCut => Steps >= StepsMax;

    /// <summary>Whether a corridor was left out for want of room.</summary>
    public bool FoundNarrow => _narrow.Count > 0;

    /// <summary>Whether a way was left out because it takes longer than there is time, or than a corridor on it holds
    /// room for.</summary>
    public bool FoundSlow { get; private set; }

    /// <summary>What fits through those that were left out, in thousandths of what was to go there.</summary>
    public long NarrowPerMille { get; private set; }

    /// <param name="start">Where the sum is.</param>
    /// <param name="minor">How much of it is to go, at most.</param>
    /// <param name="detourMax">How many hops more a way may have than the shortest; only with <see cref="Near"/>.
    /// </param>
    public FoundWay? Find(int start, long minor, int detourMax = Route.HopsMax)
    {
        _hopsMax = Math.Min(Route.HopsMax, (Near?.Hops[start] ?? 0) + detourMax);
        var (given, first) = (
            graph.CurrencyOf(start), new Step(start, null, CorridorGraph.None, minor, minor, 0, 0, HoldSpan.None));
        _ways = new Dictionary<int, List<Step>> { [start] = [first] };
        var target = request.Accepted.Contains(given) ? graph.PlaceOf(request.Destination, given) : CorridorGraph.None;
        List<Step> frontier = [first];
        for (var round = 0; round < _hopsMax && frontier.Count > 0; round++)
        {
            var next = new List<Step>();
            // What the way found so far brings is not surpassed by one on which no more is left already.
            var floor = target == CorridorGraph.None ? 0 : Math.Max(FloorMinor, Best(target)?.Minor ?? 0);
            foreach (var step in frontier)
                if ((step.Before is null || graph.Carries(step.Place))
                    && (step.Minor > floor || graph.CurrencyOf(step.Place) != given))
                    Extend(step, next);
            frontier = next;
        }
        return Choose(given);
    }

    private void Extend(Step step, List<Step> next)
    {
        for (var corridor = graph.FirstOut(step.Place); corridor >= 0; corridor = graph.NextOut(corridor))
        {
            if (IsCut)
                return;
            Steps++;
            var to = graph.To(corridor);
            if (IsFar(to, step.Hops + 1) || Visits(step, graph.TreasuryOf(to)))
                continue;
            if (Follow(step, corridor, to) is { } further && Add(further))
                next.Add(further);
        }
    }

    private bool IsFar(int place, int hops) =>
        Near is not null && (Near.Hops[place] == Reach.Never || hops + Near.Hops[place] > _hopsMax);

    /// <summary>The way over one corridor more; null where it breaks a limit, or nothing would arrive.</summary>
    private Step? Follow(Step step, int corridor, int to)
    {
        var terms = graph.Edge(corridor).Terms;
        var (start, arrives) = (step.Start, terms.Arrives(step.Minor));
        if (narrowRule != NarrowRule.Ignore && !HasRoom(corridor, to, step.Minor, arrives))
        {
            if (narrowRule == NarrowRule.LeaveOut)
                LeaveOut(corridor, to, step.Minor, arrives);
            else
                (start, arrives) = Divided(step, corridor, to);
            if (narrowRule == NarrowRule.LeaveOut || arrives <= 0)
                return null;
        }
        if (arrives <= 0)
            return null;
        var hours = step.Hours + terms.DelayHours;
        var span = step.Span.With(terms, step.Before is null ? null : graph.PassingTerms(step.Place));
        if (span.Fits && hours + (Near?.Hours[to] ?? 0) <= request.HoursLeft)
            return new Step(to, step, corridor, start, arrives, hours, step.Hops + 1, span.Behind(terms));
        FoundSlow = true;
        return null;
    }

    private bool HasRoom(int corridor, int to, long given, long arrives) =>
        given <= room.Room(corridor) && arrives <= room.PassingRoom(to);

    private void LeaveOut(int corridor, int to, long given, long arrives)
    {
        // One that drains is not narrow: it carries nothing however small.
        var isDraining = graph.TreasuryOf(to) != graph.Destination && !graph.Carries(to);
        if (!isDraining && _narrow.Add(corridor))
            NarrowPerMille += Math.Min(
                Share(room.Room(corridor), given), Share(room.PassingRoom(to), Math.Max(1, arrives)));
    }

    private static long Share(long minor, long of) => (long)Int128.Min(PerMille, (Int128)minor * PerMille / of);

    private (long Start, long Arrives) Divided(Step step, int corridor, int to)
    {
        if (room.Room(corridor) == 0 || room.PassingRoom(to) == 0)
            return (0, 0);
        var corridors = Corridors(step);
        corridors.Add(corridor);
        var start = room.Fit(corridors, step.Start);
        return (start, start > 0 ? room.Hops(corridors, start)?[^1].Arrives.Minor ?? 0 : 0);
    }

    // Most first; of the same amount, the one with fewer hops. Where a sum goes whole, a way on which less is left may
    // be the one that fits through a narrow corridor; else one that is slower and poorer than another is of no use.
    private bool Add(Step step)
    {
        if (!_ways.TryGetValue(step.Place, out var known))
            _ways[step.Place] = known = new List<Step>(Math.Min(waysMax, 4));
        if (narrowRule == NarrowRule.Divide)
        {
            if (known.Exists(other => other.Minor >= step.Minor && other.Hours <= step.Hours))
                return false;
            known.RemoveAll(other =>
                other.Minor <= step.Minor && other.Hours >= step.Hours && other.Hops >= step.Hops);
        }
        if (known.Count == waysMax)
        {
            if (known[^1].Minor >= step.Minor)
                return false;
            known.RemoveAt(waysMax - 1);
        }
        var place = known.FindIndex(other => other.Minor < step.Minor);
        known.Insert(place < 0 ? known.Count : place, step);
        return true;
    }

    // Money is changed only where it must be.
    private FoundWay? Choose(Currency given)
    {
        foreach (var currency in request.Accepted.OrderBy(currency => currency == given ? 0 : 1).ThenBy(one => one))
            if (Best(graph.PlaceOf(request.Destination, currency)) is { Before: not null } found)
                return new FoundWay(Corridors(found), found.Start, new Amount(found.Minor, currency));
        return null;
    }

    private Step? Best(int place) => _ways.TryGetValue(place, out var ways) ? ways[0] : null;

    private bool Visits(Step? step, int treasury)
    {
        for (; step is not null; step = step.Before)
            if (graph.TreasuryOf(step.Place) == treasury)
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
