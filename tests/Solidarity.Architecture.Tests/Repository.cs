namespace Solidarity.Architecture.Tests;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repository
{
    public static DirectoryInfo Root { get; } = FindRoot();

    public static IEnumerable<FileInfo> Files(string pattern, params string[] folders) =>
        folders.Select(folder => new DirectoryInfo(Path.Combine(Root.FullName, folder)))
            .Where(folder => folder.Exists)
            .SelectMany(folder => folder.EnumerateFiles(pattern, SearchOption.AllDirectories))
            .Where(IsSource);

    public static string PathOf(FileInfo file) => Path.GetRelativePath(Root.FullName, file.FullName);

    private static bool IsSource(FileInfo file)
    {
        var parts = Path.GetRelativePath(Root.FullName, file.FullName).Split(Path.DirectorySeparatorChar);
        return !parts.Contains("bin") && !parts.Contains("obj") && !parts.Contains("node_modules");
    }

    private static DirectoryInfo FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Solidarity.sln")))
                return folder;
        throw new InvalidOperationException($"No Solidarity.sln above {AppContext.BaseDirectory}.");
    }
}
