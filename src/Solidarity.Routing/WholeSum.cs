using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>The one way for a whole sum, or why there is none.</summary>
/// <param name="MayGain">Corridors were left out for want of room over which more would arrive, or over which alone
/// anything would: in parts the money might do better.</param>
/// <param name="NarrowPerMille">How much of the sum fits through those, in thousandths of it; no more than that can do
/// better.</param>
/// <param name="IsCut">There was more to try than <see cref="FlowPlanner.SearchStepsMax"/>: a better way may have been
/// overlooked.</param>
public sealed record WholePlan(PlannedPart? Part, bool MayGain = false, long NarrowPerMille = 0, bool IsCut = false)
{
    private readonly Func<Wording>? _why;

    /// <param name="why">Why there is no way. It is asked only where somebody wants to know.</param>
    public WholePlan(Func<Wording> why, bool isCut = false) : this(Part: null, IsCut: isCut) => _why = why;

    /// <summary>Why there is no way, for people; empty where there is one.</summary>
    public string Reason => _why?.Invoke().English ?? "";

    /// <summary>What was read of the corridors.</summary>
    internal CorridorGraph? Graph { get; init; }
}

/// <summary>Plans a sum that is not divided.</summary>
/// <remarks>
/// How it works: one way to each place is followed (<see cref="WaySearch"/>), and corridors with too little room are
/// left out. A corridor may have room for the less that a dearer way brings to it, and not for the more that the best
/// way brings. So where one was left out, a second search of the same small cost asks what the best way would deliver
/// if all corridors were wide enough. Only where that is more, or where a way was left out as too slow, all is done
/// once more with up to <see cref="WaysMax"/> ways to each place, at WaysMax times the cost; else nothing better is
/// left to be found. What it does not promise: see <see cref="WaySearch"/>.
/// </remarks>
internal sealed class WholeSum(PlanRequest request, CorridorGraph graph, long stepsMax)
{
    /// <summary>The most ways to one place that are followed where corridors are narrow.</summary>
    private const int WaysMax = 16;

    private readonly MoneySource _source = request.Sources[0];
    private readonly RoomLeft _room = new(graph);
    private bool _isCut;

    public WholePlan Plan()
    {
        if (_source.From == request.Destination)
            return new WholePlan(() => $"{_source.From} is where the money is already");
        var search = Search(NarrowRule.LeaveOut, waysMax: 1);
        var found = Find(search);
        if (!search.FoundSlow && !(search.FoundNarrow && WouldGain(found)))
            return Answer(found);
        var (isNarrow, narrow) = (search.FoundNarrow, search.NarrowPerMille);
        found = Find(Search(NarrowRule.LeaveOut, WaysMax)) ?? found;
        return Answer(found) with { MayGain = isNarrow, NarrowPerMille = narrow };
    }

    // A currency that need not be exchanged is better than any other, whatever arrives in it.
    private bool WouldGain(FoundWay? found)
    {
        var given = _source.Amount.Currency;
        var floor = found?.Arrives.Currency == given ? found.Arrives.Minor : 0;
        var wide = Find(Search(NarrowRule.Ignore, waysMax: 1, floor));
        return wide is not null && (found is null || (wide.Arrives.Currency == found.Arrives.Currency
            ? wide.Arrives.Minor > found.Arrives.Minor
            : found.Arrives.Currency != given));
    }

    private WaySearch Search(NarrowRule rule, int waysMax, long floorMinor = 0) =>
        new(request, graph, _room, rule, waysMax) { StepsMax = stepsMax, FloorMinor = floorMinor };

    private FoundWay? Find(WaySearch search)
    {
        var found = search.Find(graph.PlaceOf(_source.From, _source.Amount.Currency), _source.Amount.Minor);
        _isCut |= search.IsCut;
        return found;
    }

    private WholePlan Answer(FoundWay? way) => way is null
        ? new WholePlan(WhyNone, _isCut)
        : new WholePlan(PartOf(way), IsCut: _isCut);

    private PlannedPart PartOf(FoundWay way)
    {
        var hops = _room.Hops(way.Corridors, way.GivenMinor)!;
        return new PlannedPart(
            new Route([.. hops]), [.. way.Corridors.Select(corridor => graph.Edge(corridor).Terms)]);
    }

    private Wording WhyNone()
    {
        var why = new ObstacleSearch(request, _source).Why();
        return _isCut ? $"{why}, as far as was looked: {stepsMax} corridors were tried, which is the most" : why;
    }
}
