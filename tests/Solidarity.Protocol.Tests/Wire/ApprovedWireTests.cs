using System.Reflection;
using Google.Protobuf.Reflection;

namespace Solidarity.Protocol.Tests.Wire;

/// <summary>
/// The wire of package solidarity.v1 is the one that was approved: its text stands in Approved/, so that a change of
/// the wire shows in review.
/// </summary>
public sealed class ApprovedWireTests
{
    private const string Package = "solidarity.v1";
    private const string ApproveVariable = "SOLIDARITY_APPROVE";

    [Fact]
    public void The_wire_is_the_approved_one()
    {
        var path = ApprovedPath();
        var approved = File.Exists(path) ? File.ReadAllText(path) : "";
        var current = WireText.Of(PackageFiles());
        var changes = WireChanges.Between(approved, current);

        changes.Breaking.ShouldBeEmpty(
            "These changes break clients and servers that are in use. Add a field or method beside the old one. "
            + $"If nothing of it was ever released, delete {path} and approve the wire anew.");
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
            File.WriteAllText(path, approved = current);
        changes = WireChanges.Between(approved, current);
        changes.Additions.ShouldBeEmpty(
            $"These additions are compatible: older clients and servers do not notice them. To approve them, run this "
            + $"test with {ApproveVariable}=1 and commit {path}.");
        approved.ShouldBe(current);
    }

    // The source file and not a copy beside the test, so that approving changes what is committed.
    private static string ApprovedPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Solidarity.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException(
                $"No folder above {AppContext.BaseDirectory} holds Solidarity.sln, so the approved text is not found.");
        }

        return Path.Combine(folder.FullName, "tests", "Solidarity.Protocol.Tests", "Approved", $"{Package}.txt");
    }

    // Each generated file has a static class with its descriptor.
    private static IEnumerable<FileDescriptor> PackageFiles() =>
        typeof(Solidarity.V1.CommandReply).Assembly.GetExportedTypes()
            .Where(type => type.IsAbstract && type.IsSealed)
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
            .Where(property => property?.PropertyType == typeof(FileDescriptor))
            .Select(property => (FileDescriptor)property!.GetValue(null)!)
            .Where(file => file.Package == Package);
}
