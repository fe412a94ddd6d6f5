namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>What is done to the data folder of a silo that does not run.</summary>
internal static class Folders
{
    private const string JournalFile = "journal.db";
    private const int FlippedPlaces = 24;
    private const int FlippedBytes = 64;

    public static void Copy(string from, string to)
    {
        Clear(to);
        Directory.CreateDirectory(to);
        foreach (var file in new DirectoryInfo(from).EnumerateFiles())
            file.CopyTo(Path.Combine(to, file.Name));
    }

    public static void Clear(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Overwrites the beginning of the journal and places all over it.</summary>
    public static void Damage(string folder, Random random)
    {
        using var file = File.Open(Path.Combine(folder, JournalFile), FileMode.Open, FileAccess.ReadWrite);
        var bytes = new byte[FlippedBytes];
        for (var place = 0; place < FlippedPlaces; place++)
        {
            random.NextBytes(bytes);
            file.Position = place == 0 ? 0 : random.NextInt64(Math.Max(1, file.Length - FlippedBytes));
            file.Write(bytes);
        }
    }
}
