using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>The plan of the repository's own seed folder, made once for all tests that only read it.</summary>
internal static class InternationalPlan
{
    private static readonly Lazy<(SeedFolder Seeds, ReplayPlan Plan)> Made = new(() =>
    {
        var seeds = SeedFiles.International().LoadValid();
        return (seeds, ReplayPlan.Of(seeds));
    });

    public static SeedFolder Seeds => Made.Value.Seeds;

    public static ReplayPlan Plan => Made.Value.Plan;

    /// <summary>The lines of all steps whose key begins with one of these.</summary>
    public static string[] Told(params string[] keys) =>
    [
        .. Plan.Steps.Where(step => keys.Any(key => $"{step.Key}/".StartsWith($"{key}/", StringComparison.Ordinal)))
            .Select(Telling.Line),
    ];
}
