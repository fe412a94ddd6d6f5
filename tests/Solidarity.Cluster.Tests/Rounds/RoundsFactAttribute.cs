using Solidarity.Storage.Tests.Node;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>A fact that runs as many rounds of failures as a variable says. Each takes a minute or two, so without the
/// variable it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RoundsFactAttribute : FactAttribute
{
    internal const string Variable = "SOLIDARITY_ROUNDS";

    public RoundsFactAttribute() => Skip = NodeTools.Missing
        ?? (Environment.GetEnvironmentVariable(Variable) is null
            ? $"Each round of failures takes a minute or two; set {Variable} to how many are to run."
            : null);
}
