namespace Solidarity.Routing.Flows;

/// <summary>
/// Checks an answer to a <see cref="FlowProblem"/> by its proof, without solving anything: O(n + m), and no code of the
/// solver's. Every plan is checked so before it is used.
/// </summary>
/// <remarks>
/// A flow that keeps to the capacities, in which each node gives on what it gets and what it supplies, is cheapest if
/// and only if there are prices of the nodes such that no arc with room leads from a node to one that is dearer by more
/// than the arc costs, and no arc with flow to one that is dearer by less (Ahuja, Magnanti, Orlin, "Network Flows",
/// 1993, 9.3). Units that are not shipped go over a place of their own, free into it and at
/// <see cref="FlowProblem.StayCost"/> out of it; those arcs are under the same condition, which proves that no more can
/// be shipped, for that cost is above the cost of any way and any way round.
/// </remarks>
public static class FlowCertificate
{
    /// <summary>What is wrong with an answer, or null.</summary>
    public static string? Problem(FlowProblem problem, FlowAnswer answer) => ShapeProblem(problem, answer)
        ?? ArcProblem(problem, answer)
        ?? NodeProblem(problem, answer)
        ?? StayProblem(problem, answer);

    /// <exception cref="InvalidOperationException">The answer is wrong, which is a bug of the solver.</exception>
    public static void Check(FlowProblem problem, FlowAnswer answer)
    {
        if (Problem(problem, answer) is { } wrong)
            throw new InvalidOperationException($"the flow that was found is not proved: {wrong}");
    }

    private static string? ShapeProblem(FlowProblem problem, FlowAnswer answer) =>
        answer.Flows.Length != problem.Arcs ? $"{answer.Flows.Length} flows for {problem.Arcs} arcs"
        : answer.Stays.Length != problem.Nodes ? $"{answer.Stays.Length} stays for {problem.Nodes} nodes"
        : answer.Potentials.Length != problem.Nodes ? $"{answer.Potentials.Length} prices for {problem.Nodes} nodes"
        : null;

    private static string? ArcProblem(FlowProblem problem, FlowAnswer answer)
    {
        var tails = problem.Tails;
        var heads = problem.Heads;
        var capacities = problem.Capacities;
        var costs = problem.Costs;
        for (var arc = 0; arc < tails.Length; arc++)
        {
            var flow = answer.Flows[arc];
            if (flow < 0 || flow > capacities[arc])
                return $"arc {arc} carries {flow} of {capacities[arc]}";
            var price = Reduced(costs[arc], answer.Potentials[tails[arc]], answer.Potentials[heads[arc]]);
            if (price < 0 && flow < capacities[arc])
                return $"arc {arc} has room, and one more unit on it costs {price}";
            if (price > 0 && flow > 0)
                return $"arc {arc} carries {flow}, and one less unit on it saves {price}";
        }
        return null;
    }

    private static string? NodeProblem(FlowProblem problem, FlowAnswer answer)
    {
        var left = new Int128[problem.Nodes];
        for (var node = 0; node < left.Length; node++)
            left[node] = (Int128)problem.Supplies[node] - answer.Stays[node];
        var tails = problem.Tails;
        var heads = problem.Heads;
        for (var arc = 0; arc < tails.Length; arc++)
        {
            left[tails[arc]] -= answer.Flows[arc];
            left[heads[arc]] += answer.Flows[arc];
        }
        for (var node = 0; node < left.Length; node++)
            if (left[node] != 0)
                return $"{left[node]} units are lost at node {node}";
        return null;
    }

    private static string? StayProblem(FlowProblem problem, FlowAnswer answer)
    {
        var isShort = false;
        for (var node = 0; node < problem.Nodes; node++)
        {
            var (stay, isDemand) = (answer.Stays[node], problem.Supplies[node] < 0);
            if (isDemand ? stay > 0 : stay < 0)
                return $"node {node} cannot have {stay} units that stay";
            isShort |= stay != 0;
            if (answer.Status == FlowStatus.Optimal)
                continue;
            var price = isDemand
                ? Reduced(problem.StayCost, 0, answer.Potentials[node])
                : Reduced(0, answer.Potentials[node], 0);
            if (price < 0)
                return $"one more unit that stays at node {node} costs {price}";
            if (price > 0 && stay != 0)
                return $"{stay} units stay at node {node}, and one less saves {price}";
        }
        return isShort == (answer.Status == FlowStatus.Infeasible) ? null
            : isShort ? "units stay, and it is said that all are shipped"
            : "all units are shipped, and it is said that some stay";
    }

    // The price of one more unit on an arc, at the prices of its ends.
    private static Int128 Reduced(long cost, long tail, long head) => (Int128)cost + tail - head;
}
