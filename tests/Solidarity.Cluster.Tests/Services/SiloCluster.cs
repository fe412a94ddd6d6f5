using Solidarity.Cluster.Tests.Proxies;
using Solidarity.Storage.Tests.Azurite;

namespace Solidarity.Cluster.Tests.Services;

/// <summary>Three silos over one log in one storage, each with a folder and a proxy of its own.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("solidarity-cluster-");

    public SiloCluster(AzuriteServer azurite, int silos, int seed)
    {
        Storage = azurite.ConnectionString;
        Silos =
        [
            .. Enumerable.Range(1, silos).Select(i => new ClusterSilo(
                $"silo-{i}", Path.Combine(_root.FullName, $"silo-{i}"), Name,
                StorageProxy.Start(Storage, seed + i))),
        ];
    }

    /// <summary>Of the log.</summary>
    public string Name { get; } = AzuriteServer.NewContainer();

    /// <summary>The connection string that leads to the storage without a proxy.</summary>
    public string Storage { get; }

    public IReadOnlyList<ClusterSilo> Silos { get; }

    /// <summary>A folder beside those of the silos.</summary>
    public string FolderOf(string name) => Path.Combine(_root.FullName, name);

    public Task StartAsync() => Task.WhenAll(Silos.Where(silo => !silo.IsRunning).Select(silo => silo.StartAsync()));

    public Task StopAsync() => Task.WhenAll(Silos.Select(silo => silo.StopAsync()));

    /// <summary>No fault any more, in any proxy.</summary>
    public void Calm()
    {
        foreach (var silo in Silos)
        {
            silo.Proxy.Plan.PerMille = 0;
            silo.Proxy.IsAway = false;
            silo.Proxy.Hold = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos)
            await silo.DisposeAsync();
        _root.Delete(recursive: true);
    }
}
