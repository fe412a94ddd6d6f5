namespace Solidarity.Cli.Tests.Replaying;

/// <summary>Empty folders for one test; they go with it.</summary>
internal sealed class Folders : IDisposable
{
    private readonly List<DirectoryInfo> _made = [];

    /// <summary>The sample data of the repository.</summary>
    public static string Seeds { get; } = FindSeeds();

    public string New()
    {
        _made.Add(Directory.CreateTempSubdirectory("solidarity-test-"));
        return _made[^1].FullName;
    }

    public void Dispose()
    {
        foreach (var folder in _made.Where(folder => Directory.Exists(folder.FullName)))
            folder.Delete(recursive: true);
    }

    private static string FindSeeds()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "seeds", "international")))
                return Path.Combine(folder.FullName, "seeds", "international");
        throw new InvalidOperationException($"No seeds/international above {AppContext.BaseDirectory}.");
    }
}
