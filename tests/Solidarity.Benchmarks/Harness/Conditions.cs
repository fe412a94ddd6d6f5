using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;
using Solidarity.Benchmarks.Disk;

namespace Solidarity.Benchmarks;

/// <summary>What a figure depends on, but for the machine's name.</summary>
internal sealed record Conditions(
    int Cores,
    string Os,
    string Dotnet,
    string Gc,
    string Build,
    string Scale,
    IReadOnlyDictionary<string, long> Parameters,
    string? Commit)
{
    public static Conditions Of(Benchmark benchmark, Scale scale) => new(
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription + " " + RuntimeInformation.OSArchitecture,
        RuntimeInformation.FrameworkDescription,
        GCSettings.IsServerGC ? "server" : "workstation",
#if DEBUG
        "Debug",
#else
        "Release",
#endif
        scale == Benchmarks.Scale.Smoke ? "smoke" : "full",
        SlowDisk.AddedUs == 0
            ? benchmark.Parameters(scale)
            : new Dictionary<string, long>(benchmark.Parameters(scale)) { ["flushAddedUs"] = SlowDisk.AddedUs },
        CommitBuilt());

    // The SDK writes the commit behind the version's plus sign where it builds from a repository.
    private static string? CommitBuilt()
    {
        var version = typeof(Conditions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return version?.InformationalVersion.Split('+') is [_, var commit] ? commit : null;
    }
}
