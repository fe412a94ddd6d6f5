using Solidarity.Routing.Flows;

namespace Solidarity.Benchmarks.Routing;

/// <summary>
/// The planner's solver beside another on the same flow problems: the time from the problem to the answer on our side,
/// and of the solving alone on the peer's. Both must find the same cost, and ours is proved besides, which is not in
/// the time.
/// </summary>
internal abstract class FlowBenchmark(string name) : Benchmark
{
    protected sealed record Instance(string Name, FlowProblem Problem);

    private static readonly (string Suffix, Func<int, int, FlowProblem> Make, int Nodes, int Smoke)[] Kinds =
    [
        ("", FlowInstances.Federation, 100_000, 400),
        ("-10k", FlowInstances.Federation, 10_000, 300),
        ("-1k", FlowInstances.Federation, 1_000, 200),
        ("-netgen", FlowInstances.Netgen, 100_000, 400),
        ("-netgen-10k", FlowInstances.Netgen, 10_000, 300),
        ("-gridgen", FlowInstances.Gridgen, 100_000, 400),
        ("-gridgen-10k", FlowInstances.Gridgen, 10_000, 300),
    ];

    private const int ArcsPerNode = 5;

    private readonly Dictionary<string, Int128> _costs = [];
    private List<Instance>? _instances;

    public override string Name => name;

    public override string Description =>
        $"a cheapest flow over 100,000 nodes and 500,000 corridors, and smaller ones, beside {PeerName}";

    public override IReadOnlyList<Figure> Figures { get; } =
        [.. Kinds.Select(kind => new Figure(name + kind.Suffix, "ms", IsRate: false))];

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
            var (cost, time) = await SolveAsync(instance);
            if (cost != _costs[instance.Name])
                throw new InvalidOperationException(
                    $"{instance.Name} costs {_costs[instance.Name]} by our answer and {cost} by {PeerName}'s");
            times.Add(time.TotalMilliseconds);
        }
        return [.. times];
    }

    /// <summary>The cost that the peer finds, and how long it takes.</summary>
    protected abstract Task<(long Cost, TimeSpan Time)> SolveAsync(Instance instance);

    private List<Instance> Instances(Scale scale) => _instances ??=
    [
        .. Kinds.Select(kind =>
        {
            var nodes = scale == Scale.Smoke ? kind.Smoke : kind.Nodes;
            return new Instance(name + kind.Suffix, kind.Make(nodes, ArcsPerNode * nodes));
        }),
    ];
}
