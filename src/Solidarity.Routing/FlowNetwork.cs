using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Routing.Flows;

namespace Solidarity.Routing;

/// <summary>A way that a flow takes from a source, in reference units; the last of one that is shipped whole.</summary>
internal sealed record FlowWay(int Source, List<int> Corridors, long Units, bool IsLastOfWhole);

/// <summary>A plan's flow problem, in reference units: its making, and the ways that its answer is made of.</summary>
/// <remarks>
/// A place is a node into which money comes and, where it may not pass freely, another out of which it goes, with the
/// passing room between the two. Sources supply where money goes out; all places of the destination lead to one that
/// wants all. The cost of a unit on a corridor is, in one whole number, first the exchange, then the fee and the spread
/// in millionths, then the hop. An exchange counts for more than the fees of any way, a millionth for more than the
/// hops of any way round, as long as that keeps within <see cref="FlowProblem.CostTimesNodesMax"/>; on larger graphs a
/// millionth counts for fewer hops, but always for more than <see cref="Route.HopsMax"/>. What is not shipped costs
/// more than all of them, so the order is: most arrives, least is exchanged, least is paid, fewest hops. A fixed fee
/// counts as a share of the sources' mean amount. A fee does not make the flow smaller on its way, as it does the
/// money; so a flow never needs more room than there is, and may leave some that its money would have found.
/// </remarks>
internal sealed class FlowNetwork
{
    private const long Million = 1_000_000;
    private const long PerMyriad = Million / CorridorTerms.Myriad;

    private readonly CorridorGraph _graph;
    private readonly List<int> _corridors;
    private readonly List<int> _tails = [];
    private readonly List<int> _heads = [];
    private readonly List<long> _capacities = [];
    private readonly List<long> _costs = [];
    private readonly int[] _outs;
    private readonly int _sink;
    private readonly int _nodes;

    /// <param name="request">What is planned.</param>
    /// <param name="graph">The corridors.</param>
    /// <param name="rates">What currencies are worth.</param>
    /// <param name="corridors">The corridors that the flow may use.</param>
    /// <param name="starts">For each source its place, or -1 where it cannot go anywhere.</param>
    public FlowNetwork(
        PlanRequest request, CorridorGraph graph, ReferenceRates rates, List<int> corridors, int[] starts)
    {
        (_graph, _corridors) = (graph, corridors);
        _nodes = _graph.Places;
        _outs = new int[_graph.Places];
        for (var place = 0; place < _outs.Length; place++)
            _outs[place] = graph.PassingRoom(place) == CorridorGraph.NoLimit ? place : _nodes++;
        _sink = _nodes++;
        var meanUnits = MeanUnits(request, rates);
        var costs = corridors.ConvertAll(corridor => PerMillion(corridor, rates, meanUnits));
        var weights = Weights.For(costs, corridors.Exists(IsExchange), _nodes);
        for (var i = 0; i < corridors.Count; i++)
        {
            var corridor = corridors[i];
            var room = graph.Room(corridor);
            var cost = weights.Cost(costs[i], IsExchange(corridor));
            Add(_outs[_graph.From(corridor)], _graph.To(corridor), Units(room, _graph.From(corridor), rates), cost);
        }
        for (var place = 0; place < _outs.Length; place++)
            if (_outs[place] != place)
                Add(place, _outs[place], Units(graph.PassingRoom(place), place, rates), 0);
        foreach (var place in graph.Destinations)
            Add(place, _sink, FlowProblem.Unlimited, 0);
        var supplies = new long[_nodes];
        for (var source = 0; source < starts.Length; source++)
            if (starts[source] >= 0)
            {
                var units = rates.Units(request.Sources[source].Amount);
                supplies[_outs[starts[source]]] += units;
                supplies[_sink] -= units;
            }
        Problem = new FlowProblem(
            supplies, _tails.ToArray(), _heads.ToArray(), _capacities.ToArray(), _costs.ToArray());
    }

    public FlowProblem Problem { get; }

