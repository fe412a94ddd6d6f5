using System.Runtime.CompilerServices;

namespace Solidarity.Cli.Tests;

/// <summary>Texts that a reviewer has read and approved, in files beside the tests.</summary>
internal static class Approved
{
    /// <summary>Set to 1 to write what came out as approved; read the difference before it is committed.</summary>
    private const string ApproveVariable = "SOLIDARITY_APPROVE";

    public static void Check(string name, string actual)
    {
        var path = Path.Combine(SourceFolder(), "Approved", name);
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        actual.ShouldBe(
            File.ReadAllText(path), $"differs from {name}; if that is meant, approve it with {ApproveVariable}=1");
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
