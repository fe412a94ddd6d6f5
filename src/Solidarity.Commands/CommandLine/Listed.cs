namespace Solidarity.Commands.CommandLine;

/// <summary>Several things in one sentence.</summary>
internal static class Listed
{
    /// <summary>"A and B and C"; empty where there are none.</summary>
    public static string And(IEnumerable<string> parts) =>
        parts.DefaultIfEmpty("").Aggregate((before, last) => T($"{before} and {last}"));
}
