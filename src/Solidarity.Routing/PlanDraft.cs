using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>A plan while it is made: parts that fit, and the room that they leave.</summary>
internal sealed class PlanDraft(PlanRequest request, CorridorGraph graph)
{
    /// <summary>Where sources are many, a way that is looked for by itself has at most so many hops more than the
    /// shortest: else a few searches of the whole graph would take the time of all.</summary>
    private const int DetourMax = 2;

    /// <summary>The most ways to one place that are followed.</summary>
    private const int WaysMax = 4;

    private sealed record Part(List<int> Corridors, List<Hop> Hops);

    private readonly List<Part>[] _parts = [.. request.Sources.Select(_ => new List<Part>())];
    private readonly long[] _left = [.. request.Sources.Select(source => source.Amount.Minor)];

    public PlanRequest Request => request;

    public RoomLeft Room { get; } = new(graph);

    /// <summary>What of a source is not planned yet.</summary>
    public long LeftMinor(int source) => _left[source];

    public bool HasPartsLeft(int source) => _parts[source].Count < request.PartsMax;

    /// <summary>
    /// Sends up to so much of a source over a way, as much as fits; nothing where the way breaks a limit. What goes the
    /// way of another part of the source is put together with it, so that a fixed fee is paid once.
    /// </summary>
    public bool Add(int source, List<int> corridors, long minor)
    {
        if (minor <= 0 || !IsWithinLimits(corridors))
            return false;
        var same = _parts[source].Find(part => part.Corridors.SequenceEqual(corridors));
        if (same is null && !HasPartsLeft(source))
            return false;
        if (same is not null)
        {
            Room.Take(corridors, same.Hops, sign: -1);
            minor += same.Hops[0].Given.Minor;
        }
        var fits = Room.Fit(corridors, minor);
        var hops = fits > 0 ? Room.Hops(corridors, fits) : null;
        if (same is not null)
        {
            if (hops is null || hops[^1].Arrives.Minor <= same.Hops[^1].Arrives.Minor)
            {
                Room.Take(corridors, same.Hops);
                return false;
            }
            _parts[source].Remove(same);
            _left[source] += same.Hops[0].Given.Minor;
        }
        if (hops is null)
            return false;
        Room.Take(corridors, hops);
        _parts[source].Add(new Part(corridors, hops));
        _left[source] -= fits;
        return true;
    }

    /// <summary>Sends what is left, source by source, each time over the way on which the most of it arrives.</summary>
    /// <param name="starts">Where each source is, or -1.</param>
    /// <param name="stepsMax">Corridors to try at most.</param>
    public void Fill(int[] starts, long stepsMax)
    {
        // What is out of reach now stays so: room only gets less. Once the flow has filled what it can, most places
        // are, and the search does not go there.
        var near = Reach.Of(
            graph, graph.Destinations, isBackward: true, corridor => Room.Room(corridor) > 0, Room.IsPassable);
        var search = new WaySearch(request, graph, Room, NarrowRule.Divide, WaysMax)
        {
            Near = near,
            StepsMax = stepsMax,
        };
        var detourMax = starts.Length <= FlowPlanner.FewSourcesMax ? Route.HopsMax : DetourMax;
        for (var source = 0; source < starts.Length; source++)
        {
            if (starts[source] < 0 || !near.IsWithin(starts[source], Route.HopsMax, request.HoursLeft))
                continue;
            while (_left[source] > 0 && !search.IsCut
                && search.Find(starts[source], _left[source], detourMax) is { } way
                && Add(source, way.Corridors, way.GivenMinor))
            {
            }
        }
    }

    /// <summary>How good it is, to compare: what arrives, the less exchanged, the less given for it, the fewer hops of
    /// each unit.</summary>
    public (Int128 Arrives, Int128 Unchanged, Int128 Given, Int128 Hops) Worth(ReferenceRates rates)
    {
        Int128 arrives = 0, unchanged = 0, given = 0, hops = 0;
        foreach (var part in _parts.SelectMany(parts => parts))
        {
            arrives += rates.Units(part.Hops[^1].Arrives);
            if (part.Hops.TrueForAll(hop => hop.Given.Currency == hop.Arrives.Currency))
                unchanged += rates.Units(part.Hops[^1].Arrives);
            var units = rates.Units(part.Hops[0].Given);
            given -= units;
            hops -= (Int128)units * part.Hops.Count;
        }
        return (arrives, unchanged, given, hops);
    }

    public ImmutableArray<PlannedPart> Parts(int source) =>
    [
        .. _parts[source].Select(part => new PlannedPart(
            new Route([.. part.Hops]), [.. part.Corridors.Select(corridor => graph.Edge(corridor).Terms)])),
    ];

    private bool CanHold(List<int> corridors)
    {
        var span = HoldSpan.None;
        foreach (var corridor in corridors)
        {
            var terms = graph.Edge(corridor).Terms;
            span = span.With(terms, corridor == corridors[0] ? null : graph.PassingTerms(graph.From(corridor)));
            if (!span.Fits)
                return false;
            span = span.Behind(terms);
        }
        return true;
    }

    private long Hours(List<int> corridors) =>
        corridors.Sum(corridor => (long)graph.Edge(corridor).Terms.DelayHours);

    private bool IsWithinLimits(List<int> corridors)
    {
        if (corridors.Count is 0 or > Route.HopsMax || Hours(corridors) > request.HoursLeft || !CanHold(corridors))
            return false;
        var seen = new HashSet<int> { graph.TreasuryOf(graph.From(corridors[0])) };
        return corridors.TrueForAll(corridor => seen.Add(graph.TreasuryOf(graph.To(corridor))));
    }
}
