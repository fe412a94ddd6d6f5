using System.Diagnostics;
using Solidarity.Routing.Flows;

namespace Solidarity.Benchmarks.Routing;

/// <summary>
/// The planner's solver beside LEMON's on the same flow problems: the time from the problem to the answer on our side,
/// and of run() alone on the peer's. Both must find the same cost, and ours is proved besides, which is not in the
/// time.
/// </summary>
internal sealed class RouteLemonBenchmark : Benchmark, IDisposable
{
    private sealed record Instance(string Name, FlowProblem Problem, string Path);

    private static readonly (string Name, Func<int, int, FlowProblem> Make, int Nodes, int Smoke)[] Kinds =
    [
        ("route-lemon", FlowInstances.Federation, 100_000, 400),
        ("route-lemon-10k", FlowInstances.Federation, 10_000, 300),
        ("route-lemon-1k", FlowInstances.Federation, 1_000, 200),
        ("route-lemon-netgen", FlowInstances.Netgen, 100_000, 400),
        ("route-lemon-netgen-10k", FlowInstances.Netgen, 10_000, 300),
        ("route-lemon-gridgen", FlowInstances.Gridgen, 100_000, 400),
        ("route-lemon-gridgen-10k", FlowInstances.Gridgen, 10_000, 300),
    ];

    private const int ArcsPerNode = 5;

    private readonly Dictionary<string, Int128> _costs = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("solidarity-routes-");
    private List<Instance>? _instances;

    public RouteLemonBenchmark() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();

    public override string Name => "route-lemon";

    public override string Description =>
        "a cheapest flow over 100,000 nodes and 500,000 corridors, and smaller ones";

    public override IReadOnlyList<Figure> Figures { get; } =
        [.. Kinds.Select(kind => new Figure(kind.Name, "ms", IsRate: false))];

    public override string PeerName => LemonSolver.Name;

    public override string? PeerMissing => LemonSolver.Missing;

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["nodes"] = scale == Scale.Smoke ? Kinds[0].Smoke : Kinds[0].Nodes,
        ["arcsPerNode"] = ArcsPerNode,
    };

    public override Task<double[]> RunOursAsync(Scale scale) => Task.FromResult<double[]>(
    [
        .. Instances(scale).Select(instance =>
        {
            var begun = Stopwatch.GetTimestamp();
            var answer = NetworkSimplex.Solve(instance.Problem);
            var time = Stopwatch.GetElapsedTime(begun);
            FlowCertificate.Check(instance.Problem, answer);
            _costs[instance.Name] = answer.Cost(instance.Problem);
            return time.TotalMilliseconds;
        }),
    ]);

    public override async Task<double[]> RunPeerAsync(Scale scale)
    {
        var times = new List<double>();
        foreach (var instance in Instances(scale))
        {
            if (!File.Exists(instance.Path))
                await Dimacs.WriteAsync(instance.Problem, instance.Path);
            var (cost, simplex, scaling) = await LemonSolver.Instance.SolveAsync(instance.Path);
            if (cost != _costs[instance.Name])
                throw new InvalidOperationException(
                    $"{instance.Name} costs {_costs[instance.Name]} by our answer and {cost} by LEMON's");
            times.Add(Math.Min(simplex.TotalMilliseconds, scaling.TotalMilliseconds));
        }
        return [.. times];
    }

    public void Dispose()
    {
        if (_folder.Exists)
            _folder.Delete(recursive: true);
        _folder.Refresh();
    }

    private List<Instance> Instances(Scale scale) => _instances ??=
    [
        .. Kinds.Select(kind =>
        {
            var nodes = scale == Scale.Smoke ? kind.Smoke : kind.Nodes;
            return new Instance(
                kind.Name, kind.Make(nodes, ArcsPerNode * nodes), Path.Combine(_folder.FullName, $"{kind.Name}.min"));
        }),
    ];
}
