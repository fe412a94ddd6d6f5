using System.Net;

namespace Solidarity.Cluster.Tests.Proxies;

/// <summary>
/// Stands between one service and the storage, on a port for each of the storage's, and passes every byte on as it is,
/// but for the faults that a plan draws, and those that a test asks for. Each connection of the service has one of its
/// own to the storage.
/// </summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    private readonly List<ProxyPort> _ports = [];

    private StorageProxy(FaultPlan plan) => Plan = plan;

    public FaultPlan Plan { get; }

    /// <summary>The storage's connection string, with the ports of this proxy.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>While it is away nothing is passed on, and no connection stands.</summary>
    public bool IsAway
    {
        set
        {
            foreach (var port in _ports)
                port.IsAway = value;
        }
    }

    /// <summary>How many requests came.</summary>
    public long Requests => _ports.Sum(port => port.Requests);

    /// <param name="connectionString">Of a storage with an address for each of its services.</param>
    public static StorageProxy Start(string connectionString, int seed)
    {
        var proxy = new StorageProxy(new FaultPlan(seed));
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Select(part => part[0].EndsWith("Endpoint", StringComparison.Ordinal)
                ? $"{part[0]}={proxy.Forward(new Uri(part[1]))};"
                : $"{part[0]}={part[1]};");
        proxy.ConnectionString = string.Concat(parts);
        return proxy;
    }

    /// <summary>Who gets the next append to a blob; null for the storage.</summary>
    public AppendHold? Hold
    {
        set
        {
            foreach (var port in _ports)
                port.Hold = value;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var port in _ports)
            await port.DisposeAsync();
    }

    private Uri Forward(Uri storage)
    {
        var port = new ProxyPort(new IPEndPoint(IPAddress.Parse(storage.Host), storage.Port), Plan);
        _ports.Add(port);
        return new UriBuilder(storage) { Port = port.Number }.Uri;
    }
}
