using Solidarity.Storage.Tests.Node;

namespace Solidarity.Storage.Tests.Azurite;

/// <summary>One Azurite for all test classes of <see cref="AzuriteCollection"/>. Their facts are NodeFacts, which are
/// skipped where Azurite cannot run.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;

    internal AzuriteServer Server => _server ?? throw new InvalidOperationException(NodeTools.Missing);

    public async Task InitializeAsync()
    {
        // The tests are skipped then, but the fixture is made all the same.
        if (NodeTools.Missing is null)
            _server = await AzuriteServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

/// <summary>A test class with [Collection(nameof(AzuriteCollection))] is given the fixture.</summary>
[CollectionDefinition(nameof(AzuriteCollection))]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>;
