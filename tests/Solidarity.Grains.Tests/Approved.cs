using System.Runtime.CompilerServices;

namespace Solidarity.Grains.Tests;

/// <summary>Texts that a reviewer has read and approved, in files beside the tests. Tests of the command line use it
/// too.</summary>
internal static class Approved
{
    /// <summary>Set to 1 to write what came out as approved; read the difference before it is committed.</summary>
    private const string ApproveVariable = "SOLIDARITY_APPROVE";

    /// <param name="name">Of a file beside the test's.</param>
    public static void Check(string name, string actual, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, name);
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
            File.WriteAllText(path, actual);
        actual.ShouldBe(
            File.ReadAllText(path), $"differs from {name}; if that is meant, approve it with {ApproveVariable}=1");
    }
}
