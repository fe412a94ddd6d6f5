namespace Solidarity.Cli.Tests.Installing;

/// <summary>A fact about what is installed. To build that takes minutes, so without the variable it is skipped and says
/// so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InstallFactAttribute : FactAttribute
{
    private const string Variable = "SOLIDARITY_INSTALL";

    public InstallFactAttribute() => Skip = WhyNot;

    /// <summary>Null: it is to be built.</summary>
    public static string? WhyNot { get; } =
        Environment.GetEnvironmentVariable(Variable) is null
            ? $"Building what is installed takes minutes; set {Variable} to have it done."
            : OperatingSystem.IsLinux() ? null : "The scripts were tried on Linux alone.";
}

/// <summary>The same for a theory, which is one test where it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InstallTheoryAttribute : TheoryAttribute
{
    public InstallTheoryAttribute() => Skip = InstallFactAttribute.WhyNot;
}
