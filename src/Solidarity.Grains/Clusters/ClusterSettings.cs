using System.Net;

namespace Solidarity.Grains.Clusters;

/// <summary>Which cluster a silo is one of.</summary>
/// <param name="Name">All silos of that name in one storage are one cluster.</param>
/// <param name="Storage">The connection string of the Azure Storage account that has the list of members.</param>
public sealed record ClusterSettings(string Name, string Storage)
{
    /// <summary>Where the other silos reach this one; port 0 takes a free one.</summary>
    public IPEndPoint Silo { get; init; } = new(IPAddress.Loopback, 0);
}
