using System.Net;
using Solidarity.Grains.Hosting;
using Solidarity.Storage.Logs;

namespace Solidarity.Grains.Clusters;

/// <summary>Which cluster a silo is one of.</summary>
/// <param name="Name">All silos of that name in one storage are one cluster.</param>
/// <param name="Storage">Has the shared log and the list of members.</param>
public sealed record ClusterSettings(string Name, StorageAccount Storage)
{
    /// <summary>Where the other silos reach this one; port 0 takes a free one.</summary>
    public IPEndPoint Silo { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>By what silos know each other; null: they talk in the clear, on this machine alone.</summary>
    public SiloTls? Tls { get; init; }
}
