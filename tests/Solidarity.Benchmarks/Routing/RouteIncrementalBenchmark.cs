using System.Diagnostics;
using Solidarity.Domain.Routing.Flows;

namespace Solidarity.Benchmarks.Routing;

/// <summary>
/// What one more pledge costs on a planned graph, and what it costs to go on when a corridor that carries something
/// closes, also as a share of a fresh plan of the same run; the peer is our own planning anew. The figures are medians
/// over many pledges and corridors of a run. After each run all is proved.
/// </summary>
internal sealed class RouteIncrementalBenchmark : Benchmark
{
    private const int ArcsPerNode = 5;
    private const int Changes = 51;

    /// <summary>A tenth of what the greatest of the pledges that are planned already gives.</summary>
    private const int PledgeMax = FlowInstances.PledgeMax / 10;

    private const int Seed = 1871;
    private FlowProblem? _problem;

    public override string Name => "route-incremental";

    public override string Description => "one more pledge, and one corridor less, on a planned graph of 100,000 nodes";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new("route-incremental", "ms/pledge", IsRate: false),
        new("route-incremental-close", "ms/corridor", IsRate: false),
        new("route-incremental-close-share", "% of a fresh plan", IsRate: false, IsCompared: false),
    ];

    public override string PeerName => "our own plan made anew";

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["nodes"] = Nodes(scale),
        ["arcsPerNode"] = ArcsPerNode,
        ["changes"] = Changes,
    };

    public override Task<double[]> RunOursAsync(Scale scale)
    {
        var problem = Problem(scale);
        var fresh = Fresh(problem);
        var flow = PlannedFlow.Plan(problem, destination: 0);
        var chance = new Random(Seed);
        var sections = Nodes(scale) * 9 / 10;
        var pledges = Times(() =>
        {
            var (node, units) = (chance.Next(1, sections), chance.Next(1, PledgeMax));
            return Time(() => flow.Add(node, units));
        });
        var closings = Times(() =>
        {
            var arc = chance.Next(problem.Arcs);
            while (flow.Flow(arc) == 0)
                arc = chance.Next(problem.Arcs);
            var time = Time(() => flow.SetCapacity(arc, 0));
            flow.SetCapacity(arc, problem.Capacities[arc]);
            return time;
        });
        FlowCertificate.Check(flow.Problem(), flow.Answer());
        return Task.FromResult<double[]>([pledges, closings, 100 * closings / fresh]);
    }

    public override Task<double[]> RunPeerAsync(Scale scale)
    {
        var time = Fresh(Problem(scale));
        return Task.FromResult<double[]>([time, time]);
    }

    private static double Fresh(FlowProblem problem) =>
        Time(() => FlowCertificate.Check(problem, NetworkSimplex.Solve(problem)));

    private FlowProblem Problem(Scale scale) =>
        _problem ??= FlowInstances.Federation(Nodes(scale), ArcsPerNode * Nodes(scale));

    private static int Nodes(Scale scale) => scale == Scale.Smoke ? 400 : 100_000;

    private static double Times(Func<double> once) =>
        Measured.Of(Enumerable.Range(0, Changes).Select(_ => once()).ToList()).Median;

    private static double Time(Action action)
    {
        var begun = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
