namespace Solidarity.Cli.Tests.Services;

/// <summary>A folder of its own for a test, gone with it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("solidarity-cli-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