    /// <summary>
    /// The ways of an answer, source by source, each along the arc with the most flow: few and wide ones first. A unit
    /// of flow is in one way. O(n) for a way, and no more ways than arcs and sources.
    /// </summary>
    public IEnumerable<FlowWay> Ways(FlowAnswer answer, PlanRequest request, ReferenceRates rates, int[] starts)
    {
        var left = (long[])answer.Flows.Clone();
        var shipped = new long[_nodes];
        for (var node = 0; node < _nodes; node++)
            shipped[node] = Problem.Supplies[node] - answer.Stays[node];
        var arcs = new Incidence(_nodes, _tails.Count, arc => _tails[arc]);
        for (var source = 0; source < starts.Length; source++)
        {
            if (starts[source] < 0)
                continue;
            var node = _outs[starts[source]];
            var units = rates.Units(request.Sources[source].Amount);
            // Of several sources at one place, what stays is the last ones'.
            var flowing = Math.Min(units, shipped[node]);
            shipped[node] -= flowing;
            var isWhole = flowing == units;
            while (flowing > 0)
            {
                var (way, most) = Follow(node, arcs, left, flowing);
                foreach (var arc in way)
                    left[arc] -= most;
                flowing -= most;
                yield return new FlowWay(
                    source, [.. way.Where(arc => arc < _corridors.Count).Select(arc => _corridors[arc])], most,
                    isWhole && flowing == 0);
            }
        }
    }

    private (List<int> Way, long Units) Follow(int node, Incidence arcs, long[] left, long units)
    {
        var way = new List<int>();
        while (node != _sink)
        {
            var widest = -1;
            foreach (var arc in arcs.Of(node))
                if (left[arc] > 0 && (widest < 0 || left[arc] > left[widest]))
                    widest = arc;
            way.Add(widest);
            units = Math.Min(units, left[widest]);
            node = _heads[widest];
        }
        return (way, units);
    }

    private void Add(int tail, int head, long capacity, long cost)
    {
        _tails.Add(tail);
        _heads.Add(head);
        _capacities.Add(capacity);
        _costs.Add(cost);
    }

    private long Units(long room, int place, ReferenceRates rates) => room == CorridorGraph.NoLimit
        ? FlowProblem.Unlimited
        : rates.Units(new Amount(room, _graph.CurrencyOf(place)));

    private bool IsExchange(int corridor) => _graph.Edge(corridor).Key is var key && key.Given != key.Arrives;

    private static long MeanUnits(PlanRequest request, ReferenceRates rates) => (long)(
        request.Sources.Aggregate((Int128)0, (sum, source) => sum + rates.Units(source.Amount))
        / request.Sources.Length);

    // What a corridor costs of what is given, in millionths.
    private long PerMillion(int corridor, ReferenceRates rates, long meanUnits)
    {
        var (key, terms) = (_graph.Edge(corridor).Key, _graph.Edge(corridor).Terms);
        var mean = Math.Max(1, rates.Minor(meanUnits, key.Given));
        var @fixed = (long)Int128.Min(Million, ((Int128)terms.FeeMinor * Million + mean - 1) / mean);
        var spread = rates.SpreadPerMillion(key.Given, key.Arrives, terms.Rate);
        return Math.Min(Million, @fixed + terms.FeePerMyriad * PerMyriad + spread);
    }

    /// <summary>What a millionth and an exchange count for, in hops.</summary>
    private readonly record struct Weights(long Millionth, long Exchange)
    {
        public static Weights For(List<long> costs, bool hasExchanges, int nodes)
        {
            var most = costs.Count == 0 ? 0 : costs.Max();
            // In millionths, above the fees of any way.
            var exchange = hasExchanges ? most * Route.HopsMax + 1 : 0;
            var room = FlowProblem.CostTimesNodesMax / (nodes + 1L) / (most + exchange + 1) - 2;
            if (room <= Route.HopsMax)
                throw new PlanTooLargeException($"{nodes} places are too many to plan for at once");
            var millionth = Math.Min(room, nodes + 1L);
            return new Weights(millionth, exchange * millionth);
        }

        public long Cost(long perMillion, bool isExchange) => perMillion * Millionth + (isExchange ? Exchange : 0) + 1;
    }
}
