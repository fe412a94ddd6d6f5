using Solidarity.Cluster.Tests.Proxies;
using Solidarity.Storage.Tests.Azurite;

namespace Solidarity.Cluster.Tests.Services;

/// <summary>Three silos over one log in one storage, each with a folder and a proxy of its own.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private const int StartTriesMax = 5;

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

    /// <summary>Starts those that do not run.</summary>
    public Task StartAsync() => Task.WhenAll(Silos.Select(silo => StartAsync(silo)));

    /// <summary>A silo that ends while it starts, as where the storage fails just then, is started again some times.
    /// </summary>
    /// <param name="prepare">What is done to its folder before it is first started; not where it runs.</param>
    /// <exception cref="InvalidOperationException">It does not start.</exception>
    public static async Task StartAsync(ClusterSilo silo, Action? prepare = null)
    {
        for (var tries = 1; await silo.TryStartAsync(prepare) is { } problem; tries++)
        {
            if (tries == StartTriesMax)
                throw new InvalidOperationException($"{silo.Name} did not start in {tries} tries: {problem}");
            prepare = null;
        }
    }

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
