using Solidarity.Domain.Routes;
using Solidarity.Routing.Flows;

namespace Solidarity.Routing;

/// <summary>
/// Plans the ways of many sums to one destination at once: so that the most arrives by the deadline, then the least is
/// paid in fees, then the hops are fewest.
/// </summary>
/// <remarks>
/// How it works. (0) A single sum that fits one way whole, where no narrow corridor would bring more, goes that way
/// (<see cref="WholeSum"/>). (1) Else corridors over which nothing can come in time, or in <see cref="Route.HopsMax"/>
/// hops, are left out. (2) A cheapest flow in one reference unit is found (<see cref="FlowNetwork"/>, <see
/// cref="NetworkSimplex"/>), and proved by <see cref="FlowCertificate"/>. (3) It is taken apart into ways, and each is
/// walked in its currencies at the corridors' real rates, fees and rounding; where a walk does not fit, less is given.
/// What the walk delivers is what is promised. (4) What is left of a source, as its flow broke a limit of hops or time,
/// or rounding, fees and rates freed or took room, is tried way by way with real amounts (<see cref="WaySearch"/>).
/// Where sources are few (<see cref="FewSourcesMax"/>), the ways of (4) alone are tried too, and the better plan is
/// taken; where they are more, (4) looks only for ways that are hardly longer than the shortest. (5) What remains gets
/// its reason (<see cref="Remainders"/>), and the plan is checked (<see cref="PlanCheck"/>). What it costs: (2)
/// dominates; see there. (4) tries at most <see cref="StepsMax"/> corridors. What is exact: in one currency, without
/// fees, and where no way of the cheapest flow breaks a limit of hops, hours or parts, the most that can arrive does,
/// over the fewest hops. For a single sum that fits through all corridors it is the way that delivers most, as far as
/// <see cref="WaySearch"/> promises. What is not: with fees the flow is not made smaller on its way, so a little room
/// behind them may stay unused; a fixed fee counts as a share of the sources' mean amount; amounts in several
/// currencies are compared at reference rates, and a rate that gains counts as one that does not lose. The best flow
/// whose ways are limited in length is a hard problem (Baier et al., "Length-bounded cuts and flows", 2010), so where
/// limits bind, (1) and (4) are near it and no more. All that is planned fits exactly, whatever was near before. The
/// same request gives the same plan, byte for byte.
/// </remarks>
public static class FlowPlanner
{
    /// <summary>The most corridors that one search for a whole sum tries; there are up to three.</summary>
    public const long SearchStepsMax = 1_000_000;

    /// <summary>The most corridors that are tried in looking for ways one by one.</summary>
    public const long StepsMax = 3_000_000;

    /// <summary>So many sources are also planned way by way, to take the better of two plans.</summary>
    public const int FewSourcesMax = 16;

    /// <exception cref="ArgumentException">The request is out of its limits; the message says where.</exception>
    /// <exception cref="PlanTooLargeException">Each source is within its limits, but all together are too much.
    /// </exception>
    /// <exception cref="InvalidOperationException">The plan failed its own check, which is a bug.</exception>
    public static RoutingPlan Plan(PlanRequest request)
    {
        request.Check();
        var graph = new CorridorGraph(request);
        if (request.Sources is [var only]
            && new WholeSum(request, graph, SearchStepsMax).Plan() is { Part: { } part, MayGain: false, IsCut: false })
            return Checked(request, graph, [new SourcePlan(only, [part], null)]);
        return InParts(request, graph);
    }

    /// <summary>Plans in parts the single sum that <paramref name="whole"/> was planned for, and goes on from the
    /// corridors that are known from there.</summary>
    /// <inheritdoc cref="Plan" path="/exception"/>
    public static RoutingPlan PlanInParts(PlanRequest request, WholePlan whole) =>
        InParts(request, whole.Graph ?? throw new ArgumentException("it was not planned here", nameof(whole)));

