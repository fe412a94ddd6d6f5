using Google.OrTools.Graph;

namespace Solidarity.Benchmarks.Routing;

/// <summary>Beside OR-Tools' minimum cost flow, a cost scaling method, in this process. To hand it the problem is not
/// in its time.</summary>
internal sealed class RouteOrToolsBenchmark() : FlowBenchmark("route-ortools")
{
    public override string PeerName => "Google OR-Tools 9.15.6755, SimpleMinCostFlow";

    protected override Task<(long Cost, TimeSpan Time)> SolveAsync(Instance instance)
    {
        var problem = instance.Problem;
        using var flow = new MinCostFlow();
        long supplied = 0;
        for (var node = 0; node < problem.Nodes; node++)
        {
            supplied += Math.Max(0, problem.Supplies[node]);
            flow.SetNodeSupply(node, problem.Supplies[node]);
        }
        // It adds up capacities at a node, so an arc without a limit gets the most that can be of use.
        for (var arc = 0; arc < problem.Arcs; arc++)
            flow.AddArcWithCapacityAndUnitCost(
                problem.Tails[arc], problem.Heads[arc], Math.Min(problem.Capacities[arc], supplied),
                problem.Costs[arc]);
        var begun = Stopwatch.GetTimestamp();
        var status = flow.Solve();
        var time = Stopwatch.GetElapsedTime(begun);
        return status == MinCostFlowBase.Status.OPTIMAL
            ? Task.FromResult((flow.OptimalCost(), time))
            : throw new InvalidOperationException($"OR-Tools answers {instance.Name} with {status}");
    }
}
