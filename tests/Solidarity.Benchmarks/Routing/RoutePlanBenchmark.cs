using Solidarity.Domain.Bodies;
using Solidarity.Routing;

namespace Solidarity.Benchmarks.Routing;

/// <summary>
/// The whole planner, ours alone: from treasuries with their corridors' fees, rooms and delays to parts with their
/// exact amounts, for 10,000 pledges to one strike; and one sum alone, which reads only what is near its way.
/// </summary>
internal sealed class RoutePlanBenchmark : Benchmark
{
    private const int CorridorsPerBody = 5;
    private const int Singles = 100;
    private static readonly DateTimeOffset At = new(1868, 3, 23, 8, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<int, IReadOnlyDictionary<Address, TreasuryNode>> _treasuries = [];

    public override string Name => "route-plan";

    public override string Description => "ways for 10,000 pledges over 500,000 corridors, and over 50,000";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new("route-plan", "ms", IsRate: false, IsCompared: false),
        new("route-plan-one", "ms", IsRate: false, IsCompared: false),
        new("route-plan-10k", "ms", IsRate: false, IsCompared: false),
        new("route-plan-one-10k", "ms", IsRate: false, IsCompared: false),
    ];

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["bodies"] = Bodies(scale),
        ["corridorsPerBody"] = CorridorsPerBody,
        ["pledges"] = Pledges(scale),
    };

    public override Task<double[]> RunOursAsync(Scale scale)
    {
        var (large, small) = (Measure(Bodies(scale), scale), Measure(Bodies(scale) / 10, scale));
        return Task.FromResult<double[]>([large.Plan, large.One, small.Plan, small.One]);
    }

    private (double Plan, double One) Measure(int bodies, Scale scale)
    {
        if (!_treasuries.TryGetValue(bodies, out var treasuries))
            _treasuries[bodies] = treasuries =
                CorridorInstances.Treasuries(bodies, CorridorsPerBody * bodies, Pledges(scale));
        var request = new PlanRequest(
            treasuries.GetValueOrDefault, CorridorInstances.Pledges(bodies, Pledges(scale)),
            CorridorInstances.Strikers, [CorridorInstances.Francs], At, At.AddDays(7));
        var begun = Stopwatch.GetTimestamp();
        var plan = FlowPlanner.Plan(request);
        var planned = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        Say(bodies, plan, planned);
        var singles = request.Sources.Take(Singles).ToArray();
        begun = Stopwatch.GetTimestamp();
        foreach (var source in singles)
            FlowPlanner.PlanWhole(request with { Sources = [source] });
        return (planned, Stopwatch.GetElapsedTime(begun).TotalMilliseconds / singles.Length);
    }

    private static void Say(int bodies, RoutingPlan plan, double planned)
    {
        var parts = plan.Sources.SelectMany(source => source.Parts).ToArray();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {bodies} bodies in {planned:F0} ms: {parts.Length} parts of "
            + $"{parts.Average(part => part.Route.Hops.Length):F1} hops; "
            + $"{plan.Sources.Count(source => source.Remainder is not null)} of {plan.Sources.Length} pledges keep "
            + $"something"));
    }

    private static int Bodies(Scale scale) => scale == Scale.Smoke ? 5_000 : 100_000;

    private static int Pledges(Scale scale) => scale == Scale.Smoke ? 100 : 10_000;
}
