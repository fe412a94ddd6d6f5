using Solidarity.Routing.Flows;

namespace Solidarity.Benchmarks.Routing;

/// <summary>Writes a flow problem in the format of DIMACS' first challenge, in which nodes count from 1.</summary>
internal static class Dimacs
{
    public static async Task WriteAsync(FlowProblem problem, string path)
    {
        await using var writer = new StreamWriter(path);
        await writer.WriteAsync(Line($"p min {problem.Nodes} {problem.Arcs}"));
        for (var node = 0; node < problem.Nodes; node++)
            if (problem.Supplies[node] != 0)
                await writer.WriteAsync(Line($"n {node + 1} {problem.Supplies[node]}"));
        for (var arc = 0; arc < problem.Arcs; arc++)
        {
            var (tail, head) = (problem.Tails[arc] + 1, problem.Heads[arc] + 1);
            await writer.WriteAsync(Line($"a {tail} {head} 0 {problem.Capacities[arc]} {problem.Costs[arc]}"));
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture) + "\n";
}