    private static RoutingPlan InParts(PlanRequest request, CorridorGraph graph)
    {
        var starts = Starts(request, graph);
        graph.Discover(request.Sources.Select(source => source.From));
        var usable = Usable(request, graph, starts);
        var rates = ReferenceRates.Of(request, graph, usable, FlowProblem.UnitsMax / 2);
        var draft = new PlanDraft(request, graph);
        FollowFlow(draft, new FlowNetwork(request, graph, rates, usable, starts), starts, rates);
        draft.Fill(starts, StepsMax);
        if (request.Sources.Length <= FewSourcesMax)
        {
            var other = new PlanDraft(request, graph);
            other.Fill(starts, StepsMax);
            if (other.Worth(rates).CompareTo(draft.Worth(rates)) > 0)
                draft = other;
        }
        return Checked(request, graph, new Remainders(request, graph, draft, starts).Of());
    }

    /// <summary>The one way for a single sum that is not to be divided, found without a flow: most sums go so, and it
    /// costs only what is near the way.</summary>
    /// <inheritdoc cref="Plan" path="/exception"/>
    public static WholePlan PlanWhole(PlanRequest request) => PlanWhole(request, SearchStepsMax);

    internal static WholePlan PlanWhole(PlanRequest request, long stepsMax)
    {
        request.Check();
        var graph = new CorridorGraph(request);
        var plan = new WholeSum(request, graph, stepsMax).Plan();
        if (plan.Part is { } part)
            Checked(request, graph, [new SourcePlan(request.Sources.Single(), [part], null)]);
        return plan with { Graph = graph };
    }

    private static RoutingPlan Checked(PlanRequest request, CorridorGraph graph, ImmutableArray<SourcePlan> sources) =>
        PlanCheck.Check(request, graph, new RoutingPlan(sources));

    private static void FollowFlow(PlanDraft draft, FlowNetwork network, int[] starts, ReferenceRates rates)
    {
        var answer = NetworkSimplex.Solve(network.Problem);
        FlowCertificate.Check(network.Problem, answer);
        foreach (var way in network.Ways(answer, draft.Request, rates, starts))
        {
            var left = draft.LeftMinor(way.Source);
            var currency = draft.Request.Sources[way.Source].Amount.Currency;
            // A source that goes whole goes to the last minor unit, whatever rounding has left of it.
            var minor = way.IsLastOfWhole ? left : Math.Min(left, rates.Minor(way.Units, currency));
            draft.Add(way.Source, way.Corridors, minor);
        }
    }

    // For each source its place; none for one that is at the destination already.
    private static int[] Starts(PlanRequest request, CorridorGraph graph) =>
    [
        .. request.Sources.Select(source => source.From == request.Destination
            ? CorridorGraph.None
            : graph.PlaceOf(source.From, source.Amount.Currency)),
    ];

    private static List<int> Usable(PlanRequest request, CorridorGraph graph, int[] starts)
    {
        bool HasRoom(int corridor) => graph.Room(corridor) > 0;
        bool CanPass(int place) => graph.Carries(place) && graph.PassingRoom(place) > 0;
        var before = Reach.Of(graph, starts, isBackward: false, HasRoom, CanPass);
        var after = Reach.Of(graph, graph.Destinations, isBackward: true, HasRoom, CanPass);
        var usable = new List<int>();
        for (var corridor = 0; corridor < graph.Corridors; corridor++)
        {
            var (from, to) = (graph.From(corridor), graph.To(corridor));
            if (HasRoom(corridor) && before.Hops[from] != Reach.Never && after.Hops[to] != Reach.Never
                && before.Hops[from] + 1 + after.Hops[to] <= Route.HopsMax
                && before.Hours[from] + graph.Edge(corridor).Terms.DelayHours + after.Hours[to] <= request.HoursLeft)
                usable.Add(corridor);
        }
        return usable;
    }
}
