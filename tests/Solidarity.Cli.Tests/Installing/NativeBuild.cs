using Solidarity.Cli.Tests.Services;

namespace Solidarity.Cli.Tests.Installing;

/// <summary>What <c>deploy/build-native</c> builds, once for all tests, when the first one asks for it.</summary>
public sealed class NativeBuild : IDisposable
{
    private readonly TempFolder _folder = new();
    private Task? _built;

    /// <returns>The folder with the programs.</returns>
    public async Task<string> FolderAsync()
    {
        _built ??= InstalledTests.BuildAsync("build-native", _folder.Path);
        await _built;
        return _folder.Path;
    }

    public void Dispose() => _folder.Dispose();
}
