namespace Solidarity.Routing.Flows;

public enum FlowStatus
{
    /// <summary>All is shipped, as cheaply as can be.</summary>
    Optimal,

    /// <summary>Not all can be shipped; the flow ships the most that can be, as cheaply as can be.</summary>
    Infeasible,
}

/// <summary>What a solver found, with the proof of it (<see cref="FlowCertificate"/> checks the proof).</summary>
/// <param name="Status">How it stands.</param>
/// <param name="Flows">The units on each arc.</param>
/// <param name="Stays">For each node what of its supply is not shipped: above zero where it has some left, below zero
/// where some is missing.</param>
/// <param name="Potentials">A price for each node: no arc with room leads from a node to one that is dearer by more
/// than the arc costs.</param>
/// <param name="Pivots">How many steps it took.</param>
public sealed record FlowAnswer(
    FlowStatus Status, long[] Flows, long[] Stays, long[] Potentials, long Pivots)
{
    /// <summary>What the flow costs, without what is said of unshipped units.</summary>
    public Int128 Cost(FlowProblem problem)
    {
        Int128 cost = 0;
        var costs = problem.Costs;
        for (var arc = 0; arc < Flows.Length; arc++)
            cost += (Int128)Flows[arc] * costs[arc];
        return cost;
    }

    /// <summary>How many units are not shipped.</summary>
    public long Unshipped
    {
        get
        {
            long sum = 0;
            foreach (var stay in Stays)
                sum += Math.Max(stay, 0);
            return sum;
        }
    }
}
